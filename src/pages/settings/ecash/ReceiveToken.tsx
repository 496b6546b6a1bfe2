import { useState } from 'preact/hooks';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { TextField } from '../form/TextField.tsx';

/** Ecash that someone gave: its token is swapped, so that no one else can use it any more. */
export function ReceiveToken() {
  const { t, run, busy } = useUi();
  const [token, setToken] = useState('');
  const receive = async (event: SubmitEvent) => {
    event.preventDefault();
    const done = await run('ecash.receive', { token: token.trim() });
    if (done !== undefined) setToken('');
  };
  return (
    <details class="card">
      <summary>{t('token_receive')}</summary>
      <form onSubmit={(event) => void receive(event)}>
        <TextField
          label={t('token')}
          hint={t('token_hint')}
          kind="secret"
          of="ecash.receive"
          value={token}
          onValue={setToken}
        />
        <button
          type="submit"
          class="secondary"
          data-act="receive"
          disabled={busy !== undefined || token.trim() === ''}
        >
          {busy === 'ecash.receive' ? t('working') : t('token_receive_button')}
        </button>
      </form>
      <FailureAlert of={['ecash.receive']} />
    </details>
  );
}
