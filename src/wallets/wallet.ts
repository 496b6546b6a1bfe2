import type { Account, Rail, RailRequest, RailResult } from '../core/rail.ts';
import type { Extra, ReasonKey } from '../core/reading.ts';

export type WalletId = 'purse' | 'nwc' | 'webln' | 'ecash';

/** For which payment a wallet is asked, and over which page: some of them live there. */
export type Asked = { readonly paymentId: string; readonly tabId: number };

/**
 * Whether money moved for a request: what the wallet gave for it, or `paid` where that is not to be had
 * again; `unpaid` only when it did not and never will.
 */
export type Found = RailResult | 'paid' | 'unpaid' | 'unknown';

/** Something that can serve rails. */
export type Wallet = {
  readonly id: WalletId;
  /** The same request of the same payment may be asked for again, and moves money once all the same. */
  readonly repeatable: boolean;
  /** Whether it could serve this rail; false while there is none to serve with (no key, no connection). */
  serves(rail: Rail): Promise<boolean>;
  /** Who pays on this rail; undefined when there is nobody. Known even while locked. */
  account(rail: Rail): Promise<Account | undefined>;
  /** Resolves when it could fulfil a request now; else throws `error_no_purse` or `error_locked`. */
  ready(): Promise<void>;
  /**
   * Does it. Throws a FareboxError where it is certain that no money moved and none will: `error_locked` when
   * it needs unlocking first; a `PaidUnproved` where it is certain that money moved, without a proof of it. An
   * `Unsure` and everything else that is thrown may have moved it.
   */
  fulfil(request: RailRequest, asked: Asked): Promise<RailResult>;
  /** Whether money moved, as far as can be known without paying again. Never throws. */
  lookup(request: RailRequest, asked: Asked): Promise<Found>;
  /** What it is called where there may be several: the host of a mint, the name that a node goes by. */
  name?(rail: Rail): Promise<string | undefined>;
  /** What it could pay on this rail, in base units of the rail; undefined when that is not known. */
  balance?(rail: Rail): Promise<bigint | undefined>;
  /**
   * What paying an amount (base units) would take beside it; `short` when there is too little, a reason where it
   * cannot be paid for another cause. `locked`: to a key of the payee. Absent: nothing is known before it is paid.
   * Throws `error_locked`, `error_no_purse`.
   */
  extra?(rail: Rail, amount: bigint, locked: boolean): Promise<Extra | ReasonKey | 'short'>;
  /**
   * Takes back what was handed out and not used: `taken`, or `spent` when somebody has used it. Throws a
   * FareboxError when it cannot be known now.
   */
  takeBack?(asked: Asked): Promise<'taken' | 'spent'>;
};
