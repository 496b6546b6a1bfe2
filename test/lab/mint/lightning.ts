/** The Lightning node of a mint. Amounts in satoshi. */
export type Lightning = {
  /** A new invoice. `paymentHash`: 64 hex digits. */
  invoice(
    amountSat: bigint,
    memo: string,
  ): Promise<{ readonly bolt11: string; readonly paymentHash: string }>;
  /** Whether the node has received the money of an invoice of its own. */
  isPaid(paymentHash: string): Promise<boolean>;
  /** Pays an invoice; rejects when no money moved. `preimage`: 64 hex digits. */
  pay(bolt11: string): Promise<{ readonly preimage: string }>;
};
