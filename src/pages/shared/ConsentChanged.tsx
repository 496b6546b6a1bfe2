import { Alert } from './Alert.tsx';
import { useUi } from './ui.ts';

/** Says that payment without asking was switched off, because its record was changed from outside. */
export function ConsentChanged() {
  const { t, busy, run } = useUi();
  return (
    <Alert kind="warning">
      <p>{t('consent_changed')}</p>
      <button
        type="button"
        data-act="consent-read"
        disabled={busy !== undefined}
        onClick={() => void run('consent.read', null)}
      >
        {t('done')}
      </button>
    </Alert>
  );
}
