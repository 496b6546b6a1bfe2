import { FareboxError } from './errors.ts';
import type { Detour } from './landing.ts';
import type { FrozenOffer, Quote } from './quote.ts';
import { paysAtOnce, type RailRequest, type RailResult } from './rail.ts';
import type { Proof, Receipt } from './reading.ts';

/**
 * Where a payment is. `seen` and `quoted` come before there is a record; a record begins at consent.
 * - approved: the person pressed Pay; nothing is asked of a wallet yet
 * - paying:   the request to the wallet is written down; the wallet may have signed, or paid
 * - proved:   the proof exists and is written down; it has not left
 * - sent:     the proof may have left (written before the request goes out)
 * - settled, refused, expired, unknown: how it ended. `refused` and `unknown` may still become another
 *   end once more is known. Both count as spent (`mayHaveMoved`); only `expired` does not.
 */
export type PaymentState =
  | 'approved'
  | 'paying'
  | 'proved'
  | 'sent'
  | 'settled'
  | 'refused'
  | 'expired'
  | 'unknown';

const NEXT: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  approved: ['paying', 'refused', 'expired'],
  paying: ['proved', 'refused', 'expired', 'unknown', 'settled'],
  proved: ['sent', 'expired', 'settled'],
  sent: ['sent', 'settled', 'refused', 'unknown', 'expired'],
  refused: ['sent', 'settled', 'expired', 'unknown'],
  unknown: ['proved', 'sent', 'settled', 'refused', 'expired'],
  settled: [],
  expired: [],
};

/** How the paid request ended when it did not open the door. */
export type Ending =
  | { readonly kind: 'refused'; readonly reason?: string; readonly changed?: FrozenOffer }
  | { readonly kind: 'status'; readonly status: number }
  /** Sent on to another address. What came from there, when that was no page: `landed`, a status; `error`, the browser's. */
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly landed?: number;
      readonly error?: string;
    }
  | { readonly kind: 'network'; readonly error: string }
  | { readonly kind: 'pending'; readonly transaction?: string }
  /** The proof did not go out: taken off on the way, or (`noRequest`) the page did not ask again. */
  | { readonly kind: 'not-attached'; readonly noRequest?: true }
  | { readonly kind: 'interrupted' }
  /** `error`: an error's key; `detail`: what fills its text. */
  | { readonly kind: 'wallet'; readonly error: string; readonly detail?: readonly string[] };

/**
 * What the paid request brought: a page that the tab shows, an answer to a frame or a script, a file that the browser
 * saves while the tab goes on showing the old document, or nothing at all (204, 205).
 */
export type Came = 'page' | 'answer' | 'file' | 'nothing';

/**
 * Ecash that an answer to our proof gave back, by the SHA-256 of its token. `kept`: not taken in yet; `worthless`: the
 * mint takes as much for it, or it was spent. `token` only until the wallet has written it down, sealed.
 */
export type Change = {
  readonly id: string;
  readonly state: 'kept' | 'in' | 'worthless';
  readonly token?: string;
  /** Known once it was read. Units of the mint; after its fee when it is `in`. */
  readonly mint?: string;
  readonly unit?: string;
  readonly amount?: string;
};

/** The journal's record of one consent, from intent to outcome. JSON only. */
export type Payment = {
  readonly version: 1;
  /** The quote's id: one quote makes one payment. */
  readonly id: string;
  readonly quote: Quote;
  readonly wallet: string;
  readonly state: PaymentState;
  readonly history: readonly { readonly state: PaymentState; readonly at: number }[];
  /** Where the proof goes: this tab, frame and kind of request, and nowhere else. */
  readonly target: {
    readonly tabId: number;
    readonly frameId: number;
    readonly type: 'main_frame' | 'sub_frame' | 'xmlhttprequest';
    /** Of a frame or a fetch: the document that asked. */
    readonly initiator?: string;
  };
  /** Paid under an allowance, without a press. */
  readonly unasked?: boolean;
  /** Written before the wallet is asked. */
  readonly request?: RailRequest;
  /** Written before it leaves; dropped when the payment has ended for good. */
  readonly proof?: Proof;
  /** ms: until then somebody who has the proof can take the money. */
  readonly validUntil?: number;
  /** ms: when the browser was seen to send the proof. */
  readonly left?: number;
  readonly ending?: Ending;
  readonly receipt?: Receipt;
  /** What the paid request brought; absent while it has brought nothing that Farebox saw. */
  readonly came?: Came;
  /** Of a page that a redirect led to: why it need not be the one that was paid for. */
  readonly detour?: Detour;
  /**
   * What proves that a Lightning invoice was paid, and what routing cost (millisatoshi). The preimage is dropped when
   * the payment has ended for good, and `proved` left: then it rests in the safe alone (background/passes).
   */
  readonly paid?: { readonly preimage?: string; readonly proved?: true; readonly fee?: string };
  /** What the wallet gave, as it came, where no proof could be made of it. Dropped with the proof. */
  readonly answer?: RailResult;
  /** Keeps room on the disk for the proof while the wallet pays; dropped with the next step. */
  readonly room?: string;
  /** What answers gave back of it. */
  readonly change?: readonly Change[];
  /** The money came back: ecash that the site did not take. */
  readonly returned?: boolean;
  /** ms: when the user last read in the popup how this payment ended, and pressed a button there. */
  readonly looked?: number;
};

/**
 * True from when the wallet has done its part on a rail that pays at once: whatever the site answers, this
 * money has left.
 */
export function hasPaid({ quote, history }: Payment): boolean {
  return paysAtOnce(quote.offer.rail?.kind) && history.some(({ state }) => state === 'proved');
}

export function isOpen(payment: Payment): boolean {
  return payment.state !== 'settled' && payment.state !== 'expired';
}

/**
 * Whether money of this payment has moved or may yet move. True from consent on, until there is evidence against
 * it: the wallet refused before it made a proof, or the wallet (for the purse: the chain; for ecash: the mint) has
 * said that the money did not move and never will (`expired`). What the site answers is no such evidence: a site
 * can take the money and answer 402. A proof that never left this browser is harmless once its time (`validUntil`)
 * is over; `now` in ms.
 */
export function mayHaveMoved(payment: Payment, now: number): boolean {
  const { state, validUntil, history } = payment;
  if (state === 'expired') return false;
  if (state === 'settled' || hasPaid(payment)) return true;
  if (state === 'refused') {
    return history.some((step) => step.state === 'proved' || step.state === 'unknown');
  }
  return validUntil === undefined || now <= validUntil || !neverLeft(payment);
}

/** ms: how long after an invoice's end a wallet may still begin to pay it. */
const LATE_START = 10 * 60_000;

/** ms: until when nothing new may be paid for the same address in any case; undefined where no time ends that. */
function endOf(payment: Payment): number | undefined {
  const { state, proof, request, validUntil } = payment;
  if (hasPaid(payment)) return undefined;
  if (validUntil !== undefined) return validUntil;
  const asked = state === 'unknown' && proof === undefined && request?.rail === 'lightning';
  return asked ? request.expiresAt + LATE_START : undefined;
}

/**
 * Whether the address of this payment is being paid: then nothing new is paid for it. That is so while money of
 * the payment may still move, or has moved and the page did not open. Once its time is over (a signature's end, an
 * invoice's end) and nobody can say what became of it, the address stays so until the user has read that in the
 * popup (`looked`) after that time. A new payment is then made only by a press; the old one goes on counting as
 * spent, because a Lightning payment can be held for weeks (until its HTLC's CLTV expiry, of up to 2016 blocks in
 * LND, Core Lightning and Eclair and 4032 in Electrum), and a chain that cannot be asked says nothing.
 */
export function isLive(payment: Payment, now: number): boolean {
  if (!isOpen(payment) || !mayHaveMoved(payment, now)) return false;
  const end = endOf(payment);
  return end === undefined || now <= end || (payment.looked ?? 0) <= end;
}

/** Whether some of what answers gave back is still to be taken in. */
export function owesChange({ change }: Pick<Payment, 'change'>): boolean {
  return change?.some(({ state }) => state === 'kept') === true;
}

/** Begins a record: consent was given to `quote`. */
export function approve(
  quote: Quote,
  wallet: string,
  target: Payment['target'],
  at: number,
  unasked = false,
): Payment {
  return {
    version: 1,
    id: quote.id,
    quote,
    wallet,
    state: 'approved',
    history: [{ state: 'approved', at }],
    target,
    ...(unasked ? { unasked } : {}),
  };
}

/** What a step may add to the record. */
export type Step = Partial<
  Pick<
    Payment,
    | 'request'
    | 'proof'
    | 'validUntil'
    | 'left'
    | 'ending'
    | 'receipt'
    | 'came'
    | 'detour'
    | 'target'
    | 'paid'
    | 'returned'
    | 'change'
    | 'looked'
    | 'answer'
    | 'room'
  >
>;

/**
 * The record in its next state. Going to `sent` anew, or being settled by a receipt or by what came, forgets how the
 * time before ended; a payment that is over for good keeps no proof, nor the terms that only a proof needs (a
 * reader of articles fills the disk slowly). Throws `error_payment_state` when the state does not lead there.
 */
export function advance(
  payment: Payment,
  state: PaymentState,
  at: number,
  step: Step = {},
): Payment {
  if (!NEXT[payment.state].includes(state)) {
    throw new FareboxError('error_payment_state', payment.state, state);
  }
  const { proof, ending, left, receipt, quote, answer, room: _, paid, ...kept } = payment;
  const over = state === 'settled' || state === 'expired';
  const said = step.receipt !== undefined || step.came !== undefined;
  const anew = state === 'sent' || (state === 'settled' && said);
  return {
    ...kept,
    quote: over ? { ...quote, offer: { ...quote.offer, terms: null } } : quote,
    ...(proof === undefined || over ? {} : { proof }),
    ...(paid === undefined ? {} : { paid: over ? closed(paid) : paid }),
    ...(answer === undefined || over || state === 'proved' ? {} : { answer }),
    ...(anew ? {} : { ...(ending && { ending }) }),
    ...(receipt === undefined || state === 'sent' || step.receipt !== undefined ? {} : { receipt }),
    ...(left === undefined || state === 'sent' ? {} : { left }),
    ...step,
    state,
    history: [...payment.history, { state, at }],
  };
}

function closed({ preimage, ...rest }: NonNullable<Payment['paid']>): NonNullable<Payment['paid']> {
  return preimage === undefined ? rest : { ...rest, proved: true };
}

/**
 * True only where it is certain that no request ever went out with the proof. What was sent once and is
 * sent again has left, whatever became of the second time.
 */
export function neverLeft(payment: Payment): boolean {
  const { state, ending, left, history } = payment;
  if (left !== undefined) return false;
  if (state === 'approved' || state === 'paying' || state === 'proved') return true;
  const times = history.filter((step) => step.state === 'sent').length;
  return state === 'sent' && times === 1 && ending?.kind === 'not-attached';
}

/** The record with more known of it, in the state that it is in. What came takes the place of an ending. */
export function note(payment: Payment, step: Step): Payment {
  const { ending, ...rest } = payment;
  return {
    ...rest,
    ...(ending === undefined || step.came !== undefined ? {} : { ending }),
    ...step,
  };
}

/** The same thing asked of the same server: only one payment for it may be under way at a time. */
export function intentOf(quote: { readonly url: string; readonly method: string }): string {
  return `${quote.method} ${quote.url}`;
}
