import type { Caip2 } from '../core/money/caip2.ts';
import type { Settings } from '../core/rules/settings.ts';
import type { PaymentPort } from '../platform/payment-port.ts';
import type { Ecash } from '../wallets/ecash/index.ts';
import type { Nwc } from '../wallets/nwc/index.ts';
import type { PurseStatus } from '../wallets/purse/keyring.ts';
import type { Wallet } from '../wallets/wallet.ts';
import type { Journal } from './journal/journal.ts';
import type { Payments } from './payments/runner.ts';
import type { Balances } from './stores/balances.ts';
import type { Consents } from './stores/consent-store.ts';
import type { Held } from './stores/funded-networks.ts';
import type { Passes } from './stores/pass-store.ts';
import type { Quiet } from './stores/popup-cooldown.ts';
import type { Preferences } from './stores/settings-store.ts';
import type { Tabs } from './stores/tab-store.ts';

/** The built-in wallet as the background drives it. */
export type Purse = Wallet & {
  status(): Promise<PurseStatus>;
  create(passphrase: string): Promise<PurseStatus>;
  import(passphrase: string, privateKey: string): Promise<PurseStatus>;
  unlock(passphrase: string): Promise<PurseStatus>;
  lock(): Promise<PurseStatus>;
  extend(): Promise<void>;
  backup(passphrase: string): Promise<string>;
  remove(passphrase: string): Promise<PurseStatus>;
  balanceOf(network: Caip2, asset: string, owner: string): Promise<bigint>;
};

/** What the steps of the pipeline share. Made once, when the worker starts. */
export type Context = {
  readonly journal: Journal;
  readonly payments: Payments;
  readonly port: PaymentPort;
  readonly tabs: Tabs;
  readonly purse: Purse;
  readonly lightning: Nwc;
  readonly ecash: Ecash;
  readonly wallets: readonly Wallet[];
  readonly balances: Balances;
  readonly held: Held;
  readonly passes: Passes;
  readonly preferences: Preferences;
  readonly consents: Consents;
  readonly quiet: Quiet;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** Tells open pages to draw again. */
  readonly changed: () => void;
  /** What the user has set, with the allowances and limits of the sealed record (consent.ts). */
  readonly settings: () => Promise<Settings>;
  /** ms: since when, in this browser session, every answer to a page has come by. */
  readonly watchedSince: () => Promise<number | undefined>;
};
