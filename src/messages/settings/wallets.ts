import type { ErrorKey } from '../../core/errors.ts';
import type { LightningNetwork } from '../../core/lightning/bolt11.ts';
import type { MoneyView, NetworkView } from '../money.ts';

/** The Lightning wallet that is connected. Amounts in millisatoshi. */
export type LightningView =
  | { readonly state: 'none' }
  | {
      readonly state: 'connected';
      /** As the wallet calls itself. */
      readonly name?: string;
      /** 64 hex digits. */
      readonly pubkey: string;
      readonly relays: readonly string[];
      readonly network: LightningNetwork;
      readonly encryption: 'nip44_v2' | 'nip04';
      /** Absent while it is not known. */
      readonly balance?: string;
      /** Of the connection, as the wallet reports it. `renewsAt`: ms. */
      readonly budget?: {
        readonly used: string;
        readonly total: string;
        readonly renewsAt?: number;
      };
      /** Why balance and budget are not there; `error_locked` while it is locked. */
      readonly error?: ErrorKey;
    };

/** What a mint holds for the user. */
export type MintView = {
  readonly url: string;
  /** The mint's words about itself, cleaned. */
  readonly name?: string;
  readonly description?: string;
  readonly balances: readonly MoneyView[];
  /** The units that it can make, for funding: `sat`, `usd`. */
  readonly units: readonly string[];
};

/** The ecash purse. */
export type EcashView = {
  readonly mints: readonly MintView[];
  /** The most that it may hold, satoshi. */
  readonly cap: string;
  /** Payments whose token the site has not taken. */
  readonly toRecover: readonly { readonly paymentId: string; readonly money: MoneyView }[];
  /** What sites gave back and is not taken in: its mint is not the user's, or does not answer. */
  readonly changes: readonly {
    readonly id: string;
    readonly mint: string;
    readonly money: MoneyView;
  }[];
  /** A Lightning wallet is there to fund it. */
  readonly mayFund: boolean;
  /** `error_locked`, `error_no_password`: what must be done before it can be used. */
  readonly error?: ErrorKey;
};

/** The wallet extension of this browser that sends money to the purse. */
export type BrowserWalletView = {
  /** One is there and listens to Farebox. */
  readonly there: boolean;
  /** Absent where it is not one that Farebox can name. */
  readonly name?: string;
  /** The user's own choice of another extension; empty for none. */
  readonly extensionId: string;
  /** The transfer that it was last asked for. */
  readonly last?: {
    readonly at: number;
    readonly money: MoneyView;
    readonly network: NetworkView;
    /** It has named the transaction; else it is not known whether there is one. */
    readonly sent: boolean;
    readonly explorerUrl?: string;
  };
};
