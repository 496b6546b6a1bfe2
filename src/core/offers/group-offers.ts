import type { Offer } from './offer.ts';

/** One way to spend: an offer and the others that would move the very same money. */
export type Group = { readonly offer: Offer; readonly also: readonly Offer[] };

/**
 * What an offer moves: payee, amount and asset on a network. Undefined where one of them is not known; such
 * an offer stands alone, since what it doubles is not known.
 */
function moneyKey({ payee, price, network }: Offer): string | undefined {
  if (payee === undefined || price === undefined) return undefined;
  const asset = price.asset ?? price.currency;
  return [network ?? '', payee, price.amount, asset].join(' ').toLowerCase();
}

/**
 * Servers offer the same money under several protocols at once: one group for each, so that no one pays
 * twice. The payable offer stands for its group, else the first. Order is kept.
 */
export function groupOffers(offers: readonly Offer[]): Group[] {
  const groups = new Map<string, Offer[]>();
  for (const offer of offers) {
    const key = moneyKey(offer) ?? `alone ${offer.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [offer]);
    else group.push(offer);
  }
  return [...groups.values()].map((group) => {
    const offer = group.find(({ payable }) => payable) ?? (group[0] as Offer);
    return { offer, also: group.filter((other) => other !== offer) };
  });
}
