import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { isAddress, isSameAddress } from '../../core/money/address.ts';
import { type Asset, assetOf } from '../../core/money/assets.ts';
import { parseDecimal, rescale, wholeNumber } from '../../core/money/decimal.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { networkById } from '../../core/money/networks.ts';
import type { Caution, Offer, Price, ReasonKey } from '../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { jsonBody, listOf } from '../json-body.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';

/** More entries than these are not read. */
const ENTRIES = 32;
const SOLANA = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp';

/** h402 version 1 (BitGPT): x402's first version with other names, other amounts and plain transfers. Read, not paid. */
export const h402 = {
  id: 'h402',
  name: 'h402',
  specification: 'https://github.com/bit-gpt/h402',
  found: { readsBody: true, bodyKeys: ['h402Version'] },
  read(response: HttpResponse): ParsedResponse {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    const body = jsonBody(response, 'h402Version');
    const version = body && member(body, 'h402Version');
    if (body === undefined || version === undefined) return { offers, notices: [], problems };
    const accepts = listOf(member(body, 'accepts'));
    if (accepts === undefined) {
      problems.push({ protocol: 'h402', field: 'accepts', reason: 'There is no list of offers.' });
      return { offers, notices: [], problems };
    }
    for (const [at, entry] of accepts.slice(0, ENTRIES).entries()) {
      const found = isObject(entry)
        ? offerOf(`h402:${offers.length}`, String(version).slice(0, 16), entry)
        : 'The entry is no object.';
      if (typeof found !== 'string') offers.push(found);
      else problems.push({ protocol: 'h402', field: `accepts[${at}]`, reason: found });
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;

function offerOf(id: string, version: string, entry: JsonObject): Offer | string {
  const payee = sanitize(member(entry, 'payToAddress'), 128);
  const token = sanitize(member(entry, 'tokenAddress'), 128);
  const network = networkOf(entry);
  if (payee === undefined) return 'payToAddress is missing.';
  if (network === undefined) return 'namespace and networkId name no chain.';
  const asset = token === undefined ? undefined : assetOf(network, token);
  const price = token === undefined ? undefined : priceOf(entry, token, asset);
  const seconds = member(entry, 'requiredDeadlineSeconds');
  const description = sanitize(member(entry, 'description'));
  const cautions: Caution[] = [];
  if (asset === undefined) cautions.push('caution_unknown_asset');
  if (networkById(network)?.testnet) cautions.push('caution_test_network');
  return {
    id,
    protocol: 'h402',
    version,
    method: sanitize(member(entry, 'scheme'), 32) ?? 'exact',
    ...(price === undefined ? {} : { price }),
    payee,
    network,
    ...(description === undefined ? {} : { description }),
    ...(typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds > 0
      ? { timeoutSeconds: seconds }
      : {}),
    payable: false,
    why: whyNot(price, payee, network, token, asset),
    cautions,
    terms: entry,
  };
}

function networkOf(entry: JsonObject): string | undefined {
  const namespace = member(entry, 'namespace');
  const id = member(entry, 'networkId');
  if (namespace === 'solana') return SOLANA;
  const isEvm = namespace === 'evm' || namespace === 'eip155';
  return isEvm && typeof id === 'string' && /^[1-9]\d{0,14}$/.test(id) ? `eip155:${id}` : undefined;
}

/** `amountRequired` counts base units, or whole tokens where its format says so: then the token must be known. */
function priceOf(entry: JsonObject, token: string, asset: Asset | undefined): Price | undefined {
  const raw = member(entry, 'amountRequired');
  const format = member(entry, 'amountRequiredFormat');
  const human = format === 'humanReadable' || format === 'formatted';
  const decimal = human ? parseDecimal(typeof raw === 'number' ? String(raw) : raw) : undefined;
  const amount = human
    ? decimal && asset && rescale(decimal, asset.decimals)
    : (parseBaseUnits(raw) ?? wholeNumber(raw));
  if (amount === undefined) return undefined;
  return asset === undefined
    ? { amount, currency: token, asset: token }
    : { amount, currency: asset.symbol, decimals: asset.decimals, asset: asset.address };
}

function whyNot(
  price: Price | undefined,
  payee: string,
  network: string,
  token: string | undefined,
  asset: Asset | undefined,
): ReasonKey {
  if (network === SOLANA) return 'reason_solana';
  if (!isAddress(payee)) return 'reason_pay_to';
  if (token !== undefined && isSameAddress(payee, token)) return 'reason_pay_to';
  if (price === undefined) return asset === undefined ? 'reason_asset' : 'reason_amount';
  return price.amount === 0n ? 'reason_amount_zero' : 'reason_transfer_method';
}
