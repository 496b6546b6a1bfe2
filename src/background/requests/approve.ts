import { allInOrder } from '../../core/concurrency.ts';
import { FareboxError } from '../../core/errors.ts';
import { askedIdOf } from '../../core/exchange/exchange.ts';
import { toDecimal } from '../../core/money/money.ts';
import { ruledOut } from '../../core/offers/payable.ts';
import { type FrozenOffer, type Quote, totalOf } from '../../core/offers/quote.ts';
import {
  approve as begin,
  intentOf,
  isOpen,
  mayDownload,
  type Payment,
} from '../../core/payment/index.ts';
import type { Facts, SpentSums } from '../../core/rules/facts.ts';
import { blockedBy, type Governed } from '../../core/rules/policy.ts';
import { originOf } from '../../core/web/origin.ts';
import type { Wallet, WalletId } from '../../wallets/wallet.ts';
import type { Context } from '../context.ts';
import { checkLimits } from '../offers/check-limits.ts';
import { walletFor } from '../offers/choose-wallet.ts';
import { pricedQuotesOf } from '../offers/priced-quotes.ts';
import type { Seen } from '../stores/tab-store.ts';

const BLOCKED = { organisation: 'error_forbidden', user: 'error_blocked' } as const;
const AGAINST = { reason_insecure: 'error_insecure', reason_method: 'error_method' } as const;

export type Consented = {
  /** The consent is auto-pay, given earlier: it sees what the journal says of the quote, and throws where it does not reach. */
  readonly allowed?: ((facts: Facts) => void) | undefined;
  /** The wallet that the user chose. */
  readonly wanted?: WalletId | undefined;
  /** What is paid for is to be saved as a file. */
  readonly download?: boolean | undefined;
};

/**
 * Consent, and the payment: to the quote of this id with this hash and to no other. The offer is read again from what the
 * server sent; if anything that moves money differs from what the user saw, nothing is signed and the
 * error says what changed. Two presses, two popups: the second throws `error_already_paying`. Resolves once the proof is
 * on its way, or waits to be copied; throws what `Payments.begin` does.
 */
export async function approve(
  context: Context,
  quoteId: string,
  hash: string,
  { allowed, wanted, download }: Consented = {},
): Promise<Payment> {
  const [, { seen, quote, settings, wallet }] = await allInOrder(
    refuseBegun(context, quoteId),
    checked(context, quoteId, hash, wanted),
  );
  const { tabId, frameId, type, initiator, worker } = seen;
  const target = {
    tabId,
    frameId,
    type,
    ...(initiator === undefined ? {} : { initiator }),
    ...(worker === true ? { worker } : {}),
    ...(download === true ? { download } : {}),
  };
  if (download === true && !mayDownload({ quote, target })) throw new FareboxError('error_method');
  const practice = wallet.practice === true;
  // Permission to pay without asking was given for money.
  if (practice && allowed !== undefined) throw new FareboxError('error_no_wallet');
  const now = context.now();
  // No money moves in practice: no limit has a say.
  const isWithin = (spent: SpentSums) =>
    practice ? undefined : checkLimits(quote, spent, settings.limits);
  const begun = begin(quote, wallet.id, target, now, allowed !== undefined);
  const approved = practice ? ({ ...begun, practice } as const) : begun;
  // What only shows it waits until the request is on its way.
  return context
    .redrawAfter(
      () =>
        context.payments.begin(
          approved,
          allowed === undefined
            ? { spent: isWithin }
            : (facts) => {
                isWithin(facts);
                allowed(facts);
              },
        ),
      ({ state }) => state === 'sent',
    )
    .catch(async (error: unknown) => {
      if (allowed === undefined) await offerAnew(context, seen, quote.id);
      throw error;
    })
    .finally(() => context.exchanges.begun(approved));
}

/**
 * Where the wallet said no for certain (its user declined), the same offer may be consented to again, by another wallet
 * perhaps: under a new id, because each consent makes one payment.
 */
async function offerAnew(context: Context, { id, tabId }: Seen, paymentId: string): Promise<void> {
  const payment = await context.journal.get(paymentId);
  if (payment?.state !== 'refused' || isOpen(payment)) return;
  const fresh = crypto.randomUUID();
  await context.tabs.change(tabId, (tab) => ({
    ...tab,
    seen: tab.seen.map((each) => (each.id === id ? { ...each, id: fresh } : each)),
  }));
  context.changed();
}

/**
 * The price that was pressed may stand for 402s that came after it. Where one of those was paid meanwhile (another popup
 * showed it, or this button was pressed before), this press is for what has been paid already.
 */
async function refuseBegunSince(
  { journal }: Context,
  quoteId: string,
  { seen, quote }: { readonly seen: Seen; readonly quote: Quote },
): Promise<void> {
  const pressed = askedIdOf(quoteId);
  const { id, formerly = [] } = seen;
  if (id === pressed || !formerly.includes(pressed)) return;
  const since = new Set([...formerly.slice(formerly.indexOf(pressed)), id]);
  const same = await journal.newestOf(intentOf(quote));
  if (same.some((payment) => since.has(askedIdOf(payment.id)))) {
    throw new FareboxError('error_already_paying');
  }
}

async function refuseBegun({ journal }: Context, quoteId: string): Promise<void> {
  if ((await journal.get(quoteId)) !== undefined) throw new FareboxError('error_already_paying');
}

/** What is to be paid and by which wallet, as it stands now. Throws why it may not be. */
async function checked(
  context: Context,
  quoteId: string,
  hash: string,
  wanted: WalletId | undefined,
): Promise<{ seen: Seen; quote: Quote; settings: Governed; wallet: Wallet }> {
  // The organisation may allow less than what was shown.
  await context.policies.sure();
  const { seen, quote } = await find(context, quoteId, hash);
  // Held here too, whatever the reading of the offer says.
  const against = ruledOut(quote.offer, quote);
  if (against !== undefined) throw new FareboxError(AGAINST[against]);
  if (!quote.offer.payable) throw new FareboxError('error_not_payable');
  if (quote.expiresAt !== undefined && context.now() > quote.expiresAt) {
    throw new FareboxError('error_quote_expired');
  }
  await refuseBegunSince(context, quoteId, { seen, quote });
  const [settings, wallet] = await allInOrder(
    context.settings(),
    walletFor(context.wallets, quote.offer.rail, quote.url, wanted),
    stillThere(context, seen),
  );
  const by = blockedBy(quote.url, settings);
  if (by !== undefined) throw new FareboxError(BLOCKED[by]);
  if (wallet === undefined) {
    const isOff = wanted !== undefined && (await context.policies.isOff(wanted));
    throw new FareboxError(isOff ? 'error_wallet_off' : 'error_no_wallet');
  }
  return { seen, quote, settings, wallet };
}

/**
 * The quote as it stands now. When the page has asked anew on the same terms, consent holds; on other
 * terms the error says from what to what the price went, or that it is something else.
 */
async function find(
  context: Context,
  quoteId: string,
  hash: string,
): Promise<{ seen: Seen; quote: Quote }> {
  const isId = (id: string) => quoteId.startsWith(`${id}/`);
  const isOf = ({ id, formerly = [] }: Seen) => isId(id) || formerly.some(isId);
  for (const tab of await context.tabs.all()) {
    // What other tabs ask for is not priced: that may take their mints' time.
    if (!tab.seen.some(isOf) && !(tab.before && isOf(tab.before))) continue;
    const made = (
      await Promise.all(
        tab.seen.map(async (seen) =>
          (await pricedQuotesOf(context, seen)).map(({ quote }) => ({ seen, quote })),
        ),
      )
    ).flat();
    const found = made.find(({ quote }) => quote.id === quoteId);
    if (found?.quote.hash === hash) return found;
    // A script has made the same request again.
    const again = made.find(
      ({ seen, quote }) => !isId(seen.id) && isOf(seen) && quote.hash === hash,
    );
    if (again !== undefined) return again;
    const old402 = tab.before && (await pricedQuotesOf(context, tab.before));
    const before = old402?.find(({ quote }) => quote.id === quoteId);
    if (found === undefined && before === undefined) continue;
    const page = made.filter(({ seen }) => seen.type === 'main_frame');
    const same = before && page.find(({ quote }) => quote.hash === hash);
    if (same !== undefined) return same;
    const old = before?.quote.offer;
    const now = found ?? page.find(({ quote }) => quote.offer.id === old?.id) ?? page[0];
    if (now === undefined) break;
    const prices = [old, now.quote.offer].map((offer) => offer && priceOf(offer));
    const [from, to] = prices;
    if (from === undefined || to === undefined || from === to) {
      throw new FareboxError('error_terms_changed');
    }
    throw new FareboxError('error_quote_changed', from, to);
  }
  throw new FareboxError('error_quote_gone');
}

/** `0.01 USDC` with all fees, or base units and the raw id. English digits: it goes into an error's detail. */
export function priceOf(offer: FrozenOffer): string {
  const { price } = offer;
  const total = totalOf(offer);
  if (price === undefined || total === undefined) return '?';
  const amount = price.decimals === undefined ? total : toDecimal(total, price.decimals);
  return `${amount} ${price.currency}`;
}

/**
 * A tab that has gone elsewhere is not paid for. The browser hides the address of what is no http(s) page
 * (`about:blank`, `chrome://…`, `data:`): that is another page, too.
 */
async function stillThere({ port }: Context, seen: Seen): Promise<void> {
  const tab = await port.tabOf(seen.tabId);
  if (tab === undefined) throw new FareboxError('error_tab_gone');
  const here = originOf(tab.url ?? '');
  // The page of a frame or a fetch may be of another site than what it asked for, but it is a page.
  const same = seen.type === 'main_frame' ? here === originOf(seen.response.url) : true;
  if (here === undefined || !same) throw new FareboxError('error_quote_gone');
}
