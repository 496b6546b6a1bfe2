/** What the server says came of a payment. "The site says", unless it proves itself. */
export type Receipt = {
  readonly outcome: 'settled' | 'refused' | 'pending';
  /** The server's code or words, cleaned: `invalid_exact_evm_insufficient_balance`. */
  readonly reason?: string;
  /** What the server says beside its code, cleaned: a sentence, a hint. */
  readonly message?: string;
  /** Transaction hash or other reference; well-formed for its network or absent. */
  readonly transaction?: string;
  readonly network?: string;
  /** Base units, where the server names what it took. */
  readonly amount?: string;
  readonly payer?: string;
};
