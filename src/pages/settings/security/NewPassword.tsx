import { useState } from 'preact/hooks';
import type { CommandName } from '../../../messages/index.ts';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { PassphraseField } from '../../shared/fields/PassphraseField.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';

/** The first password, typed twice. */
export function NewPassword(props: {
  act: string;
  of: CommandName;
  label: string;
  submit: (password: string) => Promise<unknown>;
}) {
  const { t, busy } = useUi();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [differ, setDiffer] = useState(false);
  const faultId = useFieldId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setDiffer(first !== second);
    if (first === second) void props.submit(first);
  };
  return (
    <form onSubmit={submit}>
      <PassphraseField value={first} onValue={setFirst} hint="passphrase_hint" of={props.of} />
      <PassphraseField
        value={second}
        onValue={setSecond}
        label="passphrase_again"
        faultId={differ ? faultId : undefined}
      />
      {differ && (
        <Alert kind="danger" id={faultId}>
          {t('passphrase_differs')}
        </Alert>
      )}
      <button type="submit" class="primary" data-act={props.act} disabled={busy !== undefined}>
        {props.label}
      </button>
    </form>
  );
}
