import type { Ending } from '../../../core/payment/index.ts';
import type { Detour } from '../../../core/payment/landing.ts';
import type { PaymentView } from '../../../messages/index.ts';
import { PassAuto } from '../../shared/display/PassAuto.tsx';
import { Row, Rows } from '../../shared/display/Rows.tsx';
import { SiteText } from '../../shared/display/SiteText.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { AutoPay } from '../parts/payment/AutoPay.tsx';
import { EndingText } from '../parts/payment/EndingText.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Heading } from '../parts/request/Heading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { PaymentRows } from '../parts/rows/PaymentRows.tsx';

/** What was paid for, and what came of it. What became of the money is the site's word, and is told as such. */
export function Receipt(props: { payment: PaymentView; tabId: number; act: PopupAct }) {
  const { t, run } = useUi();
  const { payment, tabId, act } = props;
  const { came, ending, detour, landedAt } = payment;
  // A file or no content leaves the tab as it was: with the page that asked.
  const old = came === 'file' || came === 'nothing';
  const done = async () => {
    const seen = await run('payment.seen', { paymentId: payment.id });
    if (seen !== undefined) act.close();
  };
  const back = async () => {
    const gone = await run('back', { tabId });
    if (gone !== undefined) await done();
  };
  return (
    <>
      <Heading>{t(titleOf(payment), landedAt?.host ?? '')}</Heading>
      <Amount money={payment.money} network={payment.network} />
      <p>{t(outcomeKey(payment))}</p>
      {ending?.kind === 'redirect' && hasFailed(ending) && <EndingText payment={payment} />}
      {old && <p>{t('receipt_old_document')}</p>}
      {detour !== undefined && <p>{t(detourKey(payment, detour))}</p>}
      {payment.autoPaid && <p>{t('paid_by_auto_pay')}</p>}
      {payment.receipt?.reason !== undefined && ending?.kind !== 'redirect' && (
        <Rows>
          <Row label={t('row_answer')}>
            <SiteText text={payment.receipt.reason} />
          </Row>
        </Rows>
      )}
      <PaymentRows payment={payment} />
      {payment.pass !== undefined && (
        <Alert kind="info">
          <p>{t('pass_kept')}</p>
          <PassAuto pass={payment.pass} />
        </Alert>
      )}
      <AutoPay payment={payment} />
      <Buttons>
        {old && (
          <Button act="back" onClick={() => void back()}>
            {t('go_back')}
          </Button>
        )}
        <Button act="done" primary onClick={() => void done()}>
          {t('done')}
        </Button>
      </Buttons>
    </>
  );
}

function titleOf({ came, ending, detour, landedAt, what }: PaymentView): MessageKey {
  // Sent on, and nothing known yet of what came from there.
  if (ending?.kind === 'redirect' && !hasFailed(ending)) return 'receipt_title_redirect';
  if (ending !== undefined) {
    return what === 'page' ? 'receipt_title_not_opened' : 'receipt_title_not_delivered';
  }
  if (came === undefined || came === 'answer') return 'receipt_title';
  // A page at another origin does not show that the paid page opened.
  if (came === 'page' && detour === 'elsewhere') {
    return landedAt === undefined ? 'receipt_title' : 'receipt_title_elsewhere';
  }
  if (came === 'page' && (detour === 'login' || detour === 'front')) {
    return `receipt_title_${detour}`;
  }
  return `receipt_title_${came}`;
}

/** An ending says that the page did not open at first; the money may have moved all the same. */
function outcomeKey(payment: PaymentView): MessageKey {
  const { receipt, ending, preimage, proved, rail, came, detour } = payment;
  const proven = proved === true || preimage !== undefined;
  if (ending === undefined) {
    // The site's word for what is shown: a file and an empty answer have words of their own.
    const page = came === undefined || came === 'page';
    if (receipt?.outcome === 'settled') return 'receipt_settled';
    if (!page) return `receipt_none_${came}`;
    // Whether what the tab shows was paid for is not known.
    if (detour !== undefined) {
      if (receipt?.outcome === 'pending') return 'receipt_pending_detour';
      return proven ? 'receipt_proved_detour' : 'receipt_none_detour';
    }
    if (receipt !== undefined) return `receipt_${receipt.outcome}`;
    return proven ? 'receipt_proved' : 'receipt_none';
  }
  if (receipt?.outcome === 'settled') {
    return ending.kind === 'redirect' && !hasFailed(ending)
      ? 'receipt_redirect'
      : 'receipt_not_opened';
  }
  if (proven) return 'receipt_left_proved';
  if (rail === 'lightning') return 'receipt_unproved';
  return rail === undefined || rail === 'eip3009' ? 'receipt_chain' : 'receipt_left';
}

/** By the glossary a site is what shares a registrable domain; another scheme is another site. */
function detourKey({ landedAt }: PaymentView, detour: Detour): MessageKey {
  return detour === 'elsewhere' && landedAt?.sameSite === true
    ? 'receipt_detour_same_site'
    : `receipt_detour_${detour}`;
}

function hasFailed({ landed, error }: Extract<Ending, { kind: 'redirect' }>): boolean {
  return landed !== undefined || error !== undefined;
}
