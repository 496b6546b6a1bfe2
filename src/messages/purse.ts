import type { NetworkView } from './money.ts';

/** The one password of all wallets, and the recovery phrase. */
export type KeyRingView = {
  /** `none`: no password has been set. */
  readonly state: 'none' | 'locked' | 'open';
  /** `confirmed`: the user has shown that the words are written down. */
  readonly phrase: 'none' | 'unconfirmed' | 'confirmed';
};

/** A word of the recovery phrase and where it stands, from 1. */
export type PlacedWord = { readonly place: number; readonly word: string };

/** The Farebox wallet's state. */
export type PurseView =
  | { readonly state: 'none' }
  | {
      readonly state: 'locked' | 'open';
      readonly address: string;
      /** What its key was made of: the recovery phrase, or a key that the user brought along. */
      readonly origin: 'phrase' | 'key';
    };

export type BalanceView = {
  readonly network: NetworkView;
  readonly asset: string;
  readonly currency: string;
  readonly decimals: number;
  /** Base units; absent when it could not be read. */
  readonly amount?: string;
  /** Why not: RPC switched off, or it did not answer. */
  readonly error?: 'error_rpc' | 'error_rpc_off';
};

export type NetworkSetting = {
  readonly network: NetworkView;
  readonly defaultRpc?: string;
  /** The user's own address; an empty string switches the network off. */
  readonly rpc?: string;
};
