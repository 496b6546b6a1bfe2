import { useState } from 'preact/hooks';
import type { KeyRingView } from '../../../messages/index.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { TextField } from '../form/TextField.tsx';
import { NewPassword } from '../security/NewPassword.tsx';

/** A new Farebox wallet; with the first password, where there is none yet. */
export function MakePurse({ keyring }: { keyring: KeyRingView }) {
  const { t, run, busy } = useUi();
  return (
    <div class="card">
      <h3>{t('purse_make_title')}</h3>
      {keyring.state === 'none' ? (
        <NewPassword
          act="create"
          place="own"
          of="purse.create"
          label={t('purse_make')}
          submit={(passphrase) => run('purse.create', { passphrase })}
        />
      ) : (
        <button
          type="button"
          class="primary"
          data-act="create"
          disabled={busy !== undefined}
          onClick={() => void run('purse.create', {})}
        >
          {t('purse_make')}
        </button>
      )}
      <FailureAlert of={['purse.create']} />
    </div>
  );
}

/** A recovery phrase or key that the user has already; with the first password, where there is none yet. */
export function ImportPurse({ keyring }: { keyring: KeyRingView }) {
  const { t, run, busy } = useUi();
  const [secret, setSecret] = useState('');
  const restore = async (passphrase?: string) => {
    const done = await run('purse.import', {
      secret: secret.trim(),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    if (done !== undefined) setSecret('');
  };
  return (
    <details class="card">
      <summary>{t('purse_import_title')}</summary>
      <TextField
        label={t('purse_secret')}
        hint={t('private_key_hint')}
        value={secret}
        kind="secret"
        of="purse.import"
        onValue={setSecret}
      />
      {keyring.state === 'none' ? (
        <NewPassword act="import" of="purse.import" label={t('purse_import')} submit={restore} />
      ) : (
        <button
          type="button"
          class="primary"
          data-act="import"
          disabled={busy !== undefined || secret.trim() === ''}
          onClick={() => void restore()}
        >
          {t('purse_import')}
        </button>
      )}
      <FailureAlert of={['purse.import']} />
    </details>
  );
}
