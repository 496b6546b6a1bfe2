import type { ProtocolId } from '../core/offers/offer.ts';
import type { RailKind } from '../core/offers/rail.ts';
import type { Receipt } from '../core/offers/receipt.ts';
import type { Came, Ending, PaymentState } from '../core/payment/index.ts';
import type { Detour, End } from '../core/payment/landing.ts';
import type { Site } from '../core/web/origin.ts';
import type { ExtraView, MoneyView, NetworkView } from './money.ts';
import type { PassView } from './pass.ts';
import type { RequestKind } from './request-kind.ts';
import type { WalletView } from './wallet.ts';

/** A payment ready to draw. */
export type PaymentView = {
  readonly id: string;
  readonly state: PaymentState;
  readonly site: Site;
  readonly url: string;
  readonly method: string;
  /** Whether the page itself was paid for, a frame of it, or what it fetches. */
  readonly what: RequestKind;
  /** ms: until when the proof waits for its request. */
  readonly armedUntil?: number;
  /** Nothing on the page could be made to ask again. */
  readonly noElement?: true;
  readonly money?: MoneyView;
  /** The money of an ecash payment, taken apart. */
  readonly extra?: ExtraView;
  /** What the site gave back of it. */
  readonly change?: readonly ChangeView[];
  readonly network?: NetworkView;
  readonly payee?: string;
  readonly description?: string;
  readonly protocol: ProtocolId;
  /** ms: consent. */
  readonly at: number;
  /** ms: until then the site can still take the money with the proof that it has. */
  readonly liveUntil?: number;
  readonly ending?: Ending;
  readonly receipt?: Receipt;
  /** What the paid request brought. */
  readonly came?: Came;
  /** Of a page that a redirect led to: why it need not be the one that was paid for. */
  readonly detour?: Detour;
  /** Where a page at another origin is. */
  readonly landedAt?: End;
  /** https link to the transaction, only when the hash is well-formed and the chain known. */
  readonly explorerUrl?: string;
  /** The same proof can be sent (again). */
  readonly maySend: boolean;
  /** The browser may save it as a file, with the proof. */
  readonly mayDownload: boolean;
  /** It is, or was to be, saved as a file. */
  readonly download?: true;
  /** The wallet (for the purse: the chain) can be asked whether the money moved. */
  readonly mayCheck: boolean;
  readonly rail?: RailKind;
  /** The id of the wallet, as the record has it. */
  readonly wallet: string;
  readonly payer: WalletView;
  /** On an instant rail: the money has left. */
  readonly paid: boolean;
  /** Proves that the invoice was paid, 64 hex digits. */
  readonly preimage?: string;
  /** There is, or was, such a preimage; it may rest in the locked safe. */
  readonly proved?: boolean;
  /** What routing cost, millisatoshi. */
  readonly fee?: string;
  /** Ecash that the site has not taken yet can be taken back. */
  readonly mayTakeBack: boolean;
  /** It was taken back. */
  readonly returned: boolean;
  /** Paid for and not opened: the user may close it. */
  readonly mayClose: boolean;
  /** The proof is kept, to open this page again. */
  readonly pass?: PassView;
  /** No page makes this request again: the proof is there to be copied. */
  readonly copyOnly: boolean;
  /** Paid by auto-pay, without a press. */
  readonly autoPaid: boolean;
  /**
   * The site could be paid without asking from now on: what this payment was worth, millionths of a dollar. `caller`: the
   * host of the page whose calls, which wait, that would be for.
   */
  readonly mayGrant?: { readonly usd: string; readonly testnet: boolean; readonly caller?: string };
  /** It already can. */
  readonly autoPay: boolean;
  /** Until when, ms; only while it is allowed. */
  readonly autoPayUntil?: number;
  /** What that grant is kept under (`grantKey`, core/rules/auto-pay). */
  readonly grantKey?: string;
};

/** Ecash that a site gave back: `in` when it is the user's again, `kept` while its mint is not the user's or is silent. */
export type ChangeView = {
  readonly state: 'in' | 'kept' | 'worthless';
  /** Absent while it has not been read: the purse was locked when it came. */
  readonly money?: MoneyView;
  readonly mint?: string;
};
