import type { RequestView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { dayText, spanText } from '../../../shared/format/time.ts';
import { lazy } from '../../../shared/lazy.tsx';
import { Alert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';

const NoticeText = lazy(async () => (await import('./NoticeText.tsx')).NoticeText);

/** What to know beside a price: what it buys where that is no page, a pass that was tried in vain, the rest as notices. */
export function Beside({ request: { passRefused, notices } }: { request: RequestView }) {
  const { t, locale } = useUi();
  const sold = notices.find(({ kind }) => kind === 'pass');
  return (
    <>
      {passRefused !== undefined && (
        <Alert kind="info">
          {t('pass_refused_text', dayText(passRefused.at, locale), passRefused.path)}
        </Alert>
      )}
      {sold !== undefined && (
        <Alert kind="warning">
          {sold.seconds === undefined
            ? t('notice_pass_text')
            : t('pass_buys_text', spanText(sold.seconds, locale))}
        </Alert>
      )}
      {notices.length > 0 && (
        <Collapsible summary={t('site_says_more')} act="beside">
          {() =>
            notices.map((notice, index) => (
              <NoticeText key={`${notice.kind}${index}`} notice={notice} beside />
            ))
          }
        </Collapsible>
      )}
    </>
  );
}
