import { useState } from 'preact/hooks';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PassphraseForm } from '../form/PassphraseForm.tsx';

/** Erases the key: agreed to twice, by a tick and by the passphrase. */
export function RemovePurse() {
  const { t, run } = useUi();
  const [agreed, setAgreed] = useState(false);
  return (
    <details class="card">
      <summary>{t('remove_title')}</summary>
      <Alert kind="warning">{t('remove_text')}</Alert>
      <label class="tick">
        <input
          type="checkbox"
          data-act="remove-agree"
          checked={agreed}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
        <span>{t('remove_agree')}</span>
      </label>
      {agreed && (
        <PassphraseForm
          of="purse.remove"
          act="remove"
          button="remove"
          submit={(passphrase) => run('purse.remove', { passphrase })}
        />
      )}
      <FailureAlert of={['purse.remove']} />
    </details>
  );
}
