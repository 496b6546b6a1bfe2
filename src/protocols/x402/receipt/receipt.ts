import { decodeBase64Text } from '../../../core/encoding/base64.ts';
import { type Json, type JsonObject, member, parseJson } from '../../../core/encoding/json.ts';
import type { Receipt } from '../../../core/offers/receipt.ts';
import { firstObject, type Scope, scopeOf, scopesIn } from '../../../core/offers/scope.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { refusalIn, saidIn } from '../../refusal-body.ts';
import { parseBlob } from '../challenge/blob.ts';
import { PLACES } from '../challenge/challenge.ts';
import { detailsOf, settledOf, transactionIn } from './settlement.ts';

/** Not an end: the transaction is out and not yet mined. */
const PENDING = 'settlement_pending';
/** The names of version 2, of version 1, of the "Payment" scheme, and one that others made up. */
const HEADERS = [
  'PAYMENT-RESPONSE',
  'X-PAYMENT-RESPONSE',
  'Payment-Receipt',
  'X-Payment-Receipt',
] as const;
/** What servers put round a settlement. */
const WRAPPERS = [
  'settlement',
  'settle',
  'receipt',
  'payment',
  'paymentresponse',
  'paymentreceipt',
  'paymentinfo',
  'transaction',
  'tx',
  'x402',
  'data',
  'result',
  'detail',
  'error',
];
const DEPTH = 3;

type Details = Omit<Receipt, 'outcome' | 'reason' | 'message'>;

function failure(said: string | undefined, more: Details, message?: string): Receipt {
  return {
    outcome: said === PENDING ? 'pending' : 'refused',
    ...(said === undefined ? {} : { reason: said }),
    ...(message === undefined ? {} : { message }),
    ...more,
  };
}

function scopesOf(object: JsonObject): readonly Scope[] {
  return scopesIn(object, WRAPPERS, DEPTH);
}

/** What a settlement says; `opened`: it came with the page. Undefined when it says nothing of how it ended. */
function settlement(object: JsonObject, opened: boolean): Receipt | undefined {
  const scopes = scopesOf(object);
  const settled = settledOf(scopes);
  const details = detailsOf(scopes);
  if (settled === true) return { outcome: 'settled', ...details };
  if (settled === false) return failure(saidIn(scopes).reason, details);
  // Without a word on how it ended: the transaction that comes with the page is a receipt for it.
  return opened && details.transaction !== undefined
    ? { outcome: 'settled', ...details }
    : undefined;
}

/** The settlement header, under any of its names; undefined when there is none that says anything. */
function fromHeaders(response: HttpResponse, opened: boolean): Receipt | undefined {
  for (const name of HEADERS) {
    const values = headerValues(response, name);
    const transaction = bareTransaction(values[0]?.trim() ?? '');
    if (transaction !== undefined && opened) return { outcome: 'settled', transaction };
    const blob = parseBlob(values);
    const object = blob !== undefined && 'json' in blob ? firstObject(blob.json) : undefined;
    const said = object && settlement(object, opened);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** A header that is a transaction and nothing else: as it is, in quotes or in base64. */
function bareTransaction(text: string): string | undefined {
  const inside = text.length > 200 ? '' : (decodeBase64Text(text) ?? '');
  const texts = [text, inside].map((each) => each.trim().replace(/^"([^"]*)"$/, '$1'));
  return transactionIn(texts[0] ?? '') ?? transactionIn(texts[1] ?? '');
}

/** A settlement in the body of the page itself: only where it names the transaction. */
function fromBody(response: HttpResponse, opened: boolean): Receipt | undefined {
  const text = response.body?.trimStart();
  const json = text !== undefined && /^[{["]/.test(text) ? firstObject(parseJson(text)) : undefined;
  if (json === undefined || Object.hasOwn(json, 'accepts')) return undefined;
  const said = settlement(json, opened);
  return said?.outcome === 'settled' && said.transaction !== undefined ? said : undefined;
}

/** The refusal in a new challenge and in the body beside it: whichever says more than that a payment is required. */
function refusal(response: HttpResponse): Receipt | undefined {
  const challenges = PLACES.flatMap((candidatesIn) => candidatesIn(response)).flatMap(
    (candidate) => ('problem' in candidate ? [] : [candidate.object]),
  );
  const errors = challenges.map((object) => scopeOf(onlyError(object)));
  const inBody = refusalIn(response);
  const { reason } = saidIn([...errors, scopeOf({ reason: inBody.reason ?? null })]);
  const [first] = challenges;
  const own = first === undefined ? bodyDetails(response) : detailsOf([scopeOf(first)]);
  if (reason === undefined && first === undefined) return undefined;
  return failure(reason, own, inBody.message === reason ? undefined : inBody.message);
}

function bodyDetails({ body }: HttpResponse): Details {
  const json = body === undefined ? undefined : firstObject(parseJson(body.trim()));
  return json === undefined ? {} : detailsOf(scopesOf(json));
}

function onlyError(challenge: JsonObject): JsonObject {
  const error: Json = member(challenge, 'error') ?? null;
  return { error };
}

/**
 * What the answer to a paid request says (x402 version 2, section SettlementResponse): the settlement header
 * on any status, under the names and in the spellings that servers use; else a settlement in the body; else, on
 * 402 or 412, the `error` of the new challenge or the reason in the body, the only places that a verification
 * failure is told in. The site says so; it proves nothing. Never throws.
 */
export function receipt(response: HttpResponse): Receipt | undefined {
  const { status } = response;
  const opened = status >= 200 && status < 300;
  const said = fromHeaders(response, opened) ?? fromBody(response, opened);
  if (said !== undefined) {
    if (said.outcome !== 'refused' || said.reason !== undefined) return said;
    const { reason } = refusalIn(response);
    return reason === undefined ? said : { ...said, reason };
  }
  return status === 402 || status === 412 ? refusal(response) : undefined;
}
