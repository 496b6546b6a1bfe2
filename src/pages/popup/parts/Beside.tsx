import type { RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { dayText } from '../../shared/time.ts';
import { useUi } from '../../shared/ui.ts';

/** What to know beside a price: that a pass was tried here in vain. */
export function Beside({ request: { passRefused } }: { request: RequestView }) {
  const { t, locale } = useUi();
  if (passRefused === undefined) return null;
  return (
    <Alert kind="info">
      {t('pass_refused_text', dayText(passRefused.at, locale), passRefused.path)}
    </Alert>
  );
}
