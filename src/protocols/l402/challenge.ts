import { decodeBase64 } from '../../core/encoding/base64.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { decodeInvoice } from '../../core/lightning/bolt11.ts';
import { invoiceFacts } from '../../core/offers/invoice/invoice-offer.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { Problem } from '../../core/offers/parsed-response.ts';
import type { AuthChallenge } from '../../core/web/www-authenticate.ts';
import { paymentHashOf } from './macaroon.ts';

/** What is echoed in `Authorization: L402 <token>:<preimage>`. */
export type Terms = {
  /** The name under which the server asked; its answer may only know that one. */
  readonly scheme: 'L402' | 'LSAT';
  readonly token: string;
  readonly invoice: string;
  readonly paymentHash: string;
};

/** Visible ASCII without the quote and the colon that ends it; commas part several tokens. */
const TOKEN = /^[\x21\x23-\x39\x3b-\x7e]+$/;

type Fault = Omit<Problem, 'protocol'>;

/** One challenge as an offer without its id, or what is wrong with it. */
export function readChallenge(
  challenge: AuthChallenge,
  scheme: Terms['scheme'],
  insecure: boolean,
): Omit<Offer, 'id'> | Fault {
  const { params, fault, faultAt } = challenge;
  if (fault !== undefined) return { field: faultAt ?? scheme, reason: `The challenge ${fault}.` };
  const token = readToken(params);
  if (typeof token !== 'string') return token;
  const text = params.get('invoice');
  if (text === undefined) return { field: 'invoice', reason: 'The challenge has no invoice.' };
  const invoice = decodeInvoice(text);
  if (typeof invoice === 'string') return { field: 'invoice', reason: `The invoice ${invoice}.` };
  const { paymentHash } = invoice;
  const bound = boundHash(token);
  if (bound !== undefined && bound !== paymentHash) {
    // Its preimage would not open this token: money for nothing.
    return {
      field: 'invoice',
      reason: 'The invoice is not the one that the macaroon is bound to.',
    };
  }
  const version = params.get('version');
  const facts = invoiceFacts(invoice, insecure);
  const terms: Terms = { scheme, token, invoice: invoice.text, paymentHash };
  return {
    protocol: 'l402',
    ...(version === undefined ? {} : { version: sanitize(version, 16) ?? '?' }),
    method: 'invoice',
    ...facts,
    // A later version may be answered in another way: money for nothing.
    ...(version === undefined || version === '0' ? {} : { payable: false, why: 'reason_version' }),
    terms,
  };
}

/** Version 0 calls it `token`; before, and to this day, servers write `macaroon`. Some write both. */
function readToken(params: AuthChallenge['params']): string | Fault {
  const token = params.get('token') ?? params.get('macaroon');
  const field = params.has('token') ? 'token' : 'macaroon';
  if (token === undefined) return { field: 'token', reason: 'The challenge has no token.' };
  if (token !== (params.get('macaroon') ?? token)) {
    return { field: 'macaroon', reason: 'The token and the macaroon differ.' };
  }
  return TOKEN.test(token)
    ? token
    : { field, reason: 'The token has characters that no header may carry.' };
}

function boundHash(token: string): string | undefined {
  const bytes = decodeBase64(token);
  return bytes === undefined ? undefined : paymentHashOf(bytes);
}
