import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';

/** How the button of Farebox comes into sight, unless it is. */
export function PinHint({ pinned }: { pinned: boolean | undefined }) {
  const { t } = useUi();
  if (pinned === true) return null;
  return (
    <Alert kind="info">
      <p data-pin>
        <strong>{t('pin_title')}</strong> {t('pin_text')}
      </p>
    </Alert>
  );
}
