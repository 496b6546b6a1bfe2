import type { FrozenOffer } from '../offers/quote.ts';
import { routingLimit } from '../offers/rail.ts';
import { usdValueOf } from '../offers/usd-value.ts';
import { assetAmount } from './limits.ts';

/** What an offer costs in all. Only costs of the same `money` can be compared. */
export type Cost = {
  /**
   * `usd` (millionths of a dollar), `at most` (euros, which are counted as more dollars than they are), `bitcoin/sat`
   * (millisatoshi), each with its test money apart.
   */
  readonly money: string;
  readonly amount: bigint;
};

/**
 * What the user pays at most for an offer, fees included: over Lightning the price and the most that routing may cost,
 * of ecash the price and the mint's input fee (`fee`, in the unit of the price) where it is known. Tokens that are worth
 * a dollar are compared with each other, satoshi with millisatoshi and with ecash in satoshi. Undefined where what
 * the offer's money is worth is not known here.
 */
export function costOf(offer: FrozenOffer, fee = 0n): Cost | undefined {
  const { price, rail } = offer;
  if (price === undefined) return undefined;
  const whole = { ...offer, price: { ...price, amount: (BigInt(price.amount) + fee).toString() } };
  const worth = usdValueOf(whole);
  if (worth !== undefined) {
    // At most worth so much: comparable with what is counted the same way, and with no dollar.
    const money = worth.atMost === true ? 'at most' : 'usd';
    return { money: worth.testnet ? `${money} test` : money, amount: worth.usd };
  }
  if (price.currency !== 'sat') return undefined;
  const counted = assetAmount(whole);
  if (counted === undefined) return undefined;
  const routing = rail?.kind === 'lightning' ? routingLimit(counted.amount) : 0n;
  return { money: counted.key, amount: counted.amount + routing };
}

/**
 * The cheapest first, as far as money can be compared. Offers of one money take the places that the server gave to that
 * money, the cheapest the first of them; equals keep the server's order. An offer whose cost cannot be compared with any
 * other keeps its place. So the list is the server's own where nothing can be compared, and the order of one money does
 * not depend on the order in which the server listed it.
 */
export function cheapestFirst<Item>(
  items: readonly Item[],
  cost: (item: Item) => Cost | undefined,
): Item[] {
  const byMoney = new Map<string, { item: Item; amount: bigint }[]>();
  const moneys = items.map((item) => {
    const found = cost(item);
    if (found === undefined) return undefined;
    const all = byMoney.get(found.money);
    const priced = { item, amount: found.amount };
    if (all === undefined) byMoney.set(found.money, [priced]);
    else all.push(priced);
    return found.money;
  });
  const sorted = new Map(
    [...byMoney].map(([money, all]) => [
      money,
      all.sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0)).values(),
    ]),
  );
  return items.map((item, at) => {
    const next = sorted.get(moneys[at] ?? '')?.next();
    return next?.done === false ? next.value.item : item;
  });
}
