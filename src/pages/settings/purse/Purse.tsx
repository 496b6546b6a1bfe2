import type { KeyRingView, PurseView } from '../../../messages/index.ts';
import { Address } from '../../shared/display/Address.tsx';
import { Qr } from '../../shared/display/Qr.tsx';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PasswordFirst } from '../security/PasswordFirst.tsx';
import { Backup } from './Backup.tsx';
import { ImportPurse, MakePurse } from './MakePurse.tsx';
import { RemovePurse } from './RemovePurse.tsx';

/** The built-in wallet: set it up, fill it, export its key, remove it. */
export function Purse({ keyring, purse }: { keyring: KeyRingView; purse: PurseView }) {
  const { t } = useUi();
  return (
    <section aria-labelledby="purse" data-purse={purse.state}>
      <h2 id="purse">{t('purse')}</h2>
      <p class="muted">{t('purse_intro')}</p>
      <FailureAlert of={['purse.get', 'keyring.get']} />
      {purse.state !== 'none' ? (
        <>
          <TopUp address={purse.address} />
          <Backup />
          <RemovePurse />
        </>
      ) : keyring.state === 'locked' ? (
        <PasswordFirst error="error_locked" />
      ) : (
        <>
          <MakePurse keyring={keyring} />
          <ImportPurse keyring={keyring} />
        </>
      )}
    </section>
  );
}

/** Where money for it is sent to. */
export function TopUp({ address }: { address: string }) {
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
