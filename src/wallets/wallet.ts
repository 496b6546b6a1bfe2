import type { Extra, ReasonKey } from '../core/offers/offer.ts';
import type { Account, Rail, RailKind, RailRequest, RailResult } from '../core/offers/rail.ts';
import type { WalletTexts } from '../core/wallet-texts.ts';
import type { WalletParts } from './deps.ts';

/** The id of a wallet of the registry (`index.ts`), which alone lists them. Payments keep it in their records. */
export type WalletId = string;

/** What a wallet says of itself, before one is made. Plain data. */
export type WalletAbout = {
  readonly id: WalletId;
  /** The rails that it can serve. Whether money leaves at once is a matter of the rail (`isInstantRail`). */
  readonly rails: readonly RailKind[];
  /** The same request of the same payment may be made again, and still moves money once. */
  readonly repeatable: boolean;
  /** It lives in a web page and is not the user's choice by itself: it pays only when the user chooses it. */
  readonly inPage?: true;
  /** It pretends to pay servers on this computer: no money moves, and none is counted. */
  readonly practice?: true;
  /** Whether it can be asked what it holds. */
  readonly hasBalance: boolean;
  /** The section of the settings page where the user sets it up; absent: there is nothing to set up. */
  readonly settings?: string;
  readonly texts: WalletTexts;
};

/** One wallet as the registry lists it. `own`: the wallets that the settings drive, made before the others. */
export type WalletKind<Own = never> = {
  readonly about: WalletAbout;
  create(parts: WalletParts, own: Own): Wallet;
};

/** The page for which a wallet is asked. A wallet that lives in a page looks for itself there. */
export type Where = {
  readonly paymentId?: string;
  readonly tabId: number;
  /** The address that is paid for. */
  readonly url?: string;
};

/** The payment for which a wallet is asked to pay, and the tab of its page. */
export type PaymentContext = Where & { readonly paymentId: string };

/** A wallet as it describes itself: never trusted for more. `icon`: a `data:` address of an image. */
export type SelfDescription = { readonly name?: string; readonly icon?: string };

/**
 * Whether money moved for a request: what the wallet gave for it, or `paid` where that cannot be had again; `unpaid`
 * only when no money moved and none ever will.
 */
export type Found = RailResult | 'paid' | 'unpaid' | 'unknown';

/** Something that can serve rails. */
export type Wallet = Pick<WalletAbout, 'id' | 'repeatable' | 'inPage' | 'practice' | 'settings'> &
  Partial<Pick<WalletAbout, 'texts'>> & {
    /**
     * Whether it could serve this rail; false while it is not set up (no key, no connection). `url`: the address that is
     * paid for, by which a practice wallet decides.
     */
    serves(rail: Rail, url?: string): Promise<boolean>;
    /** Of a practice wallet: whether practice is on for this address. Then no wallet that holds money pays there. */
    practisesAt?(url: string): Promise<boolean>;
    /**
     * Who pays on this rail for this page; undefined when no one can. Known while the wallet is locked. A wallet that
     * lives in a page looks whether this page has one.
     */
    account(rail: Rail, where: Where): Promise<Account | undefined>;
    /**
     * Of a wallet that the user must choose: whether it is there for this page, and as what it calls itself, without
     * asking the user anything. Then `account` may ask the user. Absent: `account` tells.
     */
    found?(rail: Rail, where: Where): Promise<SelfDescription | undefined>;
    /** Resolves when it could fulfil a request now; else throws `error_locked`, or that it is not set up. */
    ready(): Promise<void>;
    /**
     * Pays. Throws a FareboxError where it is certain that no money moved and none will: `error_locked` when the wallet
     * must be unlocked first. Throws a `PaidUnproved` where it is certain that money moved, without a proof of it. After
     * an `Unsure`, and after any other error, money may have moved.
     */
    fulfil(request: RailRequest, context: PaymentContext): Promise<RailResult>;
    /** Whether money moved, as far as can be known without paying again. Never throws. */
    lookup(request: RailRequest, context: PaymentContext): Promise<Found>;
    /** Its name where the user may have several: the host of a mint, the alias of a node. */
    name?(rail: Rail): Promise<string | undefined>;
    /** What it could pay on this rail, in base units of the rail; undefined when that is not known. */
    balance?(rail: Rail): Promise<bigint | undefined>;
    /**
     * What paying an amount (base units) would cost in addition; `short` when the wallet holds too little, a reason where
     * the amount cannot be paid for another cause. `locked`: the money is locked to a key of the payee. Absent: nothing
     * is known before the payment. Throws `error_locked`, `error_no_password`.
     */
    extra?(rail: Rail, amount: bigint, locked: boolean): Promise<Extra | ReasonKey | 'short'>;
    /**
     * Takes back what was handed out and not used: `taken`, or `spent` when someone has used it. Throws a FareboxError
     * when that cannot be known now.
     */
    takeBack?(context: PaymentContext): Promise<'taken' | 'spent'>;
  };
