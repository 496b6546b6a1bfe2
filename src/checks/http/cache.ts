import { headerList, headerValues } from '../../core/web/http.ts';
import { type Family, foundIf } from '../check.ts';
import type { Answer } from '../exchange.ts';
import { type Facts, responseOf } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { NO_STORE_CODE } from '../recipes.ts';

const FIELD = 'Cache-Control';

/** Seconds that a directive names; undefined without it. */
function secondsOf(directives: readonly string[], name: string): number | undefined {
  const found = directives.find((item) => item.startsWith(`${name}=`));
  return found === undefined ? undefined : Number.parseInt(found.slice(name.length + 1), 10);
}

/** Whether caches that are shared may keep an answer by what it says itself. */
function isStored(facts: Facts, answer: Answer): boolean {
  const response = responseOf(facts.exchange, answer);
  const said = headerList(response, FIELD);
  if (said.includes('no-store') || said.includes('private')) return false;
  const seconds = secondsOf(said, 's-maxage') ?? secondsOf(said, 'max-age');
  if (seconds !== undefined) return seconds > 0;
  const expires = headerValues(response, 'expires')[0];
  if (said.includes('no-cache')) return false;
  return said.includes('public') || Date.parse(expires ?? '') > facts.exchange.now;
}

export const cache: Family = {
  name: 'http/cache',
  checks: [
    {
      id: 'cache-402',
      level: 'error',
      title: 'Caches may keep the 402 and give it to who has paid',
      link: SPEC.httpCaching,
      fix: { text: 'Send Cache-Control: no-store with every 402.', code: NO_STORE_CODE },
      find: (facts) =>
        foundIf(
          isStored(facts, facts.exchange.answer),
          FIELD,
          'The 402 allows caches to keep it: they answer others, and paid requests, with an old challenge.',
        ),
    },
    {
      id: 'cache-402-unsaid',
      level: 'note',
      title: 'The 402 does not say that it must not be kept',
      link: SPEC.httpCaching,
      fix: { text: 'Send Cache-Control: no-store with every 402.', code: NO_STORE_CODE },
      find: (facts) => {
        const said = headerList(facts.response, FIELD);
        const isSaid = said.includes('no-store') || said.includes('private');
        const isFound = !isSaid && !isStored(facts, facts.exchange.answer);
        const reason =
          'Without no-store some proxies and service workers keep what they do not know.';
        return foundIf(isFound && facts.auth.payments.length === 0, FIELD, reason);
      },
    },
    {
      id: 'cache-paid',
      level: 'error',
      title: 'Shared caches may keep the paid answer and give it away',
      link: SPEC.httpShared,
      fix: {
        text: 'Send Cache-Control: private (or no-store) with what was paid for. Only Authorization keeps shared caches off by itself; PAYMENT-SIGNATURE and X-Cashu do not.',
        code: {
          express: `response.setHeader('Cache-Control', 'private'); // in the paid handler`,
          hono: `c.header('Cache-Control', 'private');`,
          next: `export const dynamic = 'force-dynamic'; // and Cache-Control: private on the response`,
          fastapi: `response.headers["Cache-Control"] = "private"`,
        },
      },
      find: (facts) => {
        const answer = facts.exchange.paid?.answer;
        const isOpen = answer !== undefined && answer.status < 300 && isStored(facts, answer);
        const reason = 'A CDN that keeps this answer gives it to people who have not paid.';
        return foundIf(isOpen, `paid answer: ${FIELD}`, reason);
      },
    },
  ],
};
