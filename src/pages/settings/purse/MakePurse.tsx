import { useState } from 'preact/hooks';
import type { CommandName } from '../../../messages/index.ts';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { PassphraseField } from '../../shared/fields/PassphraseField.tsx';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { TextField } from '../form/TextField.tsx';

/** A new key under a new passphrase. */
export function MakePurse() {
  const { t, run } = useUi();
  return (
    <div class="card">
      <h3>{t('purse_make_title')}</h3>
      <NewPassphrase
        act="create"
        of="purse.create"
        label={t('purse_make')}
        submit={(passphrase) => run('purse.create', { passphrase })}
      />
      <FailureAlert of={['purse.create']} />
    </div>
  );
}

/** A key that the user has already, under a new passphrase. */
export function ImportPurse() {
  const { t, run } = useUi();
  const [privateKey, setPrivateKey] = useState('');
  return (
    <details class="card">
      <summary>{t('purse_import_title')}</summary>
      <TextField
        label={t('private_key')}
        hint={t('private_key_hint')}
        value={privateKey}
        kind="secret"
        of="purse.import"
        onValue={setPrivateKey}
      />
      <NewPassphrase
        act="import"
        of="purse.import"
        label={t('purse_import')}
        submit={async (passphrase) => {
          await run('purse.import', { passphrase, privateKey: privateKey.trim() });
        }}
      />
      <FailureAlert of={['purse.import']} />
    </details>
  );
}

/** A passphrase, typed twice. */
function NewPassphrase(props: {
  act: string;
  of: CommandName;
  label: string;
  submit: (passphrase: string) => Promise<unknown>;
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
