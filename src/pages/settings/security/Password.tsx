import type { KeyRingView } from '../../../messages/index.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PassphraseForm } from '../form/PassphraseForm.tsx';

/** The one password of all wallets: unlock and lock. It is set where the first wallet is set up. */
export function Password({ keyring }: { keyring: KeyRingView }) {
  const { t } = useUi();
  if (keyring.state === 'none') return null;
  return (
    <section aria-labelledby="password" data-keyring={keyring.state}>
      <h2 id="password">{t('password')}</h2>
      <p class="muted">{t('password_intro')}</p>
      {keyring.state === 'locked' ? <Unlock /> : <Lock />}
    </section>
  );
}

function Unlock() {
  const { t, run } = useUi();
  return (
    <div class="card">
      <p>{t('purse_locked')}</p>
      <PassphraseForm
        act="unlock"
        button="unlock"
        of="keyring.unlock"
        submit={(passphrase) => run('keyring.unlock', { passphrase })}
      />
      <FailureAlert of={['keyring.unlock']} />
    </div>
  );
}

function Lock() {
  const { t, run, busy } = useUi();
  return (
    <div class="line">
      <p>{t('purse_open')}</p>
      <button
        type="button"
        class="secondary"
        data-act="lock"
        disabled={busy !== undefined}
        onClick={() => void run('keyring.lock', null)}
      >
        {t('purse_lock')}
      </button>
    </div>
  );
}
