import type { ErrorKey } from '../../../../core/errors.ts';
import type { FrozenOffer } from '../../../../core/offers/quote.ts';
import { type RefusalKey, refusalKey } from '../../../../core/offers/refusal-reasons.ts';
import type { Ending } from '../../../../core/payment/index.ts';
import type { PaymentView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { Row, Rows } from '../../../shared/display/Rows.tsx';
import { SiteText } from '../../../shared/display/SiteText.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { type MessageKey, type Ui, useUi } from '../../../shared/ui.ts';
import { reasonOf } from './reason.ts';

type FrozenPrice = NonNullable<FrozenOffer['price']>;

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
  if (ending.kind === 'not-attached' && ending.noRequest) return 'ending_no_request';
  if (ending.kind === 'wallet' && paysItself(payment)) return 'ending_wallet_other';
  return leadsWithPrice(payment) ? 'ending_changed' : TITLE[ending.kind];
}

/** What went wrong in a wallet, where its text does not say whether money moved. */
const UNSAID: ReadonlySet<string> = new Set<ErrorKey>([
  'error_mint_unreachable',
  'error_mint_answer',
  'error_rpc',
  'error_rpc_off',
  'error_internal',
]);

/** Whether the sentence of `EndingText` says that nothing was paid: it is said once. */
export function saysUnpaid({ ending, returned }: PaymentView): boolean {
  return !returned && ending?.kind === 'wallet' && !UNSAID.has(ending.error);
}

/** Why the page did not open, and in what words the site or the browser said so. */
export function EndingText({ payment }: { payment: PaymentView }) {
  const ui = useUi();
  const reason = reasonOf(payment);
  const message = payment.receipt?.message;
  const changed = changedPrice(payment);
  const answers = [
    ...(reason === undefined ? [] : [{ label: ui.t('row_answer'), text: reason }]),
    ...(message === undefined ? [] : [{ label: ui.t('site_says'), text: message }]),
  ];
  const words = answers.filter(({ text }) => !isCode(text));
  const codes = answers.filter(({ text }) => isCode(text));
  return (
    <>
      <p>{sentence(payment, ui)}</p>
      {words.length > 0 && <Answers answers={words} />}
      {changed !== undefined && !leadsWithPrice(payment) && (
        <p>{ui.t('ending_changed_text', moneyText(changed, ui))}</p>
      )}
      {codes.length > 0 && (
        <Collapsible summary={ui.t('details')}>{() => <Answers answers={codes} />}</Collapsible>
      )}
    </>
  );
}

type Answer = { readonly label: string; readonly text: string };

function Answers({ answers }: { answers: readonly Answer[] }) {
  return (
    <Rows>
      {answers.map(({ label, text }) => (
        <Row key={label} label={label}>
          <SiteText text={text} />
        </Row>
      ))}
    </Rows>
  );
}

/** A word for programs, too long for its row: the sentence above it says the same. */
function isCode(text: string): boolean {
  return /^[\w.:/-]{20,}$/.test(text);
}

/** The new price, where the site refused and now asks for another one; the same price to another payee is none. */
function changedPrice({ ending, money, state }: PaymentView): FrozenPrice | undefined {
  const price = ending?.kind === 'refused' ? ending.changed?.price : undefined;
  const isSame =
    price?.amount === money?.amount && price?.asset?.toLowerCase() === money?.asset?.toLowerCase();
  return price === undefined || isSame || state === 'unknown' ? undefined : price;
}

/** Reasons that a new price explains. */
const OF_PRICE: ReadonlySet<RefusalKey> = new Set([
  'refused_unread',
  'refused_terms',
  'refused_amount',
  'refused_other',
]);

/** Whether the new price is what is told first: not where the site itself names another reason. */
function leadsWithPrice(payment: PaymentView): boolean {
  if (changedPrice(payment) === undefined) return false;
  const reason = reasonOf(payment);
  return reason === undefined || OF_PRICE.has(refusalKey(reason));
}

function sentence(payment: PaymentView, ui: Ui): string {
  const { ending } = payment;
  const { t } = ui;
  if (payment.returned) return t('returned_text');
  if (wasUnpaid(payment)) return t('ending_unpaid_text');
  if (ending === undefined) return t('ending_none_text');
  switch (ending.kind) {
    case 'refused':
      return refusal(payment, ui);
    case 'status':
      return t('ending_status_text', ending.status.toString());
    case 'redirect':
      return redirect(ending, ui);
    case 'not-attached':
      return t(ending.noRequest ? 'ending_no_request_text' : 'ending_not_attached_text');
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

function redirect({ status, landed, error }: Ending & { kind: 'redirect' }, { t }: Ui): string {
  if (landed === 402) return t('ending_redirect_asks');
  if (landed !== undefined) return t('ending_redirect_failed', landed.toString());
  return error === undefined
    ? t('ending_redirect_text', status.toString())
    : t('ending_redirect_lost');
}

function refusal(payment: PaymentView, ui: Ui): string {
  // The page opened, and the receipt says that nothing was taken.
  if (payment.state === 'unknown') return ui.t('receipt_refused');
  const changed = changedPrice(payment);
  if (changed !== undefined && leadsWithPrice(payment)) {
    return ui.t('ending_changed_text', moneyText(changed, ui));
  }
  const reason = reasonOf(payment);
  if (reason === undefined) return ui.t('ending_none_text');
  const key: RefusalKey = refusalKey(reason);
  return ui.t(key, payment.money?.currency ?? '');
}
