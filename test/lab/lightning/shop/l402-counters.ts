import { serveFilm } from '../../film.ts';
import { answer, type Counter, open, PRICE_SAT } from './counter.ts';
import { l402, styles } from './l402.ts';

/** How often the token of `/l402-thrice` opens it. */
const USES = 3;
/** How long the invoice of `/l402-short` lives. */
const SHORT_SECONDS = 4;

/** What L402 shops do, by path; a path that ends in `/` is a prefix. */
export const l402Counters: Readonly<Record<string, Counter>> = {
  '/l402': l402(),
  '/l402-token': l402({ style: styles.token }),
  '/lsat': l402({ style: styles.lsatFirst }),
  // One token for all of it.
  '/library/': l402({ area: '/library/' }),
  // The token has been used up: 401, as the specification says.
  '/l402-thrice': l402({
    serve: (call, use) => (use > USES ? answer(call, 401, 'Used up') : open(call)),
  }),
  // The same, as aperture says it: with a new offer.
  '/l402-once': l402({ serve: (call, use, refuse) => (use > 1 ? refuse() : open(call)) }),
  // A film whose token opens each part of it, and one whose token has an end.
  '/l402-film': l402({ serve: ({ request, response }) => serveFilm(request, response) }),
  '/l402-film-ends': l402({
    serve: ({ request, response }, _use, refuse) =>
      /^bytes=[1-9]/.test(request.headers.range ?? '') ? refuse() : serveFilm(request, response),
  }),
  '/l402-short': l402({ expirySeconds: SHORT_SECONDS }),
  '/l402-rising': l402({ price: (visit) => PRICE_SAT + BigInt(visit) }),
  // More than anybody here has.
  '/l402-dear': l402({ price: () => 15_000_000n }),
  '/l402-broken': l402({
    serve: (call, use) => (use === 1 ? answer(call, 500, 'Something broke') : open(call)),
  }),
  // Takes the money and says 402 for ever.
  '/l402-thief': l402({ serve: (_call, _use, refuse) => refuse() }),
  // Hangs up on the first good token.
  '/l402-lost': l402({
    serve: (call, use) => (use === 1 ? void call.response.destroy() : open(call)),
  }),
  '/l402-mismatch': l402({ mismatch: true }),
};
