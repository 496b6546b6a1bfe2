import { corsCheck, corsList, sentCookies } from '../../core/web/cors.ts';
import { type Check, type Family, foundIf } from '../check.ts';
import type { Answer } from '../exchange.ts';
import type { Facts } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { CORS_CODE } from '../recipes.ts';
import { isCrossOrigin, proofHeaders } from './page.ts';

const ALLOW_HEADERS = 'Access-Control-Allow-Headers';
const ALLOW_METHODS = 'Access-Control-Allow-Methods';
const SIMPLE = /^(?:GET|HEAD|POST)$/;

/** The answer to the preflight, where it lets the browser go on: a status of success, and the page's origin. */
function passed(facts: Facts): Answer | undefined {
  const { preflight: answer } = facts.exchange;
  return answer === undefined || faultOf(facts) !== undefined ? undefined : answer;
}

/** Why the browser goes no further after the preflight. */
function faultOf({ exchange }: Facts): string | undefined {
  const { preflight: answer, initiator, requestHeaders } = exchange;
  if (answer === undefined) return undefined;
  const { status } = answer;
  if (status < 200 || status > 299) return `OPTIONS was answered by ${status}.`;
  if (initiator === undefined || !isCrossOrigin(exchange)) return undefined;
  const check = corsCheck(answer.headers, initiator.origin, sentCookies(requestHeaders));
  return check === 'allowed' ? undefined : `The preflight does not allow ${initiator.origin}.`;
}

/** The request headers that the preflight does not allow. "*" never stands for Authorization. */
function refused(facts: Facts, names: readonly string[]): string[] {
  const answer = passed(facts);
  if (answer === undefined) return [];
  const cookies = sentCookies(facts.exchange.requestHeaders);
  const { names: allowed, isAll } = corsList(answer.headers, ALLOW_HEADERS, cookies);
  return names.filter((name) => {
    const lower = name.toLowerCase();
    return !allowed.has(lower) && !(isAll && lower !== 'authorization');
  });
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
      code: {
        ...CORS_CODE,
        express: `app.options('*', cors()); // before paymentMiddleware`,
      },
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
      const names = refused(facts, proofHeaders(facts));
      const reason = `The preflight does not allow ${names.join(', ')}: no script of another origin can pay.`;
      return foundIf(names.length > 0, `preflight: ${ALLOW_HEADERS}`, reason);
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
      if (answer === undefined || SIMPLE.test(method)) return [];
      const cookies = sentCookies(facts.exchange.requestHeaders);
      const { names, isAll } = corsList(answer.headers, ALLOW_METHODS, cookies);
      const isAllowed = names.has(method.toLowerCase()) || isAll;
      const reason = `The preflight does not allow ${method}: the paid request is not sent.`;
      return foundIf(!isAllowed, `preflight: ${ALLOW_METHODS}`, reason);
    },
  },
  {
    id: 'preflight-response-header-sent',
    level: 'warning',
    title: 'The client sends Access-Control-Expose-Headers, a response header, with its request',
    link: 'https://github.com/x402-foundation/x402/issues/3478',
    fix: {
      text: 'Take the header out of the client: @x402/fetch before its fix sets it. Until then, allow access-control-expose-headers in the preflight.',
      code: {
        express: `app.use(cors({ allowedHeaders: ['PAYMENT-SIGNATURE', 'Access-Control-Expose-Headers', 'Content-Type'] }));`,
        hono: `app.use(cors({ origin: '*', allowHeaders: ['PAYMENT-SIGNATURE', 'Access-Control-Expose-Headers'] }));`,
      },
    },
    find: (facts) => {
      const name = 'access-control-expose-headers';
      if (!sent(facts).includes(name)) return [];
      const isRefused = refused(facts, [name]).length > 0;
      const reason = isRefused
        ? 'The preflight does not allow it: the browser drops the request.'
        : 'It forces a preflight and does nothing else.';
      const field = 'request: Access-Control-Expose-Headers';
      return foundIf(true, field, reason, isRefused ? 'error' : 'warning');
    },
  },
];

export const preflight: Family = { name: 'http/preflight', checks };
