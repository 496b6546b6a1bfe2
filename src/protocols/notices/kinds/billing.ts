import { type JsonObject, member } from '../../../core/encoding/json.ts';
import type { Notice } from '../../../core/offers/notice.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { shownJson } from '../response/body.ts';
import { type ErrorBody, readErrorBody, saysMore } from '../response/error-body.ts';
import { linksOf } from '../response/link-header.ts';
import type { Heard, NoticeReader } from '../response/reader.ts';
import { docLink, words } from '../response/redact.ts';
import { speaksOfBill } from './bill-words.ts';
import { serviceOf } from './services.ts';

const CARD = /card|cvc|cvv|declin|payment_method/i;
const OWNER = /\b(?:project|site|shop|store|workspace|organization) (?:owner|admin)/i;

/** A bill that is not the page's price: a declined card, an empty account, a quota. */
export const readBilling: NoticeReader = (response, soFar) => {
  const { offers, notices, problems } = soFar;
  // What these tell is the same thing, and better told.
  if (notices.some(({ kind }) => kind === 'hosting' || kind === 'crawl-price')) return [];
  // What can be paid in a wallet is no bill with the site, and that notice has these words already.
  if (notices.some(({ uri }) => uri !== undefined)) return [];
  const notice = readError(response, offers.length + problems.length > 0, soFar);
  return notice?.kind === 'billing' ? [notice] : [];
};

/**
 * What an error in JSON is: a bill, or, where it speaks of none, the server's own words about a price that nothing
 * else names, and who can act is not known. Undefined for a body without an error and for that of a protocol; `beside`
 * a challenge also where it only says that a payment is required.
 */
export function readError(
  response: HttpResponse,
  beside: boolean,
  { isOfProtocol }: Pick<Heard, 'isOfProtocol'>,
): Notice | undefined {
  const root = shownJson(response);
  if (root === undefined || isOfProtocol?.(root) === true) return undefined;
  const error = readErrorBody(root);
  if (error.code === undefined && error.message === undefined) return undefined;
  return beside && !saysMore(error) ? undefined : noticeOf(response, root, error);
}

function noticeOf(response: HttpResponse, root: JsonObject, error: ErrorBody): Notice {
  const { code, message } = error;
  const help = linksOf(response, 'help')[0]?.target;
  const docUrl = error.docUrl ?? docLink(help, response.url);
  const service = serviceOf(response, docUrl) ?? shapeOf(root, error);
  const details = [...error.details, ...requestId(response, error)];
  const isBill = service !== undefined || speaksOfBill(error);
  return {
    kind: isBill ? 'billing' : 'unknown',
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(docUrl === undefined ? {} : { docUrl }),
    ...(service === undefined ? {} : { service }),
    ...(details.length === 0 ? {} : { details }),
    whoActs: isBill ? whoActs(root, error, service) : 'unknown',
  };
}

/** What support asks for first. */
function requestId(response: HttpResponse, error: ErrorBody): ErrorBody['details'] {
  if (error.details.some(([name]) => name === 'request_id')) return [];
  const header = [
    ...headerValues(response, 'request-id'),
    ...headerValues(response, 'x-request-id'),
  ];
  const id = words(header[0], 100);
  return id === undefined ? [] : [['request_id', id]];
}

/** Bodies that no other service writes, for answers that come through a proxy. */
function shapeOf(root: JsonObject, { code, details }: ErrorBody): string | undefined {
  if (Object.hasOwn(root, 'api_error_code')) return 'Chargebee';
  if (/^(?:quotaExceeded|dailyLimitExceeded|user)402$/.test(code ?? '')) return 'Google';
  if (/^exceed_\w+_quota$/.test(code ?? '')) return 'Supabase';
  if (code === 'billing_error' && member(root, 'type') === 'error') return 'Anthropic';
  const category = details.find(([name]) => name === 'category')?.[1];
  if (category === 'PAYMENT_METHOD_ERROR') return 'Square';
  return details.some(([name]) => name === 'decline_code') ? 'Stripe' : undefined;
}

function whoActs(
  root: JsonObject,
  { code, message, details }: ErrorBody,
  service: string | undefined,
): Notice['whoActs'] {
  if (service === 'Supabase' || OWNER.test(message ?? '')) return 'site-owner';
  const kinds = [code, member(root, 'type') === 'payment' ? 'card' : undefined];
  const isCard = kinds.some((kind) => kind !== undefined && CARD.test(kind));
  const isDeclined = details.some(
    ([name, value]) => name === 'decline_code' || (name === 'category' && CARD.test(value)),
  );
  return isCard || isDeclined ? 'visitor' : 'account-holder';
}
