import type { Offer } from '../../core/offers/offer.ts';
import { type Quote, totalOf } from '../../core/offers/quote.ts';
import type { Rail } from '../../core/offers/rail.ts';
import type { WalletView } from '../../messages/index.ts';
import type { Wallet } from '../../wallets/wallet.ts';
import type { Context } from '../context.ts';
import type { Seen } from '../stores/tab-store.ts';
import { isPracticeAt, walletFor } from './choose-wallet.ts';
import type { Priced } from './priced-quotes.ts';
import { quotesOf } from './quotes.ts';
import { walletViewOf } from './wallet-view.ts';

/** A wallet that would pay, and what it holds: base units, undefined while that is not known. */
export type Payer = { readonly wallet: WalletView; readonly balance?: bigint };

/** Who would pay each payable quote of a 402, by the quote's id; none where no wallet here serves it. */
export async function payersOf(
  context: Context,
  quotes: readonly Priced[],
): Promise<ReadonlyMap<string, Payer>> {
  const payers = new Map<string, Payer>();
  for (const { offer, quote } of quotes) {
    const wallet = offer.payable
      ? await walletFor(context.wallets, offer.rail, quote.url)
      : undefined;
    if (wallet === undefined || offer.rail === undefined) continue;
    payers.set(quote.id, await payerOf(context, wallet, offer));
  }
  return payers;
}

/** Whether a wallet would pay a quote and is not known to hold too little for it. */
function covers(payer: Payer | undefined, { offer }: Quote): boolean {
  if (payer === undefined) return false;
  // The wallet has looked at its coins: they are enough.
  if (offer.extra !== undefined) return true;
  return payer.balance === undefined || payer.balance >= (totalOf(offer) ?? 0n);
}

/** The quotes that auto-pay chooses among, the cheapest first: those that a ready wallet covers. */
export function coveredOf(
  quotes: readonly Priced[],
  payers: ReadonlyMap<string, Payer>,
): readonly Quote[] {
  return quotes
    .filter(({ short, quote }) => short !== true && covers(payers.get(quote.id), quote))
    .map(({ quote }) => quote);
}

/**
 * Asks the wallets that would pay this 402 what they hold now: these and no others, each on the network of its
 * offer. Open pages are told of each answer as it comes. Resolves with whether all have answered.
 */
export async function askBalances(context: Context, seen: Seen): Promise<boolean> {
  const asked = new Map<string, Promise<unknown>>();
  for (const { offer, quote } of quotesOf(context, seen)) {
    const wallet = offer.payable
      ? await walletFor(context.wallets, offer.rail, quote.url)
      : undefined;
    const { rail } = offer;
    const read = wallet?.balance;
    if (wallet === undefined || rail === undefined || read === undefined) continue;
    const key = balanceKey(wallet, rail);
    if (!asked.has(key))
      asked.set(
        key,
        context.balances.ask(key, () => read(rail)),
      );
  }
  const answers = await Promise.allSettled(asked.values());
  return answers.every((each) => each.status === 'fulfilled' && each.value !== undefined);
}

/** What the balance of a wallet is remembered under. */
export function balanceKey(wallet: Pick<Wallet, 'id'>, rail: Rail): string {
  return `${wallet.id} ${JSON.stringify(rail)}`.toLowerCase();
}

async function payerOf(
  context: Context,
  wallet: Wallet,
  { rail: asked, extra }: Offer,
): Promise<Payer> {
  // What pays is one mint of those that the site takes, once it is known which.
  const rail = asked?.kind === 'ecash' && extra ? { ...asked, mints: [extra.from] } : asked;
  if (rail === undefined) return { wallet: walletViewOf(wallet) };
  const name = await wallet.name?.(rail);
  const read = wallet.balance;
  const balance = read && context.balances.known(balanceKey(wallet, rail), () => read(rail));
  return {
    wallet: walletViewOf(wallet, name),
    ...(balance === undefined ? {} : { balance }),
  };
}

/** As what a wallet calls itself on a page; undefined where it is not there. */
async function describe(wallet: Wallet, rail: Rail, tabId: number) {
  if (wallet.found !== undefined) return wallet.found(rail, { tabId });
  return (await wallet.account(rail, { tabId })) === undefined ? undefined : {};
}

/**
 * The wallet that the page itself brings for each payable quote, by the quote's id: the first that lives in pages,
 * serves the rail and is there. A wallet in a page is looked for in the top frame alone.
 */
export async function pageWalletsOf(
  context: Context,
  seen: Seen,
  quotes: readonly Priced[],
): Promise<ReadonlyMap<string, WalletView>> {
  const found = new Map<string, WalletView>();
  const inPages = context.wallets.filter(({ inPage }) => inPage === true);
  if (seen.type !== 'main_frame') return found;
  if (await isPracticeAt(context.wallets, seen.response.url)) return found;
  for (const { offer, quote } of quotes) {
    if (!offer.payable || offer.rail === undefined) continue;
    for (const wallet of inPages) {
      if (!(await wallet.serves(offer.rail))) continue;
      const there = await describe(wallet, offer.rail, seen.tabId);
      if (there === undefined) continue;
      found.set(quote.id, { ...walletViewOf(wallet), ...there });
      break;
    }
  }
  return found;
}
