import type { Notice } from '../core/offers/notice.ts';
import type { Caution, ProtocolId, ReasonKey } from '../core/offers/offer.ts';
import type { Problem } from '../core/offers/parsed-response.ts';
import type { RailKind } from '../core/offers/rail.ts';
import type { LimitKey } from '../core/rules/limits.ts';
import type { Site } from '../core/web/origin.ts';
import type { Way } from '../core/web/request-type.ts';
import type { SentBody } from '../core/web/sent-body.ts';
import type { ExtraView, MoneyView, NetworkView } from './money.ts';
import type { PassView } from './pass.ts';
import type { PaymentView } from './payment.ts';
import type { HomeView } from './popup/home.ts';
import type { Knowledge } from './popup/knowledge.ts';
import type { RequestKind } from './request-kind.ts';
import type { WalletView } from './wallet.ts';
import type { WhyAsked } from './why-asked.ts';

export type OfferView = {
  readonly quoteId: string;
  readonly hash: string;
  readonly protocol: ProtocolId;
  /** The name of the protocol for users. */
  readonly protocolName: string;
  readonly version?: string;
  /** The protocol's own word: `exact`. */
  readonly method: string;
  readonly money?: MoneyView;
  readonly payee?: string;
  readonly network?: NetworkView;
  /** The site's words, cleaned. */
  readonly description?: string;
  /** ms since 1970. */
  readonly expiresAt?: number;
  readonly payable: boolean;
  readonly why?: ReasonKey;
  readonly cautions: readonly Caution[];
  /** What the wallet must be able to do; absent for offers that are only read. */
  readonly rail?: RailKind;
  /** Its proof may be used again. */
  readonly reusable?: true;
  /** Its proof takes the place of the request's own `Authorization`. */
  readonly usesAuthorization?: true;
  /** By what it would be paid; absent while nothing here serves it. */
  readonly wallet?: WalletView;
  /** A wallet that the page itself brings, and that could pay it if the user chooses it. */
  readonly pageWallet?: WalletView;
  /** What the wallet holds of this asset, base units; absent while it is not known. */
  readonly balance?: string;
  /** What routing may cost at most, millisatoshi. */
  readonly maxFee?: string;
  /** The mints whose ecash the site takes. */
  readonly mints?: readonly string[];
  /** It takes other mints, too; with what it adds for them at most, base units. */
  readonly otherMints?: { readonly surcharge: MoneyView };
  /** The money of an ecash payment, taken apart. */
  readonly extra?: ExtraView;
  /** The wallet is known to hold too little. */
  readonly short?: boolean;
  /** The wallet's fee is being asked for; the offer cannot be paid before it is known. */
  readonly pricing?: boolean;
  /** The same money under other protocols: one of them is paid, never two. */
  readonly also?: readonly Pick<OfferView, 'protocol' | 'protocolName' | 'version' | 'method'>[];
  /** The limit that this payment would break. */
  readonly over?: ExcessView;
};

/** Millionths of a dollar, or base units of the asset for `perAssetDay`; decimal strings. */
export type ExcessView = {
  readonly limit: LimitKey;
  readonly allowed: string;
  readonly spent: string;
};

/** Everything a developer wants to see of a 402. */
export type DetailsView = {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** Decoded challenges: a label such as `PAYMENT-REQUIRED` and indented JSON. */
  readonly decoded: readonly { readonly label: string; readonly json: string }[];
  /** Why the body is not there, when it would have mattered. */
  readonly bodyMissing?: 'not-readable' | 'too-large';
};

/** A notice ready to draw. */
export type NoticeView = Omit<Notice, 'price'> & { readonly money?: MoneyView };

/** A challenge that names its protocol and is broken, ready to draw. */
export type ProblemView = Problem & { readonly protocolName: string };

/** One 402 of a tab. */
export type RequestView = {
  readonly seenId: string;
  readonly what: RequestKind;
  readonly site: Site;
  /** Path and query, as the browser asked. */
  readonly path: string;
  readonly method: string;
  /** How it is made again once it is paid for (core/web/request-type); `none`: nothing makes it again. */
  readonly way: Way | 'none';
  readonly status: number;
  /** The request had an `Authorization` of its own, such as an API key. */
  readonly authorization?: true;
  /** What it took along, as far as the browser tells. */
  readonly sent?: SentBody;
  /** It can be saved as a file. */
  readonly mayDownload?: true;
  /** A film that is opened as a page, which this browser asks for twice. */
  readonly askedTwice?: true;
  /** A frame or fetch of another site: the page's host. */
  readonly insideOf?: string;
  /** Payable first, then the others. */
  readonly offers: readonly OfferView[];
  readonly notices: readonly NoticeView[];
  readonly problems: readonly ProblemView[];
  readonly details: DetailsView;
  /** The challenge may be in a body that the browser keeps from us: offer "Fetch it again". */
  readonly mayRefetch: boolean;
  /** The user has blocked this site. */
  readonly blocked: boolean;
  /** It is the organisation that manages the browser which has: the user cannot undo it. */
  readonly forbidden?: true;
  /** The page seems to have a payment form of its own: the user pays here or there. */
  readonly ownForm?: true;
  /** The page's call waits for the payment, and goes on by itself. */
  readonly waits?: true;
  /** Host of the page whose calls may be made to wait from its next load on. */
  readonly mayHold?: string;
  /** A proof that opens it again: it was paid for before, or (another path) may be good for the whole site. */
  readonly pass?: PassView;
  /** A pass of another path that was tried here, and that the site did not take. */
  readonly passRefused?: PassView;
  /** Why it is asked for, at a site that is paid without asking. */
  readonly whyAsked?: WhyAsked;
  /** The payment that was made for it before, in whichever tab: the last that settled, or else that may have. */
  readonly bought?: PaymentView;
};

/** A line in "also on this page": another 402 of the tab, or a payment whose proof waits for a page that it has left. */
export type OtherRequest = {
  /** What `popup.state` is asked for to show it: the id of the 402, or of the payment. */
  readonly seenId: string;
  /** Paid: its proof waits. */
  readonly waits?: true;
  readonly what: RequestView['what'];
  readonly host: string;
  readonly path: string;
  readonly money?: MoneyView;
  /** The money is test money. */
  readonly testnet?: boolean;
  readonly payable: boolean;
};

/**
 * What the user should know of the disk. `damaged`: something stored could not be read and was set aside; `low`: the disk
 * is nearly full.
 */
export type StorageNotice = 'damaged' | 'low';

/** What is asked for could be paid, and the wallet for it is not there. */
type WalletLacking = {
  readonly request: RequestView;
  /** The organisation has switched that wallet off: there is nothing to set up. */
  readonly off?: true;
};

/** What the popup draws: a function of this and nothing else. */
export type PopupState = {
  readonly tabId: number;
  /** Other 402s of this tab. */
  readonly others: readonly OtherRequest[];
  /** The list of sites that are paid without asking was changed from outside, and the user has not read that yet. */
  readonly consentChanged?: boolean;
  /** Absent: none. */
  readonly notices?: readonly StorageNotice[];
} /** `home`, here and below: the popup asks for it besides (`home.get`). */ & (
  | { readonly kind: 'nothing'; readonly known: Knowledge; readonly home?: HomeView }
  /** "Not now" was pressed for all that this tab asked. */
  | { readonly kind: 'skipped'; readonly skipped: OtherRequest; readonly home?: HomeView }
  | { readonly kind: 'no-access'; readonly host?: string }
  | ({ readonly kind: 'no-purse' } & WalletLacking)
  /** It asks for Lightning, and no wallet is connected (nor does the page bring one). */
  | ({ readonly kind: 'no-lightning' } & WalletLacking)
  /** The offer asks for ecash of mints that the user has not added. */
  | ({ readonly kind: 'no-ecash' } & WalletLacking)
  /** It was paid for before: the pass opens it again. */
  | { readonly kind: 'pass'; readonly request: RequestView }
  | { readonly kind: 'locked'; readonly request: RequestView }
  /** One offer, or several to choose from. */
  | { readonly kind: 'offers'; readonly request: RequestView }
  /** No payable offer is covered by what the purse holds. */
  | { readonly kind: 'not-enough'; readonly request: RequestView; readonly address?: string }
  /** Every payable offer would break a limit. */
  | { readonly kind: 'over-limit'; readonly request: RequestView }
  | { readonly kind: 'expired'; readonly request: RequestView }
  /** Only unpayable offers, notices, or a 402 that says nothing. */
  | { readonly kind: 'cannot-pay'; readonly request: RequestView }
  | { readonly kind: 'broken'; readonly request: RequestView }
  | { readonly kind: 'paying'; readonly payment: PaymentView }
  /** Paid: the proof waits for the page to make its request again. */
  | { readonly kind: 'armed'; readonly payment: PaymentView }
  /** Sent; the page is loading. */
  | { readonly kind: 'opening'; readonly payment: PaymentView }
  | { readonly kind: 'receipt'; readonly payment: PaymentView }
  | { readonly kind: 'refused'; readonly payment: PaymentView; readonly next?: RequestView }
  | { readonly kind: 'unknown'; readonly payment: PaymentView }
  /** A payment for this very address is under way in another tab. */
  | { readonly kind: 'elsewhere'; readonly payment: PaymentView }
  /** Proof made, to be sent by hand (not a GET, or interrupted before it left). */
  | { readonly kind: 'unsent'; readonly payment: PaymentView }
);
