import { FareboxError } from '../../../src/core/errors.ts';
import type { HttpResponse } from '../../../src/core/http.ts';
import type { Offer } from '../../../src/core/reading.ts';
import type { PayContext, Protocol } from '../../../src/protocols/protocol.ts';
import { preimageAndHash, TEST_TIME } from '../../fixtures/invoice.ts';

export const { preimage: PREIMAGE, hash: HASH } = preimageAndHash(0xa7);
export const PAID = { rail: 'lightning', preimage: PREIMAGE } as const;
export const CONTEXT: PayContext = {
  account: { rail: 'lightning' },
  now: new Date(TEST_TIME * 1000),
  random: (length) => new Uint8Array(length),
};
/** The same, when invoices of an hour are over. */
export const LATE: PayContext = { ...CONTEXT, now: new Date((TEST_TIME + 3600) * 1000) };

/** The one offer of a response. */
export function onlyOffer(protocol: Protocol, response: HttpResponse): Offer {
  const { offers, problems } = protocol.read(response);
  const [offer] = offers;
  if (offer === undefined || offers.length > 1) throw new Error(JSON.stringify(problems));
  return offer;
}

/** The key of the error that was thrown. */
export function keyOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FareboxError) return error.key;
    throw error;
  }
  return 'nothing thrown';
}

/** The offer with other terms, as a damaged store would give it back. */
export function withTerms(offer: Offer, change: object): Offer {
  return { ...offer, terms: { ...(offer.terms as object), ...change } };
}

/** Ways in which an offer for an invoice can differ from its own invoice. */
export function tampered(offer: Offer): Offer[] {
  const { price } = offer;
  if (price === undefined) throw new Error('no price');
  return [
    { ...offer, price: { ...price, amount: price.amount - 1n } },
    { ...offer, price: { ...price, decimals: 0 } },
    { ...offer, payee: `02${'00'.repeat(32)}` },
    { ...offer, rail: { kind: 'lightning', network: 'regtest' } },
  ];
}
