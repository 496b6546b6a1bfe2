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

/** `PAYMENT-REQUIRED`, the header of version 2: whatever it holds is meant to be x402. */
function* standard(response: HttpResponse): Generator<Candidate> {
  const field = 'PAYMENT-REQUIRED';
  const blob = readBlob(headerValues(response, field));
  if (blob === undefined) return;
  yield 'fault' in blob ? problem(field, blob.fault) : { field, ...blob };
}

/** `X-PAYMENT-REQUIRED`, a dialect; others use the name for other things, so it must look like x402. */
function* dialect(response: HttpResponse): Generator<Candidate> {
  const field = 'X-PAYMENT-REQUIRED';
  const values = headerValues(response, field);
  const blob = readBlob(values);
  if (blob === undefined) return;
  if (!('fault' in blob)) {
    if (looksLikeX402(blob.object)) yield { field, ...blob, lenient: true };
  } else if (values[0]?.trimStart().startsWith('ey')) yield problem(field, blob.fault);
}

/** `WWW-Authenticate: X402 requirements="…"`, another dialect. */
function* authenticate(response: HttpResponse): Generator<Candidate> {
  const field = 'WWW-Authenticate: X402';
  const values: string[] = [];
  for (const { params, fault } of challengesOf(response, 'x402')) {
    if (fault !== undefined) yield problem(field, `The challenge ${fault}.`);
    else values.push(params.get('requirements') ?? '');
  }
  const blob = readBlob(values);
  if (blob === undefined) return;
  yield 'fault' in blob ? problem(field, blob.fault) : { field, ...blob, lenient: true };
}

/** The JSON body: where version 1 has its challenge, and where some servers put that of version 2. */
function* body(response: HttpResponse): Generator<Candidate> {
  const text = response.body?.trimStart();
  if (!text?.startsWith('{') || !text.includes('"accepts"')) return;
  const object = parseJson(text);
  if (!isObject(object) || !Object.hasOwn(object, 'accepts')) return;
  if (Object.hasOwn(object, 'x402Version')) yield { field: 'body', object, text, lenient: false };
  else if (text.includes('"payTo"')) yield problem('body', 'x402Version is missing.');
}

/** `PAYMENT-RESPONSE` with `success: false`: what the body then says is an answer, not a new challenge. */
function isFailedSettlement(response: HttpResponse): boolean {
  const blob = readBlob(headerValues(response, 'PAYMENT-RESPONSE'));
  return blob !== undefined && 'object' in blob && member(blob.object, 'success') === false;
}

/** Whatever in the response may be an x402 challenge, the most standard place first; lazily. */
export function* candidates(response: HttpResponse): Generator<Candidate> {
  yield* standard(response);
  yield* dialect(response);
  yield* authenticate(response);
  if (!isFailedSettlement(response)) yield* body(response);
}
