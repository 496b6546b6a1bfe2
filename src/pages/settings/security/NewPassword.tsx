import { useState } from 'preact/hooks';
import type { CommandName } from '../../../messages/index.ts';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { PassphraseField } from '../../shared/fields/PassphraseField.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { usePasswordChoice } from './password-choice.ts';

type Props = {
  readonly act: string;
  readonly of: CommandName;
  readonly label: string;
  readonly submit: (password: string) => Promise<unknown>;
};

/**
 * The first password, typed twice. `place`: where it stands, of which there are several in a page; while another is
 * chosen, a button stands there that chooses this one. Without it the form is always there.
 */
export function NewPassword({ place, ...form }: Props & { readonly place?: string | undefined }) {
  const choice = usePasswordChoice();
  const [asked, ask] = useState(false);
  const { busy } = useUi();
  if (place === undefined || choice === undefined || choice.chosen === place) {
    return <PasswordForm {...form} focus={asked} />;
  }
  const open = () => {
    ask(true);
    choice.choose(place);
  };
  return (
    <button
      type="button"
      class="secondary"
      data-act={`${form.act}-ask`}
      disabled={busy !== undefined}
      onClick={open}
    >
      {form.label}
    </button>
  );
}

function PasswordForm(props: Props & { readonly focus: boolean }) {
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
      <PassphraseField
        value={first}
        onValue={setFirst}
        focus={props.focus}
        hint="passphrase_hint"
        of={props.of}
      />
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
