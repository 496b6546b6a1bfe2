import { headerValues } from '../../core/web/http.ts';
import { isPrefetch } from '../../core/web/prefetch.ts';
import { registry } from '../../protocols/index.ts';
import { type Family, foundIf } from '../check.ts';
import { type Facts, quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { X402_ROUTE_CODE } from '../recipes.ts';
import { modeOf } from './page.ts';

/** Statuses by which servers ask for money, or refuse a proof. */
export const PAYMENT_STATUSES: readonly number[] = [402, 412, 401];
/** What pages that take the money by themselves have in them. */
const OWN_PAYWALL =
  /window\.x402\s*=|__MPPX_DATA__|js\.stripe\.com|eth_signTypedData|window\.(?:webln|ethereum)\b/;
const EMBEDDED = /^(?:image|media|object|stylesheet|script|font)$/;
const READABLE = /^\s*(?:text\/|application\/(?:[\w.+-]+\+)?json|application\/xhtml|image\/)/i;

function hasChallengeHeader({ response }: Facts): boolean {
  return response.headers.some(([name]) => registry.isChallengeHeader(name));
}

/** Pages about what no header could ask: a site that its host has frozen, a price for crawlers, a licence, a bill. */
const NOTICES = ['billing', 'crawl-price', 'license', 'hosting'];

function isNoticeAlone({ reading: { offers, notices } }: Facts): boolean {
  return offers.length === 0 && notices.some(({ kind }) => NOTICES.includes(kind));
}

export const place: Family = {
  name: 'http/place',
  checks: [
    {
      id: 'place-nothing',
      level: 'error',
      title: 'The 402 holds nothing that a client can read',
      link: SPEC.http402,
      fix: {
        text: 'Put the terms into the header of a protocol, for instance PAYMENT-REQUIRED. If nothing can be paid here, answer 401, 403 or 429.',
        code: X402_ROUTE_CODE,
      },
      find: (facts) => {
        const { offers, notices, problems } = facts.reading;
        const isSilent = offers.length + problems.length === 0;
        const isUnknown = notices.every(({ kind, message }) => kind === 'unknown' && !message);
        const is402 = facts.response.status === 402 && facts.isBodyRead;
        const reason = 'Neither headers nor body say what is asked, by which protocol, or of whom.';
        return foundIf(is402 && !facts.isHtml && isSilent && isUnknown, 'answer', reason);
      },
    },
    {
      id: 'place-html-only',
      level: 'error',
      title: 'Browsers get a page without the challenge header',
      link: SPEC.x402Header,
      fix: {
        text: 'Send the challenge header with the page too: @x402/core does since 2.14.0, and clients in the browser read headers only.',
        code: {
          express: `npm install @x402/express@latest @x402/core@latest`,
          hono: `npm install @x402/hono@latest @x402/core@latest`,
          next: `npm install @x402/next@latest @x402/core@latest`,
        },
      },
      find: (facts) =>
        foundIf(
          facts.response.status === 402 &&
            facts.isHtml &&
            // The page may be about what no header could ask.
            facts.response.body !== undefined &&
            !hasChallengeHeader(facts) &&
            !isNoticeAlone(facts),
          'headers',
          'The terms are in the page, if anywhere. An extension or agent that asks as a browser finds no price.',
        ),
    },
    {
      id: 'place-status',
      level: 'warning',
      title: 'A challenge comes with a status that asks for nothing',
      link: SPEC.x402Header,
      fix: { text: 'Answer with 402 while payment is missing, and send no challenge otherwise.' },
      find: (facts) => {
        const { status } = facts.response;
        const names = ['payment-required', 'x-lightning'];
        const found = names.find((name) => headerValues(facts.response, name).length > 0);
        // A paid answer may bring change there: a token, no request.
        const requests = headerValues(facts.response, 'x-cashu').filter(
          (value) => !/^\s*cashu/i.test(value),
        );
        const schemes = facts.auth.payments.length + facts.auth.l402.length;
        const isAsked = found !== undefined || requests.length + schemes > 0;
        const reason = `Clients look for a challenge at 402 only; this one came with ${status}.`;
        return foundIf(isAsked && !PAYMENT_STATUSES.includes(status), 'status', reason);
      },
    },
    {
      id: 'place-own-paywall',
      level: 'note',
      title: 'The page takes the payment by itself, beside the challenge in the header',
      link: SPEC.x402Header,
      fix: {
        text: 'Let the page wait until its visitor chooses it, and accept a proof from either: two payers may pay for one visit.',
      },
      find: (facts) => {
        const isOwn = facts.isHtml && OWN_PAYWALL.test(facts.response.body ?? '');
        const reason = 'The page has a form that pays, and so has the browser: say which one paid.';
        return foundIf(isOwn && hasChallengeHeader(facts), 'body', reason);
      },
    },
    {
      id: 'place-prefetch',
      level: 'warning',
      title: 'A prefetch is asked for money',
      link: SPEC.secPurpose,
      fix: {
        text: 'Answer requests with Sec-Purpose: prefetch by 204 or 503, so that links that no one follows ask for nothing.',
        code: {
          express: `app.use((request, response, next) =>
  /prefetch/.test(request.get('Sec-Purpose') ?? '') ? response.sendStatus(204) : next()); // before paymentMiddleware`,
          next: `<Link href="/paid" prefetch={false}>`,
        },
      },
      find: ({ exchange }) => {
        const isAhead = isPrefetch(exchange.url, exchange.requestHeaders ?? []);
        const reason =
          'The browser only loads ahead: no one has opened the page, and no one will pay.';
        return foundIf(isAhead, 'request: Sec-Purpose', reason);
      },
    },
    {
      id: 'place-embedded',
      level: 'note',
      title: 'A part of a page (image, script, font …) is asked for money',
      link: SPEC.http402,
      fix: {
        text: 'Ask for money at the page, or let a script fetch the part: browsers show no 402 of an element.',
      },
      find: ({ exchange }) => {
        const type = exchange.initiator?.type;
        const isPart = type !== undefined && EMBEDDED.test(type) && modeOf(exchange) !== 'cors';
        const reason = `The answer to ${quoted(type ?? '')} is not shown: the visitor sees a gap and no price.`;
        return foundIf(isPart, 'request', reason);
      },
    },
    {
      id: 'place-refresh',
      level: 'warning',
      title: 'The 402 tells the browser to go elsewhere (Refresh, Location)',
      link: SPEC.httpRedirects,
      fix: {
        text: 'Take Refresh and Location out of the 402; link to a checkout page in the body, or by Link: <…>; rel="payment".',
      },
      find: ({ response }) => [
        ...foundIf(
          headerValues(response, 'refresh').length > 0,
          'Refresh',
          'Browsers follow Refresh on a 402: the page with the price is gone before it is read.',
        ),
        ...foundIf(
          response.status === 402 && headerValues(response, 'location').length > 0,
          'Location',
          'No client follows Location on a 402.',
        ),
      ],
    },
    {
      id: 'place-not-ascii',
      level: 'warning',
      title: 'A challenge header has characters outside of ASCII',
      link: SPEC.httpFields,
      fix: {
        text: 'Encode them: base64 holds UTF-8, and parameters of WWW-Authenticate stay ASCII. Firefox reads header bytes as Latin-1.',
      },
      find: ({ response }) =>
        response.headers
          .filter(
            ([name, value]) =>
              registry.isChallengeHeader(name) && /[^\t -~]/.test(value.replaceAll('\n', '')),
          )
          .map(([field]) => ({
            field,
            reason: 'Clients read these bytes in different encodings.',
          })),
    },
    {
      id: 'place-content-type',
      level: 'note',
      title: 'The 402 has a body that browsers do not show: no type, or one that they save',
      link: SPEC.httpContentType,
      fix: {
        text: 'Send Content-Type: application/problem+json or text/html with the body of a 402.',
        code: {
          aperture: `# aperture answers with application/grpc; put a proxy before it that sets the type of 402s`,
        },
      },
      find: ({ response }) => {
        const type = headerValues(response, 'content-type').at(-1);
        const hasBody = response.body !== undefined && response.body.trim() !== '';
        const reason =
          type === undefined ? 'The body has no type.' : `Browsers save ${quoted(type)} as a file.`;
        return foundIf(hasBody && !READABLE.test(type ?? ''), 'Content-Type', reason);
      },
    },
  ],
};
