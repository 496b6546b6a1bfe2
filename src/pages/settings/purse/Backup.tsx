import { useState } from 'preact/hooks';
import { Copy } from '../../shared/display/Copy.tsx';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PassphraseForm } from '../form/PassphraseForm.tsx';

/** The private key, after the passphrase, until it is hidden or the page is left. */
export function Backup() {
  const { t, run } = useUi();
  const [key, setKey] = useState<string>();
  const show = async (passphrase: string) => {
    const backup = await run('purse.backup', { passphrase });
    setKey(backup?.privateKey);
  };
  return (
    <details class="card">
      <summary>{t('backup_title')}</summary>
      <p>{t('backup_text')}</p>
      {key === undefined ? (
        <>
          <PassphraseForm act="backup" button="backup_show" of="purse.backup" submit={show} />
          <FailureAlert of={['purse.backup']} />
        </>
      ) : (
        <Alert kind="warning">
          <p class="mono secret" data-private-key>
            {key}
          </p>
          <div class="line">
            <Copy text={key} label={t('copy_part', t('private_key'))} />
            <button type="button" class="copy" data-act="hide" onClick={() => setKey(undefined)}>
              {t('backup_hide')}
            </button>
          </div>
        </Alert>
      )}
    </details>
  );
}
