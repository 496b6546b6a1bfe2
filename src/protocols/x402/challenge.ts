import { type HttpResponse, headerValues } from '../../core/http.ts';
import { isObject, type JsonObject, member, parseJson } from '../../core/json.ts';
import type { Problem } from '../../core/reading.ts';
import { challengesOf } from '../../core/www-authenticate.ts';
import { readBlob } from './blob.ts';

/** An x402 challenge as it was found. */
export type Challenge = {
  /** The header, or `body`. */
  readonly field: string;
  readonly object: JsonObject;
  /** The JSON that it was read from. */
  readonly text: string;
  /** In a form that the reference client would refuse. */
  readonly lenient: boolean;
};
export type Candidate = Challenge | { readonly problem: Problem };

function problem(field: string, reason: string): Candidate {
  return { problem: { protocol: 'x402', field, reason } };
}

function looksLikeX402(object: JsonObject): boolean {
  return Object.hasOwn(object, 'x402Version') || Object.hasOwn(object, 'accepts');
}

const NONE: readonly Candidate[] = [];

/** `PAYMENT-REQUIRED`, the header of version 2: whatever it holds is meant to be x402. */
function standard(response: HttpResponse): readonly Candidate[] {
  const field = 'PAYMENT-REQUIRED';
  const blob = readBlob(headerValues(response, field));
  if (blob === undefined) return NONE;
  return ['fault' in blob ? problem(field, blob.fault) : { field, ...blob }];
}

/** `X-PAYMENT-REQUIRED`, a dialect; others use the name for other things, so it must look like x402. */
function dialect(response: HttpResponse): readonly Candidate[] {
  const field = 'X-PAYMENT-REQUIRED';
  const values = headerValues(response, field);
  const blob = readBlob(values);
  if (blob === undefined) return NONE;
  if ('fault' in blob) {
    return values[0]?.trimStart().startsWith('ey') ? [problem(field, blob.fault)] : NONE;
  }
  return looksLikeX402(blob.object) ? [{ field, ...blob, lenient: true }] : NONE;
}

/** `WWW-Authenticate: X402 requirements="…"`, another dialect. */
function authenticate(response: HttpResponse): readonly Candidate[] {
  const field = 'WWW-Authenticate: X402';
  const challenges = challengesOf(response, 'x402');
  if (challenges.length === 0) return NONE;
  const values: string[] = [];
  const found: Candidate[] = [];
  for (const { params, fault } of challenges) {
    if (fault !== undefined) found.push(problem(field, `The challenge ${fault}.`));
    else values.push(params.get('requirements') ?? '');
  }
  const blob = readBlob(values);
  if (blob === undefined) return found;
  found.push('fault' in blob ? problem(field, blob.fault) : { field, ...blob, lenient: true });
  return found;
}

/** The JSON body: where version 1 has its challenge, and where some servers put that of version 2. */
function body(response: HttpResponse): readonly Candidate[] {
  const text = response.body?.trimStart();
  if (!text?.startsWith('{') || !text.includes('"accepts"')) return NONE;
  if (isFailedSettlement(response)) return NONE;
  const object = parseJson(text);
  if (object === undefined && text.includes('"x402Version"')) {
    return [problem('body', 'The body is no JSON, though it names x402.')];
  }
  if (!isObject(object) || !Object.hasOwn(object, 'accepts')) return NONE;
  if (Object.hasOwn(object, 'x402Version'))
    return [{ field: 'body', object, text, lenient: false }];
  return text.includes('"payTo"') ? [problem('body', 'x402Version is missing.')] : NONE;
}

/** `PAYMENT-RESPONSE` with `success: false`: what the body then says is an answer, not a new challenge. */
function isFailedSettlement(response: HttpResponse): boolean {
  const blob = readBlob(headerValues(response, 'PAYMENT-RESPONSE'));
  return blob !== undefined && 'object' in blob && member(blob.object, 'success') === false;
}

/** Wherever in a response an x402 challenge may be, the most standard place first. */
export const PLACES: readonly ((response: HttpResponse) => readonly Candidate[])[] = [
  standard,
  dialect,
  authenticate,
  body,
];
