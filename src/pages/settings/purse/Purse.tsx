import type { PurseView } from '../../../messages/index.ts';
import { Address } from '../../shared/display/Address.tsx';
import { Qr } from '../../shared/display/Qr.tsx';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PassphraseForm } from '../form/PassphraseForm.tsx';
import { Backup } from './Backup.tsx';
import { ImportPurse, MakePurse } from './MakePurse.tsx';
import { RemovePurse } from './RemovePurse.tsx';

/** The built-in wallet: make it, fill it, lock it, back it up, remove it. */
export function Purse({ purse }: { purse: PurseView }) {
  const { t } = useUi();
  return (
    <section aria-labelledby="purse" data-purse={purse.state}>
      <h2 id="purse">{t('purse')}</h2>
      <p class="muted">{t('purse_intro')}</p>
      <FailureAlert of={['purse.get']} />
      {purse.state === 'none' ? (
        <>
          <MakePurse />
          <ImportPurse />
        </>
      ) : (
        <>
          <Lock locked={purse.state === 'locked'} />
          <TopUp address={purse.address} />
          <Backup />
          <RemovePurse />
        </>
      )}
    </section>
  );
}

function Lock({ locked }: { locked: boolean }) {
  const { t, run, busy } = useUi();
  if (locked) {
    return (
      <div class="card">
        <p>{t('purse_locked')}</p>
        <PassphraseForm
          act="unlock"
          button="unlock"
          of="purse.unlock"
          submit={(passphrase) => run('purse.unlock', { passphrase })}
        />
        <FailureAlert of={['purse.unlock']} />
      </div>
    );
  }
  return (
    <div class="line">
      <p>{t('purse_open')}</p>
      <button
        type="button"
        class="secondary"
        data-act="lock"
        disabled={busy !== undefined}
        onClick={() => void run('purse.lock', null)}
      >
        {t('purse_lock')}
      </button>
    </div>
  );
}

function TopUp({ address }: { address: string }) {
  const { t } = useUi();
  return (
    <div class="card top-up">
      <div>
        <h3>{t('purse_top_up')}</h3>
        <p>{t('purse_top_up_text')}</p>
      </div>
      <div class="receive">
        <Qr text={address} />
        <p class="muted">{t('purse_address')}</p>
        <Address address={address} whole />
      </div>
    </div>
  );
}
