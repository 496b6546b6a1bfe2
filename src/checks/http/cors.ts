import { headerValues } from '../../core/web/http.ts';
import { registry } from '../../protocols/index.ts';
import { type Family, foundIf } from '../check.ts';
import type { Answer } from '../exchange.ts';
import { type Facts, listed, responseOf } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { CORS_CODE } from '../recipes.ts';
import { isCrossOrigin } from './page.ts';

const EXPOSE = 'Access-Control-Expose-Headers';
const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const RECEIPTS = /^(?:payment-response|x-payment-response|payment-receipt|x-cashu)$/i;

/** Of the header names that an answer has, those that the page's script cannot read. */
function hidden(facts: Facts, answer: Answer, wanted: (name: string) => boolean): string[] {
  const response = responseOf(facts.exchange, answer);
  const seen = new Set(listed(response, EXPOSE));
  // "*" is a name like any other for requests with credentials.
  const withCookies = headerValues(response, 'access-control-allow-credentials').includes('true');
  if (seen.has('*') && !withCookies) return [];
  const names = answer.headers.map(([name]) => name).filter(wanted);
  return [...new Set(names)].filter((name) => !seen.has(name.toLowerCase()));
}

function origins({ response }: Facts): readonly string[] {
  return headerValues(response, ALLOW_ORIGIN);
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
        if (!known && (exchange.initiator !== undefined || origins(facts).length === 0)) return [];
        const names = hidden(facts, exchange.answer, registry.isChallengeHeader);
        const reason = `The list does not name ${names.join(', ')}: a page's script gets the 402 and cannot read what it asks.`;
        return foundIf(names.length > 0, EXPOSE, reason, known ? 'error' : 'warning');
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
        const allowed = origins(facts);
        const isAllowed = allowed.includes('*') || allowed.includes(initiator.origin);
        const reason = `The 402 does not allow ${initiator.origin}: fetch() throws, and the page cannot know that a payment is asked.`;
        return foundIf(!isAllowed, ALLOW_ORIGIN, reason);
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
        const all = origins(facts);
        const isList = all.length > 1 || all.some((value) => value.includes(','));
        const reason = 'Browsers take one origin or "*" and refuse anything else, for every page.';
        return foundIf(isList, ALLOW_ORIGIN, reason);
      },
    },
    {
      id: 'cors-wildcard-credentials',
      level: 'warning',
      title: 'CORS allows every origin with credentials, which browsers refuse',
      link: SPEC.corsCredentials,
      fix: {
        text: "Repeat the request's Origin in Access-Control-Allow-Origin, with Vary: Origin, or leave out Access-Control-Allow-Credentials.",
      },
      find: (facts) => {
        const all = headerValues(facts.response, 'access-control-allow-credentials');
        const reason = 'With "*" as origin, calls that send cookies fail in every browser.';
        return foundIf(all.includes('true') && origins(facts).includes('*'), ALLOW_ORIGIN, reason);
      },
    },
    {
      id: 'cors-receipt-hidden',
      level: 'warning',
      title: 'CORS hides the receipt (or the change) that the paid answer holds',
      link: SPEC.corsExpose,
      fix: {
        text: 'Name PAYMENT-RESPONSE, Payment-Receipt and X-Cashu in Access-Control-Expose-Headers of the paid answer.',
        code: CORS_CODE,
      },
      find: (facts) => {
        const answer = facts.exchange.paid?.answer;
        if (answer === undefined || !isCrossOrigin(facts.exchange)) return [];
        const names = hidden(facts, answer, (name) => RECEIPTS.test(name));
        const reason = `The list does not name ${names.join(', ')}: the page cannot keep its receipt.`;
        return foundIf(names.length > 0, `paid answer: ${EXPOSE}`, reason);
      },
    },
  ],
};
