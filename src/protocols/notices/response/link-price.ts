import { decodeInvoice } from '../../../core/lightning/bolt11.ts';
import { assetOf } from '../../../core/money/assets.ts';
import { parseDecimal, rescale } from '../../../core/money/decimal.ts';
import { parseBaseUnits } from '../../../core/money/money.ts';
import type { Price } from '../../../core/offers/offer.ts';

const SOLANA = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp';
/** EIP-681, a transfer of a token: `ethereum:<token>[@<chain>]/transfer?address=…&uint256=…`. */
const EIP681 = /^(?:pay-)?(0x[0-9a-fA-F]{40})(?:@(\d{1,15}))?\/transfer$/;

/** What a payment URI asks for, where it says so in terms that our own table knows; undefined otherwise. */
export function priceOfUri(uri: string): Price | undefined {
  const [scheme = '', rest = ''] = split(uri, ':');
  const [target, query] = split(rest, '?');
  const params = new URLSearchParams(query);
  switch (scheme.toLowerCase()) {
    case 'lightning':
      return lightning(rest);
    case 'bitcoin':
      return bitcoin(params) ?? lightning(params.get('lightning') ?? '');
    case 'ethereum':
      return ethereum(target, params);
    case 'solana':
      return solana(params);
    default:
      return undefined;
  }
}

function split(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function lightning(text: string): Price | undefined {
  const invoice = decodeInvoice(text);
  if (typeof invoice === 'string' || invoice.amount === undefined) return undefined;
  return { amount: invoice.amount, currency: 'sat', decimals: 3 };
}

/** BIP-321: the amount is in whole bitcoin. */
function bitcoin(params: URLSearchParams): Price | undefined {
  const decimal = parseDecimal(params.get('amount'));
  const amount = decimal && rescale(decimal, 8);
  return amount === undefined ? undefined : { amount, currency: 'BTC', decimals: 8 };
}

function ethereum(target: string, params: URLSearchParams): Price | undefined {
  const [, token, chain = '1'] = EIP681.exec(target) ?? [];
  const amount = parseBaseUnits(params.get('uint256'));
  if (token === undefined || amount === undefined) return undefined;
  const asset = assetOf(`eip155:${chain}`, token);
  return asset === undefined
    ? { amount, currency: token, asset: token }
    : { amount, currency: asset.symbol, decimals: asset.decimals, asset: asset.address };
}

/** Solana Pay: whole tokens of a mint, or of SOL without one. */
function solana(params: URLSearchParams): Price | undefined {
  const decimal = parseDecimal(params.get('amount'));
  const mint = params.get('spl-token');
  const asset = mint === null ? { symbol: 'SOL', decimals: 9 } : assetOf(SOLANA, mint);
  const amount = decimal && asset && rescale(decimal, asset.decimals);
  if (asset === undefined || amount === undefined) return undefined;
  const at = mint === null ? {} : { asset: mint };
  return { amount, currency: asset.symbol, decimals: asset.decimals, ...at };
}
