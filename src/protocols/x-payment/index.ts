import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { ASSETS } from '../../core/money/assets.ts';
import { type Decimal, parseDecimal, rescale } from '../../core/money/decimal.ts';
import { fiatOf } from '../../core/money/fiat.ts';
import { type Network, networkById, networkByLegacyName } from '../../core/money/networks.ts';
import type { Caution, Offer, Price } from '../../core/offers/offer.ts';
import { EMPTY_RESPONSE, type ParsedResponse } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';
import { type Terms, termsOf } from './terms.ts';

/**
 * Home-made terms in flat `X-Payment-*` headers or in plain JSON under `X-Payment-Required`. No two servers
 * agree and none says how a payment would be proved, so they are shown and not paid.
 */
export const xPayment = {
  id: 'x-payment',
  name: 'X-Payment',
  found: {
    headers: ['x-payment-amount', 'x-payment-currency', 'x-payment-network', 'x-payment-address'],
    alsoReads: ['x-payment-'],
    readsBody: true,
  },
  read(response: HttpResponse): ParsedResponse {
    const terms = response.status === 402 ? termsOf(response) : undefined;
    return terms === undefined
      ? EMPTY_RESPONSE
      : { offers: [offerOf(terms)], notices: [], problems: [] };
  },
} as const satisfies ReadOnlyProtocol;

function offerOf(terms: Terms): Offer {
  const { amount = wholeTokens(terms.maxAmount), currency, address } = terms;
  const network = networkOf(terms.network);
  const decimal = parseDecimal(amount);
  const price = decimal && priceOf(decimal, currency, network);
  const payee = sanitize(address, 128);
  const words = sanitize(
    [priceWords(terms, amount, price), terms.description].filter(Boolean).join(' · '),
  );
  const cautions: Caution[] = network?.testnet ? ['caution_test_network'] : [];
  const id = network?.id ?? sanitize(terms.network, 64);
  return {
    id: 'x-payment:0',
    protocol: 'x-payment',
    method: 'transfer',
    ...(price === undefined ? {} : { price }),
    ...(payee === undefined ? {} : { payee }),
    ...(id === undefined ? {} : { network: id }),
    ...(words === undefined ? {} : { description: words }),
    payable: false,
    why: 'reason_external',
    cautions,
    terms,
  };
}

/** A `maxAmountRequired` with a decimal point counts whole tokens; without one, it may count base units. */
function wholeTokens(maxAmount: string | undefined): string | undefined {
  return maxAmount?.includes('.') ? maxAmount : undefined;
}

/** A price that the table cannot vouch for, in the site's own words. A currency without an amount is no price. */
function priceWords(
  { maxAmount, currency }: Terms,
  amount: string | undefined,
  price: Price | undefined,
): string | undefined {
  if (price !== undefined) return undefined;
  if (amount !== undefined) return [amount, currency].filter(Boolean).join(' ');
  if (maxAmount === undefined) return undefined;
  return [`maxAmountRequired: ${maxAmount}`, currency].filter(Boolean).join(' ');
}

function networkOf(text: string | undefined): Network | undefined {
  if (text === undefined) return undefined;
  return networkById(text) ?? networkByLegacyName(text.toLowerCase());
}

function priceOf(
  decimal: Decimal,
  currency: string | undefined,
  network: Network | undefined,
): Price | undefined {
  const fiat = fiatOf(currency);
  if (fiat !== undefined) return { ...decimal, currency: fiat.code, asset: fiat.code };
  const asset = ASSETS.find((one) => one.network === network?.id && one.symbol === currency);
  const amount = asset && rescale(decimal, asset.decimals);
  return asset === undefined || amount === undefined
    ? undefined
    : { amount, currency: asset.symbol, decimals: asset.decimals, asset: asset.address };
}
