import type { Proof } from '../offers/proof/proof.ts';
import type { FrozenOffer, Quote } from '../offers/quote.ts';
import type { RailRequest, RailResult } from '../offers/rail.ts';
import type { Receipt } from '../offers/receipt.ts';
import { withoutFragment } from '../web/http.ts';
import type { RequestType } from '../web/request-type.ts';
import type { Detour } from './landing.ts';

/** The states of a payment, in the order in which a payment that goes well has them; then how it ended. */
export const STATES = [
  'approved',
  'paying',
  'proved',
  'armed',
  'held',
  'sent',
  'settled',
  'refused',
  'expired',
  'unknown',
] as const;

export type PaymentState = (typeof STATES)[number];

/** The states in which the proof waits in the browser for a request that is not Farebox's own. */
export const WAITING = ['armed', 'held'] as const satisfies readonly PaymentState[];

export function isWaiting(state: PaymentState): state is (typeof WAITING)[number] {
  return state === 'armed' || state === 'held';
}

/** Why the paid request did not bring what was asked for. */
export type Ending =
  | { readonly kind: 'refused'; readonly reason?: string; readonly changed?: FrozenOffer }
  | { readonly kind: 'status'; readonly status: number }
  /** A redirect. What came from the other address, when that was no page: `landed`, a status; `error`, the browser's. */
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly landed?: number;
      readonly error?: string;
    }
  | { readonly kind: 'network'; readonly error: string }
  | { readonly kind: 'pending'; readonly transaction?: string }
  /** The proof did not go out: another extension took it off, or (`noRequest`) the page did not ask again. */
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

/** Where a proof goes: this tab, frame and kind of request, and nowhere else. */
export type Target = {
  readonly tabId: number;
  readonly frameId: number;
  readonly type: RequestType;
  /** Of all but a page: the document that asked. */
  readonly initiator?: string;
  /** The browser saves it as a file: no request of a page takes the proof. */
  readonly download?: true;
  /** A worker of the page asked: the browser gives such a request no tab. `tabId` is a tab that shows the site. */
  readonly worker?: true;
  /** The call of the page that is held until the proof is there, by the number that its repetition carries. */
  readonly call?: string;
};

/** What the record of every payment may hold, whatever its state. JSON only. */
type Common = {
  readonly version: 1;
  /** The quote's id: one quote makes one payment. */
  readonly id: string;
  readonly quote: Quote;
  readonly wallet: string;
  /** Each state that the payment had and when it came to it (ms since 1970), the first first. */
  readonly history: readonly { readonly state: PaymentState; readonly at: number }[];
  readonly target: Target;
  /** Paid by auto-pay, without a press. The name is that of an index of the journal, which is on disk under it. */
  readonly unasked?: boolean;
  /** A practice payment: the wallet pretended, no money moves, and none is counted. */
  readonly practice?: true;
  /** Written before the wallet is asked. */
  readonly request?: RailRequest;
  /** Written before it leaves; dropped when the payment has ended for good. */
  readonly proof?: Proof;
  /** ms: until then whoever has the proof can take the money. */
  readonly validUntil?: number;
  /** ms: until when the proof waits for its request, while it is `armed` or `held`. */
  readonly armedUntil?: number;
  /** No element of the page could be made to ask again: only the page or the user can, while it is `armed`. */
  readonly noElement?: true;
  /** Scripts of the page have seen the proof: they can use it, whatever becomes of it here. */
  readonly seen?: true;
  /** ms: when the browser was seen to send the proof. */
  readonly left?: number;
  readonly ending?: Ending;
  readonly receipt?: Receipt;
  /** What the paid request brought; absent while it has brought nothing that Farebox saw. */
  readonly came?: Came;
  /** Of a page that a redirect led to: why it need not be the one that was paid for. */
  readonly detour?: Detour;
  /** Of a page at another origin (`detour` is `elsewhere`): that origin. */
  readonly landedAt?: string;
  /**
   * What proves that a Lightning invoice was paid, and what routing cost (millisatoshi). The preimage is dropped when
   * the payment has ended for good, and `proved` left: then only the sealed store of passes has it.
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

/** Consent was given; nothing is asked of a wallet yet. */
export type Approved = Common & { readonly state: 'approved' };
/** The request to the wallet is written down; the wallet may have signed, or paid. */
export type Paying = Common & { readonly state: 'paying'; readonly request: RailRequest };
/** The proof exists and is written down; it has not left. */
export type Proved = Common & { readonly state: 'proved'; readonly proof: Proof };
/**
 * The proof waits in the browser for the page to make its request again, and goes with it once. It may leave at any
 * moment from here on, so this is written before it is attached.
 */
export type Armed = Common & { readonly state: 'armed'; readonly proof: Proof };
/**
 * The page's own call waits for its answer, and is repeated with the proof; no other request takes the proof. It may leave
 * at any moment from here on, as when it is armed.
 */
export type Held = Common & { readonly state: 'held'; readonly proof: Proof };
/** The proof may have left: this is written before the request goes out. */
export type Sent = Common & { readonly state: 'sent'; readonly proof: Proof };
/** The site said no, or the wallet did (then there is no proof). A site's no is no evidence that it took no money. */
export type Refused = Common & { readonly state: 'refused' };
/** What became of the payment is not known here: it is looked up, by what was asked of the wallet. */
export type Unknown = Common & { readonly state: 'unknown' };
/**
 * What is kept of the request to the wallet when a payment has ended: what identifies it (nonce, payment hash), and not
 * what only the wallet needs. A reader of articles fills the disk slowly.
 */
export type EndedRequest = RailRequest extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'domain' | 'invoice'>
    : never
  : never;

type Ended = Omit<Common, 'request'> & { readonly request?: RailRequest | EndedRequest };

/** The money moved. A record that has ended keeps no proof. */
export type Settled = Ended & { readonly state: 'settled' };
/** No money moved and none will, or it came back. */
export type Expired = Ended & { readonly state: 'expired' };

/** The journal's record of one consent, from intent to outcome: one type for each state. */
export type Payment =
  | Approved
  | Paying
  | Proved
  | Armed
  | Held
  | Sent
  | Refused
  | Unknown
  | Settled
  | Expired;

/** What a step may add to the record. */
export type Step = Partial<
  Pick<
    Payment,
    | 'request'
    | 'proof'
    | 'validUntil'
    | 'armedUntil'
    | 'noElement'
    | 'seen'
    | 'left'
    | 'ending'
    | 'receipt'
    | 'came'
    | 'detour'
    | 'landedAt'
    | 'target'
    | 'paid'
    | 'returned'
    | 'change'
    | 'looked'
    | 'answer'
    | 'room'
  >
>;

/** Begins a record: consent was given to `quote`. `at`: ms since 1970. */
export function approve(
  quote: Quote,
  wallet: string,
  target: Target,
  at: number,
  autoPaid = false,
): Approved {
  return {
    version: 1,
    id: quote.id,
    quote,
    wallet,
    state: 'approved',
    history: [{ state: 'approved', at }],
    target,
    ...(autoPaid ? { unasked: true } : {}),
  };
}

/**
 * The same thing asked of the same server: only one payment for it may be under way at a time. A fragment is not sent,
 * and makes no difference.
 */
export function intentOf(asked: { readonly url: string; readonly method: string }): string {
  return `${asked.method} ${withoutFragment(asked.url)}`;
}
