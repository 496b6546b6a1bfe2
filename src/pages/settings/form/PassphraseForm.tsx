import { useState } from 'preact/hooks';
import type { CommandName } from '../../../messages/index.ts';
import { PassphraseField } from '../../shared/fields/PassphraseField.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';

/** A passphrase and one button. The field empties itself when it is sent. */
export function PassphraseForm(props: {
  act: string;
  button: MessageKey;
  /** The command that takes the passphrase. */
  of: CommandName;
  submit: (passphrase: string) => Promise<unknown>;
}) {
  const { t, busy } = useUi();
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setPassphrase('');
    void props.submit(passphrase);
  };
  return (
    <form onSubmit={submit}>
      <PassphraseField value={passphrase} onValue={setPassphrase} known of={props.of} />
      <button type="submit" class="secondary" data-act={props.act} disabled={busy !== undefined}>
        {t(props.button)}
      </button>
    </form>
  );
}
