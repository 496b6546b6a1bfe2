import type { Account, Rail, RailKind, RailRequest, RailResult } from '../core/rail.ts';

export type WalletId = 'purse';

/** Something that can serve rails. */
export type Wallet = {
  readonly id: WalletId;
  /** The rails it serves; empty while there is none to serve with (no key made yet). */
  rails(): Promise<readonly Rail[]>;
  /** Who pays on this rail; undefined when there is no key. Known even while locked. */
  account(rail: RailKind): Promise<Account | undefined>;
  /** Resolves when it could fulfil a request now; else throws `error_no_purse` or `error_locked`. */
  ready(): Promise<void>;
  /** Does it. Throws `WalletError` with a translation key; `error_locked` when it needs unlocking first. */
  fulfil(request: RailRequest): Promise<RailResult>;
  /** Whether money moved for this request, as far as can be known without paying again. */
  lookup(request: RailRequest): Promise<'paid' | 'unpaid' | 'unknown'>;
};
