import { isObject, member } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { Proof } from '../../core/offers/proof/proof.ts';
import { checkProof } from '../../core/offers/proof/proof.ts';
import type { RailRequest, RailResult } from '../../core/offers/rail.ts';
import type { Receipt } from '../../core/offers/receipt.ts';
import { refusalKey } from '../../core/offers/refusal-reasons.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { PayContext } from '../protocol.ts';
import { credentialOf } from './credential.ts';
import * as evm from './proof-evm.ts';
import * as lightning from './proof-lightning.ts';
import { termsOf } from './terms.ts';

/** ms: a wallet takes some seconds, and the credential must come before the challenge ends. */
const RUNWAY = 10_000;

/**
 * What to ask of the wallet for a charge. Errors as of its method; `error_quote_expired` also when the challenge ends
 * before the credential could be shown.
 */
export function request(offer: Offer, context: PayContext): RailRequest {
  const terms = termsOf(offer);
  const { now } = context;
  const end = parseTimestamp(member(terms, 'expires'));
  if (end !== undefined && end - now.getTime() < RUNWAY)
    throw new FareboxError('error_quote_expired');
  return member(terms, 'method') === 'lightning'
    ? lightning.request(offer, terms, now)
    : evm.request(offer, terms, context);
}

/** The header that carries the credential: `Authorization` unless the challenge names another. */
export function headerOf(terms: unknown): string {
  const name = isObject(terms) ? member(terms, 'header') : undefined;
  return typeof name === 'string' ? name : 'Authorization';
}

/**
 * `Payment <credential>`: the challenge as it came, and the preimage or the signed transfer. It opens the address once.
 * Throws `error_preimage`, `error_terms`, `error_proof_header`.
 */
export function proof(offer: Offer, asked: RailRequest, result: RailResult): Proof {
  const terms = termsOf(offer);
  if (member(terms, 'method') === 'lightning') {
    return made(terms, lightning.answer(terms, asked, result));
  }
  const { validUntil, ...answer } = evm.answer(offer, terms, asked, result);
  return { ...made(terms, answer), validUntil };
}

function made(...credential: Parameters<typeof credentialOf>): Proof {
  const [terms] = credential;
  return checkProof({
    headers: [[headerOf(terms), credentialOf(...credential)]],
    reusable: false,
  });
}

/**
 * The same credential in `Authorization`, where a server asked for it in another header and answers as if it had seen
 * none. The evm server of mppx 0.11 does: it names `Payment-Authorization` and reads `Authorization` alone.
 */
export function proofElsewhere(
  sent: Proof,
  { status }: HttpResponse,
  said: Receipt | undefined,
): Proof | undefined {
  const [[name, value] = ['', '']] = sent.headers;
  const unread = said?.reason === undefined || refusalKey(said.reason) === 'refused_unread';
  if (status !== 402 || name.toLowerCase() !== 'payment-authorization' || !unread) return undefined;
  return checkProof({ ...sent, headers: [['Authorization', value]] });
}
