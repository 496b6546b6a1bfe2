import type { NetworkView } from './money.ts';

/** The purse's state, for the settings page. */
export type PurseView =
  | { readonly state: 'none' }
  | { readonly state: 'locked' | 'open'; readonly address: string };

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
