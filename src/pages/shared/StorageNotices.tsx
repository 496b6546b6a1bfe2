import type { StorageNotice } from '../../messages/index.ts';
import { Alert } from './Alert.tsx';
import { useUi } from './ui.ts';

/** Says what the user should know of the disk. */
export function StorageNotices({
  notices = [],
}: {
  notices?: readonly StorageNotice[] | undefined;
}) {
  const { t, busy, run } = useUi();
  return (
    <>
      {notices.includes('low') && (
        <Alert kind="warning">
          <p>{t('storage_low')}</p>
        </Alert>
      )}
      {notices.includes('damaged') && (
        <Alert kind="warning">
          <p>{t('storage_damaged')}</p>
          <button
            type="button"
            data-act="notices-read"
            disabled={busy !== undefined}
            onClick={() => void run('notices.read', null)}
          >
            {t('done')}
          </button>
        </Alert>
      )}
    </>
  );
}
