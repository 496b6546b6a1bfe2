import { sanitize } from '../../encoding/sanitize-text.ts';
import type { Invoice } from '../../lightning/bolt11.ts';
import type { Caution, Offer } from '../offer.ts';

/** What an invoice alone says of an offer; every protocol that carries one says the rest. */
export type InvoiceFacts = Pick<
  Offer,
  | 'price'
  | 'payee'
  | 'network'
  | 'description'
  | 'expiresAt'
  | 'rail'
  | 'payable'
  | 'why'
  | 'cautions'
>;

/** Bitcoin's unit as people on Lightning count: a satoshi is a thousand base units. */
const SATOSHI = { currency: 'sat', decimals: 3 } as const;

/** Price, payee and end of an invoice in the words of an offer; payable where it names its amount. */
export function invoiceFacts(invoice: Invoice, insecure: boolean): InvoiceFacts {
  const { amount, network, payee, expiresAt } = invoice;
  const description = sanitize(invoice.description);
  const cautions: Caution[] = [];
  if (network !== 'mainnet') cautions.push('caution_test_network');
  if (insecure) cautions.push('caution_insecure');
  return {
    ...(amount === undefined ? {} : { price: { amount, ...SATOSHI } }),
    payee,
    network: `lightning:${network}`,
    ...(description === undefined ? {} : { description }),
    expiresAt,
    // An invoice that leaves the amount open would let the site name any price afterwards.
    ...(amount === undefined
      ? { payable: false, why: 'reason_amount_open' }
      : { payable: true, rail: { kind: 'lightning', network } }),
    cautions,
  };
}
