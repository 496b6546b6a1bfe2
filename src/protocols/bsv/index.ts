import { parseBaseUnits } from '../../core/money/money.ts';
import type { Offer, ReasonKey } from '../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../core/offers/parsed-response.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';

/** Satoshis ever: 21 million coins. */
const ALL_COINS = 21_000_000n * 10n ** 8n;
const PUBLIC_KEY = /^0[23][0-9a-fA-F]{64}$/;

/** BSV satoshis to a wallet's identity key (BRC-105 with BRC-118, BRC-121): read, not paid. */
export const bsv = {
  id: 'bsv',
  name: 'BSV',
  specification: 'https://github.com/bitcoin-sv/BRCs',
  found: { headers: ['x-bsv-'], bodyKeys: ['satoshisRequired'] },
  read(response: HttpResponse): ParsedResponse {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    if (response.status !== 402) return { offers, notices: [], problems };
    for (const readOne of [brc105, brc121]) {
      const found = readOne(response, `bsv:${offers.length}`);
      if (found === undefined) continue;
      if ('reason' in found) problems.push({ protocol: 'bsv', ...found });
      else offers.push(found);
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;

type Found = Offer | Omit<Problem, 'protocol'> | undefined;

/** The one value of a header; the first where it is repeated. */
function header(response: HttpResponse, name: string): string | undefined {
  return headerValues(response, name)[0]?.trim();
}

/** Section 6 of BRC-105; the wallet must first authenticate itself (BRC-103). */
function brc105(response: HttpResponse, id: string): Found {
  const sats = header(response, 'x-bsv-payment-satoshis-required');
  if (sats === undefined) return undefined;
  const version = header(response, 'x-bsv-payment-version');
  const prefix = header(response, 'x-bsv-payment-derivation-prefix');
  const server = header(response, 'x-bsv-auth-identity-key');
  if (prefix === undefined || prefix === '') {
    return {
      field: 'x-bsv-payment-derivation-prefix',
      reason: 'The derivation prefix is missing, so no output can be made.',
    };
  }
  if (server === undefined || !PUBLIC_KEY.test(server)) {
    return {
      field: 'x-bsv-auth-identity-key',
      reason: 'Without the identity key of the server BRC-105 forbids to pay.',
    };
  }
  const transports = header(response, 'x-bsv-payment-transports');
  const terms = {
    version: version ?? null,
    satoshis: sats,
    derivationPrefix: prefix,
    identityKey: server,
    ...(transports === undefined ? {} : { transports }),
  };
  const why = version === '1.0' ? undefined : 'reason_version';
  return offer(id, 'BRC-105', 'x-bsv-payment-satoshis-required', sats, server, terms, why);
}

/** BRC-121: one round, no session. */
function brc121(response: HttpResponse, id: string): Found {
  const sats = header(response, 'x-bsv-sats');
  if (sats === undefined) return undefined;
  const server = header(response, 'x-bsv-server');
  if (server === undefined || !PUBLIC_KEY.test(server)) {
    return {
      field: 'x-bsv-server',
      reason: 'The identity key of the server is missing or no key.',
    };
  }
  const terms = { satoshis: sats, identityKey: server };
  return offer(id, 'BRC-121', 'x-bsv-sats', sats, server, terms, undefined);
}

function offer(
  id: string,
  version: string,
  field: string,
  sats: string,
  payee: string,
  terms: unknown,
  why: ReasonKey | undefined,
): Offer | Omit<Problem, 'protocol'> {
  const amount = parseBaseUnits(sats);
  if (amount === undefined || amount > ALL_COINS) {
    return { field, reason: 'The amount is no whole number of satoshis.' };
  }
  return {
    id,
    protocol: 'bsv',
    version,
    method: 'transaction',
    price: { amount, currency: 'BSV', decimals: 8 },
    payee,
    payable: false,
    why: amount === 0n ? 'reason_amount_zero' : (why ?? 'reason_no_wallet'),
    cautions: [],
    terms,
  };
}
