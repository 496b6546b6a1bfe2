import type { RequestView } from '../../../messages/index.ts';
import { Rows } from '../../shared/display/Rows.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Details } from '../parts/details/Details.tsx';
import { NoticeText, noticeKey } from '../parts/explanation/NoticeText.tsx';
import { Problems } from '../parts/explanation/Problems.tsx';
import { Options } from '../parts/offers/Options.tsx';
import { Block } from '../parts/request/Block.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Dismiss } from '../parts/request/Dismiss.tsx';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { OfferRows } from '../parts/rows/OfferRows.tsx';
import { RequestRow } from '../parts/rows/RequestRow.tsx';

/** A 402 that no wallet of ours can pay, in words: what was recognised, why not, and who can do something. */
export function CannotPay(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const { t, run } = useUi();
  const { request, tabId, act } = props;
  const { offers, notices, problems, seenId } = request;
  const [offer] = offers;
  return (
    <>
      <RequestHeading request={request} what={headingOf(request)} />
      {offer !== undefined && offers.length === 1 && (
        <>
          <Amount money={offer.money} network={offer.network} />
          <Alert kind="info">{t(offer.why ?? 'reason_no_wallet')}</Alert>
          <OfferRows request={request} offer={offer} />
        </>
      )}
      {offers.length !== 1 && (
        <Rows>
          <RequestRow {...request} />
        </Rows>
      )}
      {offers.length > 1 && <Options offers={offers} />}
      {isHidden(request) && (
        <p>{request.mayRefetch ? t('refetch_text') : t('notice_hidden_text', request.method)}</p>
      )}
      {(isHidden(request) ? [] : notices).map((notice, index) => (
        <NoticeText
          key={`${notice.kind}${index}`}
          notice={notice}
          beside={offers.length + problems.length > 0}
        />
      ))}
      {offers.length + notices.length + problems.length === 0 && !isHidden(request) && (
        <p>{t('notice_unknown_text')}</p>
      )}
      <Problems problems={problems} whole={!isHidden(request)} />
      {request.mayRefetch && !isHidden(request) && <p>{t('refetch_page_text')}</p>}
      <Details request={request} />
      <Block request={request} />
      <Buttons>
        <Dismiss request={request} tabId={tabId} act={act} />
        {request.mayRefetch ? (
          <Button act="refetch" primary onClick={() => void run('refetch', { tabId, seenId })}>
            {t('refetch')}
          </Button>
        ) : (
          <Button act="reload" onClick={() => void run('reload', { tabId })}>
            {t('load_again')}
          </Button>
        )}
      </Buttons>
    </>
  );
}

/** The browser keeps the body back, and nothing else tells how to pay: the body may. */
function isHidden({ what, offers, notices, details }: RequestView): boolean {
  const says = offers.length > 0 || notices.some(({ kind }) => kind !== 'unknown');
  // Of a page only an empty body cannot be read: Chromium then shows an error page of its own.
  return what !== 'page' && details.bodyMissing !== undefined && !says;
}

function headingOf(request: RequestView): MessageKey {
  const { offers, notices, problems } = request;
  if (offers.length > 0) return 'cannot_offers';
  if (isHidden(request)) return 'notice_hidden';
  const [notice] = notices;
  if (notice !== undefined) return noticeKey(notice.kind);
  return problems.length > 0 ? 'broken_title' : 'notice_unknown';
}
