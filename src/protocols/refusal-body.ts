import { type Json, parseJson } from '../core/encoding/json.ts';
import { sanitize } from '../core/encoding/sanitize-text.ts';
import { refusalKey } from '../core/offers/refusal-reasons.ts';
import { firstObject, type Scope, scopesIn } from '../core/offers/scope.ts';
import { type HttpResponse, headerValues } from '../core/web/http.ts';

/** Why a payment was not taken, as the body of the answer says: a code or words, and more words beside them. */
export type Said = { readonly reason?: string; readonly message?: string };

/** The members that name a reason, the most exact first. */
const REASONS = [
  'errorreason',
  'invalidreason',
  'failurereason',
  'reason',
  'errorcode',
  'code',
  'details',
  'detail',
  'error',
  'err',
  'errormessage',
  'errmsg',
  'message',
  'msg',
  'errordescription',
  'description',
  'title',
];
/** Those of them, and others, that hold a sentence. */
const WORDS = [
  'hint',
  'remedyhint',
  'suggestion',
  'remedy',
  'message',
  'msg',
  'errormessage',
  'errmsg',
  'errordescription',
  'detail',
  'details',
];
/** What servers put round a reason. */
const WRAPPERS = [
  'detail',
  'details',
  'error',
  'errors',
  'message',
  'data',
  'body',
  'result',
  'response',
  'payment',
  'paymentresponse',
  'settlement',
  'settle',
  'verification',
  'verify',
  'x402',
  'metadata',
];
const DEPTH = 3;
/** The status again, under any of its names. */
const STATUS = /^(?:error|failed|failure|402|(?:402[ :-]*)?payment[ _-]?required)[.!]?$/i;
const TEXT = /^\s*text\/plain\b/i;
/** Headers in which servers say it besides. */
const HEADERS = [
  'x-reason',
  'x-payment-error',
  'payment-error',
  'x-402-error',
  'x-error-message',
  'x-error',
];
/** A plain text longer than this is a page, and no reason. */
const TEXT_CHARACTERS = 500;

/**
 * The reason that an answer to a paid request gives: its body, which may be JSON under the names in use, also wrapped or
 * in lists, problem details (RFC 9457), or plain text; without one there, a header for errors. Empty when it gives
 * none. Linear; never throws.
 */
export function refusalIn(response: HttpResponse): Said {
  const said = saidInBody(response);
  if (said.reason !== undefined && !STATUS.test(said.reason)) return said;
  for (const name of HEADERS) {
    const value = headerValues(response, name)[0] ?? '';
    const reason = value.length > TEXT_CHARACTERS ? undefined : sanitize(value);
    if (reason !== undefined && !STATUS.test(reason)) return { ...said, reason };
  }
  return said;
}

function saidInBody(response: HttpResponse): Said {
  const { body } = response;
  if (body === undefined) return {};
  const json = parseJson(body.trim());
  const root = firstObject(json);
  if (root !== undefined) return saidIn(scopesIn(root, WRAPPERS, DEPTH));
  const text = typeof json === 'string' ? json : isPlain(response) ? body : undefined;
  const reason = text === undefined || text.length > TEXT_CHARACTERS ? undefined : sanitize(text);
  return reason === undefined || STATUS.test(reason) ? {} : { reason };
}

function isPlain(response: HttpResponse): boolean {
  return TEXT.test(headerValues(response, 'content-type')[0] ?? '');
}

/** The reason that these members give: a code that is known, else a sentence, else a word that says more than 402. */
export function saidIn(scopes: readonly Scope[]): Said {
  const texts = textsOf(scopes, REASONS);
  const said = texts.filter((text) => !STATUS.test(text));
  const known = said.find((text) => isKnown(text));
  const reason = known ?? said.find((text) => text.includes(' ')) ?? said[0] ?? texts[0];
  if (reason === undefined) return {};
  const message = textsOf(scopes, WORDS).find(
    (text) => text.includes(' ') && text !== reason && !STATUS.test(text),
  );
  return { reason, ...(message === undefined ? {} : { message }) };
}

function isKnown(text: string): boolean {
  const key = refusalKey(text);
  return key !== 'refused_other' && key !== 'refused_unread';
}

/** The texts of these members of all scopes, in the order of the names; of a list its first text. */
function textsOf(scopes: readonly Scope[], names: readonly string[]): string[] {
  return names.flatMap((name) =>
    scopes.flatMap((scope) => {
      const value = scope.get(name);
      const first: Json | undefined = Array.isArray(value) ? value[0] : value;
      // Text that is JSON has been opened: its members speak for it.
      const text = firstObject(value) === undefined ? sanitize(first) : undefined;
      return text === undefined ? [] : [text];
    }),
  );
}
