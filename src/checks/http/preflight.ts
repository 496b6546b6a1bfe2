import {
  type CorsMissing,
  corsCheck,
  corsMissing,
  isSafeMethod,
  preflightQuestion,
  sentCookies,
} from '../../core/web/cors.ts';
import { headerItems } from '../../core/web/http.ts';
import { type Check, type Family, foundIf } from '../check.ts';
import type { PreflightAnswer } from '../exchange.ts';
import type { Facts } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { CORS_CODE, CORS_CODE_FOR_OLD_CLIENTS } from '../recipes.ts';
import { isCrossOrigin, missingFound, proofHeaders } from './page.ts';

const ALLOW_HEADERS = 'Access-Control-Allow-Headers';
const ALLOW_METHODS = 'Access-Control-Allow-Methods';

/** The answer to the preflight, where it lets the browser go on: a status of success, and the page's origin. */
function passed(facts: Facts): PreflightAnswer | undefined {
  const answer = ownPreflight(facts);
  return answer === undefined || faultOf(facts) !== undefined ? undefined : answer;
}

/** What a preflight asked for; undefined where that is not known. */
function questionOf({ requestHeaders }: PreflightAnswer) {
  return requestHeaders === undefined ? undefined : preflightQuestion(requestHeaders);
}

/**
 * The answer to the preflight of this very request, or of the one with its proof. Browsers send none within an origin, and
 * what another request of the page asked for says nothing here.
 */
function ownPreflight(facts: Facts): PreflightAnswer | undefined {
  const { preflight: answer, initiator, method, requestHeaders = [] } = facts.exchange;
  if (answer === undefined) return undefined;
  if (initiator !== undefined && !isCrossOrigin(facts.exchange)) return undefined;
  if (answer.requestHeaders === undefined) return answer;
  const question = questionOf(answer);
  if (question === undefined) return undefined;
  // The 402 answers the preflight itself.
  if (method === 'OPTIONS') return answer;
  const own = [...requestHeaders.map(([name]) => name), ...proofHeaders(facts)].map((name) =>
    name.toLowerCase(),
  );
  const isOwn = question.method === method && question.names.every((name) => own.includes(name));
  return isOwn ? answer : undefined;
}

/** Why the browser goes no further after the preflight. */
function faultOf(facts: Facts): string | undefined {
  const answer = ownPreflight(facts);
  if (answer === undefined) return undefined;
  const { initiator, requestHeaders } = facts.exchange;
  const { status } = answer;
  if (status < 200 || status > 299) return `OPTIONS was answered by ${status}.`;
  if (initiator === undefined) return undefined;
  const check = corsCheck(answer.headers, initiator.origin, sentCookies(requestHeaders));
  return check === 'allowed' ? undefined : `The preflight does not allow ${initiator.origin}.`;
}

const NONE: CorsMissing = { refused: [], unsure: [] };

/** The request headers that the preflight does not allow. A server may allow what it is asked for, and only that. */
function refused(facts: Facts, names: readonly string[]): CorsMissing {
  const answer = passed(facts);
  if (answer === undefined) return NONE;
  const question = questionOf(answer);
  const asked = names.filter((name) => question?.names.includes(name.toLowerCase()) ?? true);
  const cookies = sentCookies(facts.exchange.requestHeaders);
  return corsMissing(answer.headers, ALLOW_HEADERS, asked, cookies);
}

function sent({ exchange }: Facts): readonly string[] {
  const lines = [...(exchange.requestHeaders ?? []), ...(exchange.paid?.headers ?? [])];
  return lines.map(([name]) => name.toLowerCase());
}

const checks: readonly Check[] = [
  {
    id: 'preflight-fails',
    level: 'error',
    title: 'The preflight is answered by an error, often by the 402 itself',
    link: SPEC.corsPreflight,
    fix: {
      text: 'Answer OPTIONS with 204 before anything asks for money: browsers send it without a proof.',
      code: CORS_CODE,
    },
    find: (facts) => {
      const fault = faultOf(facts);
      const reason = `${fault} The browser then does not send the request with the proof.`;
      return foundIf(fault !== undefined, 'preflight', reason);
    },
  },
  {
    id: 'preflight-refuses-proof',
    level: 'error',
    title: 'The preflight does not allow the header that the proof goes in',
    link: SPEC.corsPreflight,
    fix: {
      text: "Name the proof's header in Access-Control-Allow-Headers of the answer to OPTIONS.",
      code: CORS_CODE,
    },
    find: (facts) => {
      const missing = refused(facts, proofHeaders(facts));
      const reason = `The preflight does not allow ${missing.refused.join(', ')}: no script of another origin can pay.`;
      return missingFound(missing, `preflight: ${ALLOW_HEADERS}`, reason);
    },
  },
  {
    id: 'preflight-refuses-method',
    level: 'error',
    title: "The preflight does not allow the request's method",
    link: SPEC.corsPreflight,
    fix: { text: 'Name the method in Access-Control-Allow-Methods of the answer to OPTIONS.' },
    find: (facts) => {
      const { method } = facts.exchange;
      const answer = passed(facts);
      if (answer === undefined || method === 'OPTIONS' || isSafeMethod(method)) return [];
      const cookies = sentCookies(facts.exchange.requestHeaders);
      const missing = corsMissing(answer.headers, ALLOW_METHODS, [method], cookies);
      const listed = headerItems(answer, ALLOW_METHODS);
      const other = listed.find((one) => one.toLowerCase() === method.toLowerCase());
      const why = other === undefined ? '' : ` (it allows ${other}, and methods have a case)`;
      const reason = `The preflight does not allow ${method}${why}: the paid request is not sent.`;
      return missingFound(missing, `preflight: ${ALLOW_METHODS}`, reason);
    },
  },
  {
    id: 'preflight-response-header-sent',
    level: 'warning',
    title: 'The client sends Access-Control-Expose-Headers, a response header, with its request',
    link: 'https://github.com/x402-foundation/x402/issues/3478',
    fix: {
      text: 'Take the header out of the client: @x402/fetch before its fix sets it. Until then, allow access-control-expose-headers in the preflight.',
      code: CORS_CODE_FOR_OLD_CLIENTS,
    },
    find: (facts) => {
      const name = 'access-control-expose-headers';
      if (!sent(facts).includes(name)) return [];
      const isRefused = refused(facts, [name]).refused.length > 0;
      const reason = isRefused
        ? 'The preflight does not allow it: the browser drops the request.'
        : 'It forces a preflight and does nothing else.';
      const field = 'request: Access-Control-Expose-Headers';
      return foundIf(true, field, reason, isRefused ? 'error' : 'warning');
    },
  },
];

export const preflight: Family = { name: 'http/preflight', checks };
