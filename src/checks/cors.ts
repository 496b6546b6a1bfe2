import { headerValues } from '../core/web/http.ts';
import { originOf } from '../core/web/origin.ts';
import { registry } from '../protocols/index.ts';
import { type Family, NOTHING_FOUND } from './check.ts';
import type { Exchange, FetchMode } from './exchange.ts';
import type { Facts } from './facts.ts';
import { CORS_EXPOSE } from './links.ts';

/** How the request was made, as far as it is known. */
function modeOf({ initiator, requestHeaders = [], url }: Exchange): FetchMode | undefined {
  if (initiator?.mode !== undefined) return initiator.mode;
  const said = requestHeaders.find(([name]) => name.toLowerCase() === 'sec-fetch-mode')?.[1];
  if (said === 'cors' || said === 'no-cors' || said === 'navigate' || said === 'same-origin') {
    return said;
  }
  if (initiator?.type !== 'xmlhttprequest') return undefined;
  return initiator.origin === originOf(url) ? 'same-origin' : 'cors';
}

/** A script of another origin made the call: CORS says what it may read. */
function isCrossOrigin(exchange: Exchange): boolean {
  const { initiator, url } = exchange;
  return (
    initiator !== undefined && initiator.origin !== originOf(url) && modeOf(exchange) === 'cors'
  );
}

function exposed({ response }: Facts): ReadonlySet<string> {
  const lists = headerValues(response, 'access-control-expose-headers');
  return new Set(
    lists
      .join(',')
      .toLowerCase()
      .split(/[\s,]+/),
  );
}

/** The lines of the answer that a page's client must read to pay, in the case they were sent in. */
function challengeHeaders({ response }: Facts): string[] {
  const names = response.headers.map(([name]) => name);
  return [...new Set(names.filter((name) => registry.isChallengeHeader(name.toLowerCase())))];
}

export const cors: Family = {
  name: 'cors',
  checks: [
    {
      id: 'cors-challenge-hidden',
      level: 'error',
      title: 'CORS hides the challenge header from the page that made the call',
      link: CORS_EXPOSE,
      fix: {
        text: 'List the challenge and receipt headers in Access-Control-Expose-Headers, on the 402 too.',
        code: {
          express: `app.use(cors({ exposedHeaders: ['PAYMENT-REQUIRED', 'PAYMENT-RESPONSE', 'WWW-Authenticate'] })); // before paymentMiddleware`,
          hono: `app.use(cors({ origin: '*', exposeHeaders: ['PAYMENT-REQUIRED', 'PAYMENT-RESPONSE', 'WWW-Authenticate'] }));`,
          next: `// next.config.js\nheaders: async () => [{ source: '/api/:path*', headers: [\n  { key: 'Access-Control-Expose-Headers', value: 'PAYMENT-REQUIRED, PAYMENT-RESPONSE, WWW-Authenticate' }] }]`,
          fastapi: `app.add_middleware(CORSMiddleware, allow_origins=["*"],\n    expose_headers=["PAYMENT-REQUIRED", "PAYMENT-RESPONSE", "WWW-Authenticate"])`,
        },
      },
      find: (facts) => {
        if (!isCrossOrigin(facts.exchange)) return NOTHING_FOUND;
        const seen = exposed(facts);
        const withCookies = headerValues(facts.response, 'access-control-allow-credentials');
        // "*" is a name like any other for requests with credentials.
        const all = seen.has('*') && !withCookies.includes('true');
        const hidden = challengeHeaders(facts).filter((name) => !seen.has(name.toLowerCase()));
        if (all || hidden.length === 0) return NOTHING_FOUND;
        const field = 'Access-Control-Expose-Headers';
        const reason = `The list does not name ${hidden.join(', ')}: the page's script gets the 402 and cannot read what it asks.`;
        return [{ field, reason }];
      },
    },
  ],
};
