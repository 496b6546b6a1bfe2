import { headerValues } from '../../core/web/http.ts';
import { type Check, type Family, foundIf } from '../check.ts';
import { type Facts, listed, responseOf } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { CORS_CODE } from '../recipes.ts';
import { proofHeaders } from './page.ts';

const ALLOW_HEADERS = 'Access-Control-Allow-Headers';
const SIMPLE = /^(?:GET|HEAD|POST)$/;

function answerOf({ exchange }: Facts) {
  return exchange.preflight && responseOf(exchange, exchange.preflight);
}

/** The request headers that the preflight does not allow. "*" never stands for Authorization. */
function refused(facts: Facts, names: readonly string[]): string[] {
  const answer = answerOf(facts);
  if (answer === undefined || answer.status < 200 || answer.status > 299) return [];
  const allowed = new Set(listed(answer, ALLOW_HEADERS));
  const withCookies = headerValues(answer, 'access-control-allow-credentials').includes('true');
  return names.filter((name) => {
    const lower = name.toLowerCase();
    const byStar = allowed.has('*') && !withCookies && lower !== 'authorization';
    return !allowed.has(lower) && !byStar;
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
      const status = answerOf(facts)?.status ?? 204;
      const reason = `OPTIONS was answered by ${status}. The browser then does not send the request with the proof.`;
      return foundIf(status < 200 || status > 299, 'preflight', reason);
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
      const answer = answerOf(facts);
      if (answer === undefined || answer.status > 299 || SIMPLE.test(method)) return [];
      const allowed = listed(answer, 'Access-Control-Allow-Methods');
      const isAllowed = allowed.includes(method.toLowerCase()) || allowed.includes('*');
      const reason = `The preflight does not allow ${method}: the paid request is not sent.`;
      return foundIf(!isAllowed, 'preflight: Access-Control-Allow-Methods', reason);
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
