import {
  type CorsCheck,
  type CorsMissing,
  corsCheck,
  corsMissing,
  sentCookies,
} from '../../core/web/cors.ts';
import { headerValues } from '../../core/web/http.ts';
import { registry } from '../../protocols/index.ts';
import { type Family, foundIf } from '../check.ts';
import type { Answer, Exchange } from '../exchange.ts';
import type { Facts } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { CORS_CODE } from '../recipes.ts';
import { isCrossOrigin, missingFound } from './page.ts';

const EXPOSE = 'Access-Control-Expose-Headers';
const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const RECEIPTS = /^(?:payment-response|x-payment-response|payment-receipt|x-cashu)$/i;

const cookiesOf = ({ requestHeaders }: Exchange) => sentCookies(requestHeaders);

/** What CORS makes of an answer for the page that asked; where none is known, of what it says to any page. */
function checkOf({ exchange }: Facts, answer: Answer): CorsCheck {
  const origin = isCrossOrigin(exchange) ? exchange.initiator?.origin : undefined;
  const check = corsCheck(answer.headers, origin ?? '', cookiesOf(exchange));
  // Which pages a server means to allow is not known without one.
  return origin === undefined && check === 'other' ? 'allowed' : check;
}

/** Of the header names that an answer has, those that the page's script cannot read, or not with credentials. */
function hidden(
  { exchange }: Facts,
  answer: Answer,
  wanted: (name: string) => boolean,
): CorsMissing {
  const names = [...new Set(answer.headers.map(([name]) => name).filter(wanted))];
  return corsMissing(answer.headers, EXPOSE, names, cookiesOf(exchange));
}

export const cors: Family = {
  name: 'http/cors',
  checks: [
    {
      id: 'cors-challenge-hidden',
      level: 'error',
      title: 'CORS hides the challenge header from the script of a page of another origin',
      link: SPEC.corsExpose,
      fix: {
        text: 'List the challenge and receipt headers in Access-Control-Expose-Headers, on the 402 too.',
        code: CORS_CODE,
      },
      find: (facts) => {
        const { exchange } = facts;
        const known = isCrossOrigin(exchange);
        // Without a page: a server that allows other origins means to be called by scripts.
        if (!known && exchange.initiator !== undefined) return [];
        if (checkOf(facts, exchange.answer) !== 'allowed') return [];
        const missing = hidden(facts, exchange.answer, registry.isChallengeHeader);
        const reason = `The list does not name ${missing.refused.join(', ')}: a page's script gets the 402 and cannot read what it asks.`;
        return missingFound(missing, EXPOSE, reason, known ? 'error' : 'warning');
      },
    },
    {
      id: 'cors-origin-refused',
      level: 'error',
      title: 'CORS refuses the page that made the call: its script sees a network error, no 402',
      link: SPEC.corsOrigin,
      fix: {
        text: 'Send Access-Control-Allow-Origin on 402s as on 200s: the CORS middleware must come before the payment middleware.',
        code: CORS_CODE,
      },
      find: (facts) => {
        const { initiator } = facts.exchange;
        if (initiator === undefined || !isCrossOrigin(facts.exchange)) return [];
        const check = checkOf(facts, facts.exchange.answer);
        const what = check === 'no-cookies' ? `cookies of ${initiator.origin}` : initiator.origin;
        const reason = `The 402 does not allow ${what}: fetch() throws, and the page cannot know that a payment is asked.`;
        const isRefused = check === 'absent' || check === 'other' || check === 'no-cookies';
        return foundIf(isRefused, ALLOW_ORIGIN, reason);
      },
    },
    {
      id: 'cors-origin-twice',
      level: 'error',
      title: 'Access-Control-Allow-Origin is sent twice or holds a list',
      link: SPEC.corsOrigin,
      fix: {
        text: 'Send one value: set the header in one place only, the proxy or the application.',
      },
      find: (facts) => {
        const reason = 'Browsers take one origin or "*" and refuse anything else, for every page.';
        return foundIf(checkOf(facts, facts.exchange.answer) === 'several', ALLOW_ORIGIN, reason);
      },
    },
    {
      id: 'cors-wildcard-credentials',
      level: 'warning',
      title: 'CORS allows every origin with credentials, which browsers refuse',
      link: SPEC.corsCredentials,
      fix: {
        text: "Repeat the request's Origin in Access-Control-Allow-Origin, with Vary: Origin, or leave out Access-Control-Allow-Credentials.",
        code: CORS_CODE,
      },
      find: (facts) => {
        const check = checkOf(facts, facts.exchange.answer);
        const isStar = headerValues(facts.response, ALLOW_ORIGIN).join() === '*';
        const allows = headerValues(facts.response, 'access-control-allow-credentials');
        const isBoth = isStar && allows.includes('true');
        const reason =
          check === 'star-cookies'
            ? 'The call sent cookies, and "*" does not allow them: fetch() throws, and the page sees no 402.'
            : 'With "*" as origin, calls that send cookies fail in every browser.';
        const level = check === 'star-cookies' ? 'error' : 'warning';
        return foundIf(isBoth || check === 'star-cookies', ALLOW_ORIGIN, reason, level);
      },
    },
    {
      id: 'cors-receipt-hidden',
      level: 'warning',
      title: 'CORS hides the receipt (or the change) that the paid answer holds',
      link: SPEC.corsExpose,
      fix: {
        text: 'Name PAYMENT-RESPONSE, X-PAYMENT-RESPONSE, Payment-Receipt and X-Cashu in Access-Control-Expose-Headers of the paid answer.',
        code: CORS_CODE,
      },
      find: (facts) => {
        const answer = facts.exchange.paid?.answer;
        if (answer === undefined || !isCrossOrigin(facts.exchange)) return [];
        if (checkOf(facts, answer) !== 'allowed') {
          const lost = 'CORS refuses the page here: it sees a network error after it was paid.';
          return foundIf(true, `paid answer: ${ALLOW_ORIGIN}`, lost, 'error');
        }
        const missing = hidden(facts, answer, (name) => RECEIPTS.test(name));
        const reason = `The list does not name ${missing.refused.join(', ')}: the page cannot keep its receipt.`;
        return missingFound(missing, `paid answer: ${EXPOSE}`, reason);
      },
    },
  ],
};
