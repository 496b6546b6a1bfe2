import type { Offer } from '../../core/offers/offer.ts';
import { makeQuote, type Quote } from '../../core/offers/quote.ts';
import { cheapestFirst, costOf } from '../../core/rules/order.ts';
import type { Context } from '../context.ts';
import type { Seen } from '../stores/tab-store.ts';
import { isPracticeAt, walletFor } from './choose-wallet.ts';
import { quotesOf } from './quotes.ts';

/**
 * An offer as a quote with all that it would cost; `short`: the wallet that would pay holds too little; `pricing`: the
 * wallet has not said yet what it takes, so that this is not the quote that is paid.
 */
export type Priced = {
  readonly offer: Offer;
  readonly quote: Quote;
  readonly short?: true;
  readonly pricing?: true;
};

/** ms: so long a drawing waits for what wallets say of fees. A mint that was asked lately is known sooner. */
const GRACE = 300;

/**
 * As `quotesOf`, with what the wallets say of fees: those are part of the quote and of its hash, so that other fees
 * are another quote. While a wallet is locked its fees are not known, and the quote is not the one that is paid.
 */
export async function pricedQuotesOf(context: Context, seen: Seen): Promise<Priced[]> {
  const made = await Promise.all(
    quotesOf(context, seen).map((each) => priced(context, seen, each)),
  );
  return cheapestFirst(made, ({ quote }) => costOf(quote.offer));
}

/**
 * The same for the popup, which is drawn at once: what takes longer to price is `pricing`, goes on in the background,
 * and open pages are told when it is known. A mint that does not answer holds up no other offer.
 */
export async function quotesToDraw(context: Context, seen: Seen): Promise<Priced[]> {
  const made = await Promise.all(
    quotesOf(context, seen).map((each) => {
      const known = priced(context, seen, each);
      return within(GRACE, known).then((soon) => {
        if (soon !== undefined) return soon;
        known.then(context.changed, context.changed);
        return { ...each, pricing: true } as const;
      });
    }),
  );
  return cheapestFirst(made, ({ quote }) => costOf(quote.offer));
}

/** What a promise gives within so many ms; undefined where it takes longer. */
async function within<T>(time: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), time);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function priced(context: Context, seen: Seen, made: Priced): Promise<Priced> {
  const { offer } = made;
  const { rail, price, payee } = offer;
  if (offer.payable && (await isOutOfPractice(context, made))) {
    return again(seen, { ...offer, payable: false, why: 'reason_practice' });
  }
  if (offer.payable && !(await isAllowed(context, made.quote.url, offer))) {
    return again(seen, { ...offer, payable: false, why: 'reason_wallet_off' });
  }
  if (!offer.payable || rail?.kind !== 'ecash' || price === undefined) return made;
  for (const wallet of context.wallets) {
    if (wallet.extra === undefined || !(await wallet.serves(rail))) continue;
    const extra = await wallet
      .extra(rail, price.amount, payee !== undefined)
      .catch(() => undefined);
    if (extra === undefined) return made;
    if (extra === 'short') return { ...made, short: true };
    return typeof extra === 'string'
      ? again(seen, { ...offer, payable: false, why: extra })
      : again(seen, { ...offer, extra });
  }
  return made;
}

/** Whether the organisation lets a wallet pay the offer; practice moves no money, and is asked only whether it is off. */
async function isAllowed(
  { policies, wallets }: Pick<Context, 'policies' | 'wallets'>,
  url: string,
  { rail }: Pick<Offer, 'rail'>,
): Promise<boolean> {
  return rail === undefined || !(await policies.isRailOff(rail.kind)) || isPracticeAt(wallets, url);
}

/** Whether something of what a 402 offers is payable, and by a wallet that the organisation lets pay. */
export async function someIsAllowed(
  context: Pick<Context, 'policies' | 'wallets'>,
  url: string,
  offers: readonly Offer[],
): Promise<boolean> {
  for (const offer of offers) {
    if (offer.payable && (await isAllowed(context, url, offer))) return true;
  }
  return false;
}

/** Whether practice is on for the address, and the practice wallet cannot pay this offer: only money could. */
async function isOutOfPractice(
  { wallets }: Context,
  { offer: { rail }, quote: { url } }: Priced,
): Promise<boolean> {
  if (!(await isPracticeAt(wallets, url))) return false;
  return (await walletFor(wallets, rail, url))?.practice !== true;
}

function again(seen: Seen, offer: Offer): Priced {
  const { id, at, response } = seen;
  return { offer, quote: makeQuote({ id, at, url: response.url, method: response.method }, offer) };
}
