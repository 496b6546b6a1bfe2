import type { ErrorKey } from '../../../core/errors.ts';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { NewPassword } from './NewPassword.tsx';

/** What is kept sealed needs a password, and it must have been typed: the way to it. `place`: where it is asked for. */
export function PasswordFirst(props: { error: ErrorKey; place?: string }) {
  const { error, place } = props;
  const { t, run } = useUi();
  if (error === 'error_no_password') {
    return (
      <div class="card">
        <p>{t('password_first')}</p>
        <NewPassword
          act="set-password"
          place={place}
          of="keyring.create"
          label={t('password_set')}
          submit={(passphrase) => run('keyring.create', { passphrase })}
        />
        <FailureAlert of={['keyring.create']} />
      </div>
    );
  }
  return (
    <Alert kind="info">
      {t('unlock_first')} <a href="#password">{t('unlock')}</a>
    </Alert>
  );
}
