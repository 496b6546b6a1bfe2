/** What a node says of a transaction: decimal strings, addresses 0x and 40 hex digits. */
export type ChainTransaction = {
  /** `absent`: not in the chain. */
  readonly state: 'done' | 'failed' | 'absent';
  /** Transfers of ERC-20 tokens in its log. */
  readonly transfers: readonly {
    readonly asset: string;
    readonly from: string;
    readonly to: string;
    readonly value: string;
  }[];
  /** Authorizations that it used up (EIP-3009). */
  readonly authorizations: readonly { readonly from: string; readonly nonce: string }[];
};
