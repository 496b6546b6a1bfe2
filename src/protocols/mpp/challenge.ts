import type { JsonObject } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import type { Problem } from '../../core/offers/parsed-response.ts';
import type { AuthChallenge } from '../../core/web/www-authenticate.ts';
import { decodeRequest } from './request.ts';

export type Fault = Omit<Problem, 'protocol'>;

/** The parameters that the credential repeats in `challenge`, each as it came. */
export type Terms = {
  readonly id: string;
  readonly realm: string;
  readonly method: string;
  readonly intent: string;
  readonly request: string;
  readonly description?: string;
  readonly digest?: string;
  readonly expires?: string;
  /** The request header that the credential goes into; absent for `Authorization`. */
  readonly header?: string;
  readonly opaque?: string;
};

type Draft = { -readonly [Name in keyof Terms]: Terms[Name] };

/** A challenge whose own parameters are right. */
export type Challenge = {
  readonly terms: Terms;
  readonly request: JsonObject;
  /** ms since 1970. */
  readonly expiresAt?: number;
  /** Written otherwise than the specification asks, in a way that leaves no doubt. */
  readonly lenient: boolean;
};

const METHOD = /^[a-z][a-z0-9:_-]{0,63}$/;
const INTENT = /^[A-Za-z0-9-]{1,64}$/;
/** Unpadded base64url; mppx also reads the other forms. */
const CANONICAL = /^[A-Za-z0-9_-]+$/;
const OPTIONAL = ['description', 'digest', 'expires', 'header', 'opaque'] as const;
/** A server may name the header that its credential goes into. Any other name could overwrite what is not ours. */
const HEADERS = ['authorization', 'payment-authorization'];

/** Checks one challenge of the Payment scheme (draft-httpauth-payment-00 section 5). */
export function readChallenge({ params, fault, faultAt }: AuthChallenge): Challenge | Fault {
  if (fault !== undefined)
    return { field: faultAt ?? 'Payment', reason: `The challenge ${fault}.` };
  const required = (name: string): string => params.get(name) ?? '';
  const terms: Draft = {
    id: required('id'),
    realm: required('realm'),
    method: required('method'),
    intent: required('intent'),
    request: required('request'),
  };
  for (const name of OPTIONAL) {
    const value = params.get(name);
    if (value !== undefined) terms[name] = value;
  }
  if (terms.id === '') return { field: 'id', reason: 'The challenge has no id.' };
  if (!params.has('realm')) return { field: 'realm', reason: 'The challenge has no realm.' };
  if (!METHOD.test(terms.method)) {
    return { field: 'method', reason: 'The method is missing or not a lower-case word.' };
  }
  if (!INTENT.test(terms.intent)) {
    return { field: 'intent', reason: 'The intent is missing or not a word.' };
  }
  if (terms.header !== undefined && !HEADERS.includes(terms.header.toLowerCase())) {
    return {
      field: 'header',
      reason: 'The credential is to go into a header that is not allowed.',
    };
  }
  const expiresAt = parseTimestamp(terms.expires);
  if (terms.expires !== undefined && expiresAt === undefined) {
    return { field: 'expires', reason: 'The time is not an RFC 3339 timestamp with a zone.' };
  }
  const request = decodeRequest(terms.request);
  if ('reason' in request) return { field: 'request', reason: request.reason };
  return {
    terms,
    request: request.object,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    lenient: !CANONICAL.test(terms.request),
  };
}
