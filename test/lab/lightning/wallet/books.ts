import type { LightningNode } from '../node/node.ts';
import { Invoice, type Lookup, type Transaction } from '../packages/alby.mjs';

/** Pays for all connections of the wallet, and remembers as a wallet's database would. */
export type Books = {
  /** Pays; rejects when no money moved. */
  pay(bolt11: string): Promise<{ readonly preimage: string }>;
  find(request: Lookup): Transaction | undefined;
};

const MSAT = 1000;
const now = () => Math.floor(Date.now() / 1000);

/** Books of what this node is asked to pay from now on. */
export function openBooks(node: LightningNode): Books {
  const entries = new Map<string, Transaction>();
  return {
    find: ({ payment_hash, invoice }) =>
      entries.get(payment_hash ?? (invoice ? new Invoice({ pr: invoice }).paymentHash : '')),
    pay: async (bolt11) => {
      const invoice = new Invoice({ pr: bolt11 });
      const known = entries.get(invoice.paymentHash);
      if (known?.state === 'settled') throw new Error('already paid');
      if (known?.state === 'pending') throw new Error('payment in flight');
      const entry: Transaction = {
        type: 'outgoing',
        state: 'pending',
        invoice: bolt11,
        description: invoice.description ?? '',
        payment_hash: invoice.paymentHash,
        amount: invoice.satoshi * MSAT,
        fees_paid: 0,
        created_at: now(),
      };
      const write = (state: Transaction['state'], more: Partial<Transaction> = {}) =>
        entries.set(invoice.paymentHash, { ...entry, ...more, state });
      write('pending');
      try {
        const { preimage } = await node.pay(bolt11);
        write('settled', { preimage, settled_at: now() });
        return { preimage };
      } catch (error) {
        write('failed');
        throw error;
      }
    },
  };
}
