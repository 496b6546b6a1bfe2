import { isRepeatable } from '../web/request-type.ts';
import {
  hasPaid,
  isByHand,
  isOnItsWay,
  isOpen,
  mayClose,
  mayDownload,
  mayTakeBack,
  neverLeft,
} from './evidence.ts';
import { type Payment, WAITING } from './payment.ts';

/** What the popup and the lists say of a payment, and what the user may do with it. */
export type Summary = {
  /**
   * `paying`: the wallet is asked; `armed`: the proof waits for the page to ask again; `opening`: the answer to the proof is awaited; `unsent`: paid, and the proof has not
   * left; `receipt`, `refused`, `unknown`: how it ended.
   */
  readonly kind: 'paying' | 'armed' | 'opening' | 'unsent' | 'receipt' | 'refused' | 'unknown';
  /** Something is done by itself: another tab of the same page shows where. */
  readonly underWay: boolean;
  readonly maySend: boolean;
  /** The browser may save it as a file. */
  readonly mayDownload: boolean;
  readonly mayCheck: boolean;
  readonly mayTakeBack: boolean;
  readonly mayClose: boolean;
  /** No page makes this request again: the proof is copied. */
  readonly copyOnly: boolean;
  readonly paid: boolean;
};

/** How a payment ended, as the button of its tab shows it; undefined while it has not. */
export function badgeOf({ state }: Payment): 'paid' | 'failed' | undefined {
  if (state === 'settled') return 'paid';
  return state === 'refused' || state === 'unknown' ? 'failed' : undefined;
}

/** `now` in ms. */
export function summaryOf(payment: Payment, now: number): Summary {
  const { state, proof, validUntil, quote } = payment;
  const copyOnly = !isRepeatable(quote.method);
  const usable = proof !== undefined && (validUntil === undefined || now < validUntil);
  return {
    kind: kindOf(payment),
    underWay: ['approved', 'paying', 'proved', ...WAITING, 'sent'].includes(state),
    maySend: usable && !copyOnly && isOpen(payment),
    mayDownload: usable && ['proved', 'armed', 'unknown'].includes(state) && mayDownload(payment),
    mayCheck: mayCheck(payment),
    mayTakeBack: mayTakeBack(payment),
    mayClose: mayClose(payment),
    copyOnly,
    paid: hasPaid(payment),
  };
}

function kindOf(payment: Payment): Summary['kind'] {
  switch (payment.state) {
    case 'approved':
    case 'paying':
      return 'paying';
    case 'proved':
      return 'unsent';
    case 'armed':
      return 'armed';
    // The page's call is on its way: no one has to press anything.
    case 'held':
      return 'opening';
    case 'sent':
      if (isOnItsWay(payment)) return 'opening';
      return neverLeft(payment) || isByHand(payment) ? 'unsent' : 'unknown';
    case 'settled':
      return 'receipt';
    case 'unknown':
      return 'unknown';
    default:
      return 'refused';
  }
}

/** A preimage needs no asking: the money has left. A wallet that owes an answer, and a token's mint, can be asked. */
function mayCheck(payment: Payment): boolean {
  const { proof, state, quote } = payment;
  if (!isOpen(payment)) return false;
  if (proof === undefined) return state === 'unknown';
  return quote.offer.rail?.kind !== 'lightning';
}
