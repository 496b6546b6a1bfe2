import type { ErrorKey } from '../../../core/errors.ts';
import type { Ending } from '../../../core/payment.ts';
import { type RefusalKey, refusalKey } from '../../../core/refusal.ts';
import type { PaymentView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/money.ts';
import { Row, Rows } from '../../shared/Rows.tsx';
import { SiteText } from '../../shared/SiteText.tsx';
import { type MessageKey, type Ui, useUi } from '../../shared/ui.ts';

const TITLE = {
  refused: 'ending_refused',
  status: 'ending_status',
  redirect: 'ending_redirect',
  network: 'ending_network',
  pending: 'ending_pending',
  'not-attached': 'ending_not_attached',
  interrupted: 'ending_interrupted',
  wallet: 'ending_wallet',
} as const satisfies Record<Ending['kind'], MessageKey>;

/** A rail on which the wallet itself pays: it may have been asked, and have said nothing. */
function paysItself({ rail }: PaymentView): boolean {
  return rail === 'lightning' || rail === 'ecash';
}

/** The wallet was asked, and it is certain that it did not pay. */
function wasUnpaid(payment: PaymentView): boolean {
  return paysItself(payment) && payment.state === 'expired' && !payment.paid;
}

export function endingTitle(payment: PaymentView): MessageKey {
  const { ending, returned } = payment;
  if (returned) return 'returned_title';
  if (wasUnpaid(payment)) return 'ending_unpaid';
  if (ending === undefined) return 'ending_refused';
  if (ending.kind === 'wallet' && paysItself(payment)) return 'ending_wallet_other';
  return ending.kind === 'refused' && ending.changed !== undefined
    ? 'ending_changed'
    : TITLE[ending.kind];
}

/** Why the door stayed shut, and in what words the site or the browser said so. */
export function EndingText({ payment }: { payment: PaymentView }) {
  const ui = useUi();
  const reason = reasonOf(payment);
  return (
    <>
      <p>{sentence(payment, ui)}</p>
      {reason !== undefined && (
        <Rows>
          <Row label={ui.t('row_answer')}>
            <SiteText text={reason} />
          </Row>
        </Rows>
      )}
    </>
  );
}

function reasonOf({ ending, receipt }: PaymentView): string | undefined {
  if (ending?.kind === 'refused') return ending.reason ?? receipt?.reason;
  return receipt?.reason;
}

function sentence(payment: PaymentView, ui: Ui): string {
  const { ending } = payment;
  const { t } = ui;
  if (payment.returned) return t('returned_text');
  if (wasUnpaid(payment)) return t('ending_unpaid_text');
  if (ending === undefined) return t('ending_none_text');
  switch (ending.kind) {
    case 'refused':
      return refusal(payment, ending, ui);
    case 'status':
      return t('ending_status_text', ending.status.toString());
    case 'redirect':
      return t('ending_redirect_text', ending.status.toString());
    case 'wallet':
      // The key of an error, out of a record: a text that is no more gives an empty one.
      return t(ending.error as ErrorKey, ...(ending.detail ?? [])) || t('ending_wallet_text');
    case 'interrupted':
      return t(
        paysItself(payment) && !payment.paid ? 'error_wallet_silent' : 'ending_interrupted_text',
      );
    default:
      return t(`${TITLE[ending.kind]}_text`);
  }
}

function refusal(payment: PaymentView, ending: Ending & { kind: 'refused' }, ui: Ui): string {
  // The door opened, and the receipt says that nothing was taken.
  if (payment.state === 'unknown') return ui.t('receipt_refused');
  const changed = ending.changed?.price;
  if (changed !== undefined) return ui.t('ending_changed_text', moneyText(changed, ui));
  const reason = reasonOf(payment);
  if (reason === undefined) return ui.t('ending_none_text');
  const key: RefusalKey = refusalKey(reason);
  return ui.t(key, payment.money?.currency ?? '');
}
