import { decodeBase64Text } from '../../../core/encoding/base64.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../../core/encoding/json.ts';
import { flagOf } from '../../../core/encoding/what-is.ts';
import type { Problem } from '../../../core/offers/parsed-response.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { challengesOf } from '../../../core/web/www-authenticate.ts';
import { type Parsed, parseBlob, readBlob } from './blob.ts';
import { BASE64_JSON, findTerms } from './find.ts';

/** An x402 challenge as it was found. */
export type Challenge = {
  /** The header, or `body`. */
  readonly field: string;
  /** What holds version, error, resource and extensions. */
  readonly object: JsonObject;
  /** The requirements; undefined where there is an envelope without a list. */
  readonly entries: readonly Json[] | undefined;
  /** Where the list stands in the field: `detail.accepts`. */
  readonly path: string;
  /** The JSON that it was read from. */
  readonly text: string;
  /** In a form that the reference client would refuse. */
  readonly lenient: boolean;
  /** Perhaps not the site's own words: see `Found.quoted`. */
  readonly quoted?: boolean;
};
/** `flag`: the value only says that something costs money, and the terms may be elsewhere. */
export type Candidate = Challenge | { readonly problem: Problem; readonly flag: boolean };

function problem(field: string, reason: string, flag = false): Candidate {
  return { problem: { protocol: 'x402', field, reason }, flag };
}

const NONE: readonly Candidate[] = [];

/** The challenge in what a header held; `standard`: the reference reader takes it as it is. */
function candidate(field: string, parsed: Parsed, standard: boolean): Candidate | undefined {
  if ('fault' in parsed) {
    return problem(field, parsed.fault, flagOf(parsed.value ?? '') !== undefined);
  }
  const found = findTerms(parsed.json);
  if (found === undefined) return undefined;
  const { envelope: object, entries, path, quoted } = found;
  const lenient = parsed.lenient || found.lenient || !standard;
  return { field, object, entries, path, text: parsed.text, lenient, quoted };
}

/** `PAYMENT-REQUIRED`, the header of version 2: whatever it holds is meant to be x402. */
function standard(response: HttpResponse): readonly Candidate[] {
  const field = 'PAYMENT-REQUIRED';
  const parsed = parseBlob(headerValues(response, field));
  if (parsed === undefined) return NONE;
  const found = candidate(field, parsed, true);
  return [found ?? empty(field, parsed)];
}

/** JSON in which nothing was found, though it is meant to be x402. */
function empty(field: string, parsed: Parsed): Candidate {
  if (!('json' in parsed)) return problem(field, parsed.fault);
  const { json, text } = parsed;
  if (!isObject(json)) {
    return problem(field, 'The JSON is not an object with payment requirements.');
  }
  return { field, object: json, entries: undefined, path: 'accepts', text, lenient: true };
}

/** `X-PAYMENT-REQUIRED`, a dialect; others use the name for other things, so it must look like x402. */
function dialect(response: HttpResponse): readonly Candidate[] {
  const field = 'X-PAYMENT-REQUIRED';
  const values = headerValues(response, field);
  const parsed = parseBlob(values);
  if (parsed === undefined) return NONE;
  if ('fault' in parsed && !values[0]?.trimStart().startsWith('ey')) return NONE;
  const found = candidate(field, parsed, false);
  return found === undefined ? NONE : [found];
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
  const parsed = parseBlob(values);
  if (parsed === undefined) return found;
  const one = candidate(field, parsed, false);
  found.push(one ?? empty(field, parsed));
  return found;
}

/** A body without any of these is none of x402; looking for them is cheaper than parsing it. */
const HINT =
  /x402|accept|requirement|pay_?to|recipient|receiver|maxamount|"(?:ey[AIJ]|ew[0o]|W3s)/i;

/** The JSON body: where version 1 has its challenge, and where some servers put that of version 2. */
function body(response: HttpResponse): readonly Candidate[] {
  const plain = response.body?.trim();
  const isBase64 = plain !== undefined && BASE64_JSON.test(plain);
  const text = isBase64 ? decodeBase64Text(plain)?.trimStart() : response.body?.trimStart();
  if (text === undefined || !/^\ufeff?[{["]/.test(text) || !HINT.test(text)) return NONE;
  if (isFailedSettlement(response)) return NONE;
  const json = parseJson(text.trimEnd());
  if (json === undefined) {
    const isMeant = text.includes('"x402Version"') && text.includes('"accepts"');
    return isMeant ? [problem('body', 'The body is no JSON, though it names x402.')] : NONE;
  }
  const found = candidate('body', { json, text, lenient: isBase64 }, true);
  return found === undefined ? NONE : [found];
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
