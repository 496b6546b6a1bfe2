import { useState } from 'preact/hooks';
import type { KeyRingView } from '../../../messages/index.ts';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { PassphraseField } from '../../shared/fields/PassphraseField.tsx';
import { dayText } from '../../shared/format/time.ts';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { useUi } from '../../shared/ui.ts';
import { PassphraseForm } from '../form/PassphraseForm.tsx';
import { PasswordFirst } from '../security/PasswordFirst.tsx';
import { backupText, type Restored, restoreText } from './backup-text.ts';

/** Passes and the history as a file, and back from one. */
export function BackupFile({ keyring }: { keyring: KeyRingView }) {
  const { t } = useUi();
  return (
    <section aria-labelledby="backup-file">
      <h2 id="backup-file">{t('backup_file_title')}</h2>
      <p class="muted">{t('backup_file_text')}</p>
      {keyring.state !== 'none' && <Save />}
      <Restore keyring={keyring} />
    </section>
  );
}

function Save() {
  const { t, run, now } = useUi();
  const [saved, setSaved] = useState(false);
  const save = async (passphrase: string) => {
    setSaved(false);
    const text = await backupText(run, passphrase);
    if (text === undefined) return;
    const day = new Date(now).toISOString().slice(0, 10);
    saveFile(`farebox-${day}.backup`, 'text/plain', text);
    setSaved(true);
  };
  return (
    <details class="card" data-act="backup-file-save-open">
      <summary>{t('backup_file_save_title')}</summary>
      <PassphraseForm
        act="backup-file-save"
        button="backup_file_save"
        of="backup.begin"
        submit={save}
      />
      <p role="status">{saved && t('backup_file_saved')}</p>
      <FailureAlert of={['backup.begin', 'backup.part']} />
    </details>
  );
}

function Restore({ keyring }: { keyring: KeyRingView }) {
  const { t } = useUi();
  return (
    <details class="card" data-act="backup-file-restore-open">
      <summary>{t('backup_file_restore_title')}</summary>
      <p>{t('backup_file_restore_text')}</p>
      {keyring.state === 'open' ? (
        <RestoreForm />
      ) : (
        <PasswordFirst
          error={keyring.state === 'none' ? 'error_no_password' : 'error_locked'}
          place="backup-file"
        />
      )}
    </details>
  );
}

function RestoreForm() {
  const { t, run, busy, locale } = useUi();
  const id = useFieldId();
  const [file, setFile] = useState<File>();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState<Restored>();
  const restore = async (event: SubmitEvent) => {
    event.preventDefault();
    if (file === undefined) return;
    setDone(undefined);
    const restored = await restoreText(run, await file.text(), password);
    setPassword('');
    setDone(restored);
  };
  return (
    <form onSubmit={(event) => void restore(event)}>
      <div class="field">
        <label for={id}>{t('backup_file_file')}</label>
        <input
          id={id}
          type="file"
          data-act="backup-file"
          accept=".backup"
          required
          disabled={busy !== undefined}
          onChange={(event) => setFile(event.currentTarget.files?.[0])}
        />
      </div>
      <PassphraseField
        value={password}
        onValue={setPassword}
        known
        label="backup_file_password"
        of="backup.open"
      />
      <button
        type="submit"
        class="secondary"
        data-act="backup-file-restore"
        disabled={busy !== undefined}
      >
        {busy === 'backup.restore' ? t('working') : t('backup_file_restore')}
      </button>
      {done !== undefined && (
        <Alert kind="info">
          <p role="status" data-restored>
            {t(
              'backup_file_restored',
              dayText(done.at, locale),
              done.payments.toLocaleString(locale),
              done.passes.toLocaleString(locale),
            )}
          </p>
          {done.mints.length > 0 && <p>{t('backup_file_mints', done.mints.join(', '))}</p>}
        </Alert>
      )}
      <FailureAlert of={['backup.open', 'backup.restore']} />
    </form>
  );
}
