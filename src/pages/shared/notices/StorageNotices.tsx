import type { StorageNotice } from '../../../messages/index.ts';
import { useUi } from '../ui.ts';
import { Alert } from './Alert.tsx';
import { NoticeToRead } from './NoticeToRead.tsx';

/** Says what the user should know of the disk. */
export function StorageNotices({
  notices = [],
}: {
  notices?: readonly StorageNotice[] | undefined;
}) {
  const { t } = useUi();
  return (
    <>
      {notices.includes('low') && (
        <Alert kind="warning">
          <p>{t('storage_low')}</p>
        </Alert>
      )}
      {notices.includes('damaged') && (
        <NoticeToRead text="storage_damaged" act="notices-read" command="notices.read" />
      )}
    </>
  );
}
