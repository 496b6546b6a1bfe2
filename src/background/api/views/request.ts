import { type Group, groupOffers } from '../../../core/offers/group-offers.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import { routingLimit } from '../../../core/offers/rail.ts';
import { usdValueOf } from '../../../core/offers/usd-value.ts';
import type { Payment } from '../../../core/payment/index.ts';
import type { Facts } from '../../../core/rules/facts.ts';
import { excessOf } from '../../../core/rules/limits.ts';
import { payeeCaution } from '../../../core/rules/payees.ts';
import { blockedBy, type Governed } from '../../../core/rules/policy.ts';
import { pathOf } from '../../../core/web/http.ts';
import { type Site, siteOf } from '../../../core/web/origin.ts';
import {
  isDocumentType,
  isFile,
  isNamedAsFilm,
  isRepeatable,
  wayOf,
} from '../../../core/web/request-type.ts';
import type {
  OfferView,
  OtherRequest,
  PassView,
  PaymentView,
  RequestView,
  WalletView,
  WhyAsked,
} from '../../../messages/index.ts';
import { KINDS } from '../../../messages/request-kind.ts';
import type { Protocols } from '../../../protocols/registry.ts';
import type { Context } from '../../context.ts';
import {
  extraOf,
  moneyOf,
  moneyOfPrice,
  networkOf,
  networkOfOffer,
  othersOf,
} from '../../offers/money.ts';
import type { Payer } from '../../offers/payers.ts';
import type { Priced } from '../../offers/priced-quotes.ts';
import { firstQuoteOf } from '../../offers/quotes.ts';
import { holderOf } from '../../requests/hold-calls.ts';
import type { Seen } from '../../stores/tab-store.ts';
import { detailsOf } from './details.ts';

/** The site of an http(s) URL; webRequest gives Farebox no others. */
export function siteFor(url: string): Site {
  return siteOf(url) ?? { host: '', prefix: '', strong: '', origin: 'null', secure: false };
}

/** What a request is drawn with: its quotes, whose balance is looked up, what was paid before, what is allowed. */
export type Around = {
  readonly quotes: readonly Priced[];
  /** Who would pay a quote, and what there is to pay with; by the quote's id. */
  readonly payers: ReadonlyMap<string, Payer>;
  /** The wallet that the page brings for a quote, by the quote's id. */
  readonly pageWallets: ReadonlyMap<string, WalletView>;
  readonly pass?: PassView;
  readonly passRefused?: PassView;
  readonly bought?: PaymentView;
  readonly whyAsked?: WhyAsked;
  /** The page seems to have a payment form of its own. */
  readonly ownForm?: true;
  /** What the journal says of each quote; by the quote's id. */
  readonly facts: ReadonlyMap<string, Facts>;
  readonly settings: Governed;
};

/** What the journal says of each quote, by the quote's id. */
export async function factsOf(
  { journal }: Context,
  quotes: readonly Priced[],
): Promise<ReadonlyMap<string, Facts>> {
  const each = quotes.map(async ({ quote }) => [quote.id, await journal.facts(quote)] as const);
  return new Map(await Promise.all(each));
}

/** A 402 ready to draw. Payable offers come first. */
export function requestOf(
  context: Pick<Context, 'protocols' | 'readings' | 'calls' | 'port'>,
  seen: Seen,
  around: Around,
): RequestView {
  const { response } = seen;
  const { notices, problems } = context.readings.of(response);
  const site = siteFor(response.url);
  const by = blockedBy(response.url, around.settings);
  const inside = seen.initiator === undefined ? undefined : siteOf(seen.initiator);
  const holder = isRepeatable(response.method) ? holderOf(seen) : undefined;
  const mayHold =
    holder === undefined || around.settings.heldSites.includes(holder)
      ? undefined
      : siteFor(holder).host;
  const quotes = new Map(around.quotes.map((each) => [each.offer, each]));
  const offers = groupOffers([...quotes.keys()]).flatMap((group) => {
    const priced = quotes.get(group.offer);
    return priced === undefined ? [] : [offerOf(context.protocols, group, priced, around)];
  });
  return {
    seenId: seen.id,
    what: KINDS[seen.type],
    site,
    path: pathOf(response.url),
    method: response.method,
    way: isRepeatable(response.method) ? wayOf(seen.type, response.method) : 'none',
    status: response.status,
    ...(seen.authorization === true ? { authorization: true } : {}),
    ...(seen.sent === undefined ? {} : { sent: seen.sent }),
    ...(isFile(seen.type, response) ? { mayDownload: true } : {}),
    ...(context.port.asksFilmsTwice && seen.type === 'main_frame' && isNamedAsFilm(response.url)
      ? { askedTwice: true }
      : {}),
    ...(inside === undefined || inside.origin === site.origin ? {} : { insideOf: inside.host }),
    offers: [
      ...offers.filter(({ payable }) => payable),
      ...offers.filter(({ payable }) => !payable),
    ],
    notices: notices.map(({ price, ...notice }) => ({
      ...notice,
      ...(price === undefined ? {} : { money: moneyOfPrice(price) }),
    })),
    problems: problems.map((each) => ({
      ...each,
      protocolName: context.protocols.nameOf(each.protocol),
    })),
    details: detailsOf(context, seen),
    mayRefetch:
      response.method === 'GET' &&
      seen.refetched !== true &&
      offers.length === 0 &&
      // Servers that show people a page may give programs the terms; one that said why has none to give.
      ((seen.body === 'missing' && (problems.length === 0 || !isDocumentType(seen.type))) ||
        (problems.length === 0 &&
          isDocumentType(seen.type) &&
          notices.every(({ kind }) => kind === 'unknown'))),
    blocked: by !== undefined,
    ...(by === 'organisation' ? { forbidden: true } : {}),
    ...(context.calls.isWaiting(seen) ? { waits: true } : {}),
    ...(mayHold === undefined ? {} : { mayHold }),
    ...(around.pass === undefined ? {} : { pass: around.pass }),
    ...(around.passRefused === undefined ? {} : { passRefused: around.passRefused }),
    ...(around.bought === undefined ? {} : { bought: around.bought }),
    ...(around.whyAsked === undefined ? {} : { whyAsked: around.whyAsked }),
    ...(around.ownForm === undefined ? {} : { ownForm: around.ownForm }),
  };
}

function offerOf(
  protocols: Protocols,
  { offer, also }: Group,
  { quote, short, pricing }: Priced,
  around: Around,
): OfferView {
  const { rail, protocol, version, method, payee, network, payable, why } = offer;
  // The same money under another protocol may be the one that says what it is for.
  const { description } = [offer, ...also].find((each) => each.description !== undefined) ?? offer;
  const money = moneyOf(quote.offer);
  const extra = extraOf(quote.offer);
  const others = othersOf(quote.offer);
  const { payers, settings } = around;
  const facts = payable ? around.facts.get(quote.id) : undefined;
  const payer = payable ? payers.get(quote.id) : undefined;
  const pageWallet = payable ? around.pageWallets.get(quote.id) : undefined;
  const isPractice = payer?.wallet.practice === true;
  const over = isPractice
    ? undefined
    : facts && excessOf(quote, facts, settings.limits, usdValueOf);
  const caution = facts && payee !== undefined ? payeeCaution(facts.payees) : undefined;
  const paying = protocols.payingById(protocol);
  return {
    quoteId: quote.id,
    hash: quote.hash,
    protocol,
    protocolName: protocols.nameOf(protocol),
    ...(version === undefined ? {} : { version }),
    method,
    ...(money === undefined ? {} : { money }),
    ...(payee === undefined ? {} : { payee }),
    ...(network === undefined
      ? {}
      : { network: networkOf(network, offer.cautions.includes('caution_test_network')) }),
    ...(description === undefined ? {} : { description }),
    ...(quote.expiresAt === undefined ? {} : { expiresAt: quote.expiresAt }),
    payable,
    ...alsoOf(protocols, offer, also),
    ...(why === undefined ? {} : { why }),
    cautions: caution === undefined ? offer.cautions : [...offer.cautions, caution],
    ...(rail === undefined ? {} : { rail: rail.kind }),
    ...(paying?.keepsPass === true ? { reusable: true } : {}),
    ...(paying?.usesAuthorization?.(offer) === true ? { usesAuthorization: true } : {}),
    ...(payer === undefined ? {} : { wallet: payer.wallet }),
    ...(pageWallet === undefined ? {} : { pageWallet }),
    ...(payer?.balance === undefined ? {} : { balance: payer.balance.toString() }),
    ...(payable && rail?.kind === 'lightning' && offer.price !== undefined
      ? { maxFee: routingLimit(offer.price.amount).toString() }
      : {}),
    ...(rail?.kind === 'ecash' ? { mints: rail.mints } : {}),
    ...(others === undefined ? {} : { otherMints: others }),
    ...(extra === undefined ? {} : { extra }),
    ...(short === true ? { short } : {}),
    ...(pricing === true ? { pricing } : {}),
    ...(over === undefined
      ? {}
      : {
          over: {
            limit: over.limit,
            allowed: over.allowed.toString(),
            spent: over.spent.toString(),
          },
        }),
  };
}

/** The other ways in which the same money is asked for; the offer's own way and ways that are named already say nothing. */
function alsoOf(
  protocols: Protocols,
  offer: Offer,
  others: readonly Offer[],
): Pick<OfferView, 'also'> {
  const nameOf = ({ protocol, version, method }: Offer) => [protocol, version, method].join(' ');
  const ways = new Map([offer, ...others].map((each) => [nameOf(each), each]));
  ways.delete(nameOf(offer));
  return ways.size === 0
    ? {}
    : { also: [...ways.values()].map((each) => methodOf(protocols, each)) };
}

function methodOf(
  protocols: Protocols,
  { protocol, version, method }: Offer,
): NonNullable<OfferView['also']>[number] {
  const name = protocols.nameOf(protocol);
  return { protocol, protocolName: name, method, ...(version === undefined ? {} : { version }) };
}

/** A line for a payment whose proof waits for a page that the tab has left. */
export function waitingOf({ id, quote, target }: Payment): OtherRequest {
  const money = moneyOf(quote.offer);
  return {
    seenId: id,
    what: KINDS[target.type],
    host: siteFor(quote.url).host,
    path: pathOf(quote.url),
    ...(money === undefined ? {} : { money }),
    testnet: networkOfOffer(quote.offer)?.testnet === true,
    payable: false,
    waits: true,
  };
}

/** A line for a 402 that is not the one in front. */
export function otherOf(context: Pick<Context, 'readings'>, seen: Seen): OtherRequest {
  const first = firstQuoteOf(context, seen);
  const money = first && moneyOf(first.quote.offer);
  return {
    seenId: seen.id,
    what: KINDS[seen.type],
    host: siteFor(seen.response.url).host,
    path: pathOf(seen.response.url),
    ...(money === undefined ? {} : { money }),
    testnet: first !== undefined && networkOfOffer(first.quote.offer)?.testnet === true,
    payable: first?.offer.payable === true,
  };
}
