/** What of a receipt can be held against what was signed. */
export type ReceiptCheck =
  | 'preimage'
  | 'transaction'
  | 'network'
  | 'payer'
  | 'amount'
  | 'signed_offer'
  | 'signed_receipt'
  | 'ecash_mint'
  | 'ecash_amount'
  | 'ecash_lock'
  | 'chain_done'
  | 'chain_transfer'
  | 'chain_nonce';

export type ReceiptResult = {
  readonly check: ReceiptCheck;
  /** Absent where it cannot be verified here. */
  readonly holds?: boolean;
  /**
   * Of a signature: `elsewhere`: its key would have to be fetched; `unbound`: it is right, and nothing says that its key is
   * the payee's; `unknown`: an algorithm or key that is not known here; `signature`: it is not of the key that it names.
   */
  readonly why?: 'elsewhere' | 'unbound' | 'unknown' | 'signature';
  /** What the receipt says, and what it was held against. */
  readonly said: string;
  readonly expected: string;
};
