import type { ErrorKey } from '../../../core/errors.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';

/** What rests in the purse's safe needs a purse, and an open one: the way to it. */
export function PurseFirst({ error }: { error: ErrorKey }) {
  const { t } = useUi();
  return (
    <Alert kind="info">
      {t(error === 'error_no_purse' ? 'purse_first' : 'unlock_first')}{' '}
      <a href="#purse">{t('to_purse')}</a>
    </Alert>
  );
}
