import type { Notice } from '../../../core/offers/notice.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { bodyWords, isHtml, shownJson } from '../response/body.ts';
import { type ErrorBody, readErrorBody } from '../response/error-body.ts';
import { readPage } from '../response/html.ts';
import type { NoticeReader } from '../response/reader.ts';
import { words } from '../response/redact.ts';
import { serviceOf } from './services.ts';

const VERCEL_CODE = /^[A-Z][A-Z0-9_]{2,63}$/;
const FROZEN = /^Unavailable Shop$|\bshop is (?:currently )?frozen\b/i;
const VERCEL_TEXT = /^\s*Payment required\s+(DEPLOYMENT_DISABLED)\b/i;
const VERCEL_CODES = /\b(DEPLOYMENT_DISABLED)\b/;
/** What hosting companies put in a site's place. "Your account" is the visitor's. */
const CLOSED =
  /(?<!\byour )\b(?:account|site|website|deployment|store|project|domain)\b[^.]{0,60}\b(?:suspended|disabled|paused|frozen|deactivated)\b/i;

/** A site whose own bill is open: only its owner can act, and no visitor can pay. */
export const readHosting: NoticeReader = (response) => {
  const notice = vercel(response) ?? shopify(response) ?? closed(response);
  return notice === undefined ? [] : [notice];
};

function errorOf(response: HttpResponse): ErrorBody | undefined {
  const root = shownJson(response);
  return root && readErrorBody(root);
}

/** Vercel: `x-vercel-error`, or its three lines of text where a proxy dropped the header. */
function vercel(response: HttpResponse): Notice | undefined {
  const header = headerValues(response, 'x-vercel-error')[0]?.trim();
  const body = response.body?.slice(0, 2000) ?? '';
  const isVercel = headerValues(response, 'x-vercel-id').length > 0;
  const inText = (isVercel ? VERCEL_CODES : VERCEL_TEXT).exec(body)?.[1];
  const code = words(header, 64) ?? inText;
  if (code === undefined) return undefined;
  const message = inText === undefined ? errorOf(response)?.message : 'Payment required';
  const deployment = words(headerValues(response, 'x-vercel-id')[0], 100);
  return {
    kind: 'hosting',
    code,
    ...(message === undefined ? {} : { message }),
    ...(VERCEL_CODE.test(code) ? { docUrl: `https://vercel.com/docs/errors/${code}` } : {}),
    service: 'Vercel',
    ...(deployment === undefined ? {} : { details: [['x-vercel-id', deployment] as const] }),
    whoActs: 'site-owner',
  };
}

/** Shopify answers 402 for a shop that is frozen until its owner pays. */
function shopify(response: HttpResponse): Notice | undefined {
  const error = errorOf(response);
  const isShop = serviceOf(response, undefined) === 'Shopify';
  // Behind a proxy its words are all that is left.
  const isFrozen = FROZEN.test(error?.message ?? '');
  if (!isShop && !isFrozen) return undefined;
  const message = error?.message ?? bodyWords(response);
  return {
    kind: 'hosting',
    ...(error?.code === undefined ? {} : { code: error.code }),
    ...(message === undefined ? {} : { message }),
    service: 'Shopify',
    whoActs: 'site-owner',
  };
}

/** Any other company's page for a site that is switched off. */
function closed(response: HttpResponse): Notice | undefined {
  if (response.body === undefined || !isHtml(response)) return undefined;
  const { title, heading, text } = readPage(response.body);
  const message = words(
    [title, heading, text].find((each) => CLOSED.test(each?.slice(0, 500) ?? '')),
  );
  if (message === undefined) return undefined;
  const isNetlify = headerValues(response, 'server')[0]?.toLowerCase() === 'netlify';
  return {
    kind: 'hosting',
    message,
    ...(isNetlify ? { service: 'Netlify' } : {}),
    whoActs: 'site-owner',
  };
}
