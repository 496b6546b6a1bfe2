import { ASSETS } from '../../core/assets.ts';
import { type Decimal, parseDecimal, rescale } from '../../core/decimal.ts';
import { fiatOf } from '../../core/fiat.ts';
import type { HttpResponse } from '../../core/http.ts';
import { type Network, networkById, networkByLegacyName } from '../../core/networks.ts';
import { type Caution, NOTHING, type Offer, type Price, type Reading } from '../../core/reading.ts';
import { clean } from '../../core/text.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';
import { type Terms, termsOf } from './terms.ts';

/**
 * Home-made terms in flat `X-Payment-*` headers or in plain JSON under `X-Payment-Required`. No two servers
 * agree and none says how a payment would be proved, so they are shown and not paid.
 */
export const xPayment: ReadOnlyProtocol = {
  id: 'x-payment',
  read(response: HttpResponse): Reading {
    const terms = response.status === 402 ? termsOf(response) : undefined;
    return terms === undefined ? NOTHING : { offers: [offerOf(terms)], notices: [], problems: [] };
  },
};

function offerOf(terms: Terms): Offer {
  const { amount, currency, address } = terms;
  const network = networkOf(terms.network);
  const decimal = parseDecimal(amount);
  const price = decimal && priceOf(decimal, currency, network);
  const payee = clean(address, 128);
  // What the table cannot vouch for stays the site's own words.
  const words = price === undefined ? clean([amount, currency].join(' ')) : undefined;
  const cautions: Caution[] = network?.testnet ? ['caution_test_network'] : [];
  const id = network?.id ?? clean(terms.network, 64);
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
