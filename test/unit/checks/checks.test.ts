import { describe, expect, test } from 'vitest';
import { type Exchange, FAMILIES, findingsOf } from '../../../src/checks/index.ts';
import {
  exchange,
  JSON_TYPE,
  l402,
  mpp,
  NO_STORE,
  x402,
  x402V1,
} from '../../fixtures/checks/exchanges.ts';
import { PAIRS } from '../../fixtures/checks/index.ts';

const HTML = ['Content-Type', 'text/html'] as const;
const DECLINED =
  '{"error":{"code":"card_declined","message":"Declined.","decline_code":"expired_card"}}';
const WITH_FORM = '<!doctype html><script>window.x402 = {"amount":0.01};</script>';
/** A page of a host that has frozen a site: what no header could ask. */
const HOSTING_PAGE =
  '<!doctype html><h1>Payment required</h1><p>This deployment has been disabled.</p><code>DEPLOYMENT_DISABLED</code>';

const checks = FAMILIES.flatMap(({ name, checks: own }) => own.map((check) => ({ name, check })));
const idsOf = (exchange: Exchange) => findingsOf(exchange).map(({ check }) => check);

describe('every check', () => {
  test.each(checks)(
    '$check.id has an exchange that trips it and one that does not',
    ({ name, check: { id } }) => {
      const pair = PAIRS[name]?.[id];
      if (pair === undefined)
        throw new Error(`${id} has no pair in test/fixtures/checks/${name}.ts`);
      expect(idsOf(pair.trips)).toContain(id);
      expect(idsOf(pair.passes)).not.toContain(id);
    },
  );

  test.each(checks)('$check.id says what, where, and what to do', ({ name, check }) => {
    expect(check.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(check.link).toMatch(/^https:\/\//);
    const pair = PAIRS[name]?.[check.id];
    const found = pair === undefined ? [] : findingsOf(pair.trips);
    for (const { field, reason, fix } of found) {
      expect(field).not.toBe('');
      expect(reason).toMatch(/\.$/);
      expect(fix.text).toMatch(/\.$/);
    }
  });

  test('has an id of its own, and no pair is left over', () => {
    const ids = checks.map(({ check }) => check.id);
    expect(new Set(ids).size).toBe(ids.length);
    const pairs = Object.values(PAIRS).flatMap((pairsOf) => Object.keys(pairsOf));
    expect(pairs.sort()).toEqual(ids.sort());
  });
});

test.each([
  ['x402', x402()],
  ['MPP', mpp()],
  ['L402', l402()],
  ['a bill', exchange([NO_STORE, JSON_TYPE], DECLINED)],
])('finds nothing in a right answer of %s', (_, right) => {
  expect(findingsOf(right)).toEqual([]);
});

/** Every exchange of the pairs, with members taken away one by one: what is not known is not blamed. */
test.each(checks)('$check.id never throws, whatever is missing', ({ name, check: { id } }) => {
  const pair = PAIRS[name]?.[id];
  for (const whole of pair === undefined ? [] : [pair.trips, pair.passes]) {
    for (const member of Object.keys(whole)) {
      if (/^(?:url|method|answer|now)$/.test(member)) continue;
      const { [member as 'paid']: _, ...less } = whole;
      expect(() => findingsOf(less)).not.toThrow();
    }
    const { headers, status } = whole.answer;
    for (let at = 0; at < headers.length; at++) {
      const answer = { status, headers: headers.filter((_, index) => index !== at) };
      expect(() => findingsOf({ ...whole, answer })).not.toThrow();
    }
  }
});

test('says nothing of what a body that was cut off lacks', () => {
  const { answer, ...rest } = exchange([NO_STORE, JSON_TYPE], '{}');
  const cut = { ...rest, answer: { ...answer, truncated: true as const } };
  expect(idsOf({ ...rest, answer })).toContain('place-nothing');
  expect(idsOf(cut)).toEqual([]);
});

/** What is found without a body would be found with any: so it is no conclusion from the body. */
describe('a body that was not read', () => {
  const every = Object.values(PAIRS).flatMap((pairs) =>
    Object.values(pairs).flatMap(({ trips, passes }) => [trips, passes]),
  );
  const [page, bill, oldTerms] = [WITH_FORM, DECLINED, x402V1().answer.body ?? ''];
  const bodies = ['', '{}', page, HOSTING_PAGE, bill, oldTerms, mpp().answer.body ?? ''];
  const withBody = (whole: Exchange, body: string | undefined): Exchange => {
    const { body: _, truncated: __, ...bare } = whole.answer;
    return { ...whole, answer: body === undefined ? bare : { ...bare, body } };
  };
  const withPaidBody = (whole: Exchange, body: string | undefined): Exchange => {
    if (whole.paid?.answer === undefined) return whole;
    const { body: _, ...bare } = whole.paid.answer;
    const answer = body === undefined ? bare : { ...bare, body };
    return { ...whole, paid: { ...whole.paid, answer } };
  };
  const kinds = (all: readonly Exchange[], change: typeof withBody) =>
    all.flatMap((whole) => {
      const unread = findingsOf(change(whole, undefined));
      if (unread.length === 0) return [];
      return bodies.flatMap((body) => {
        const found = new Set(idsOf(change(whole, body)));
        return unread.flatMap(({ check }) => (found.has(check) ? [] : [`${check} with ${body}`]));
      });
    });

  test('of the 402 leads to no conclusion', () => {
    expect([...new Set(kinds(every, withBody))]).toEqual([]);
  });

  test('of the answer to the proof leads to no conclusion', () => {
    expect([...new Set(kinds(every, withPaidBody))]).toEqual([]);
  });

  test('is that of a HEAD, too', () => {
    const asked = exchange([NO_STORE, JSON_TYPE], '', { method: 'HEAD' });
    expect(idsOf(asked)).toEqual([]);
    expect(idsOf({ ...asked, method: 'GET' })).toContain('place-nothing');
  });
});

test('an answer that asks for nothing is not checked as a 402', () => {
  const { answer, ...rest } = exchange([HTML], WITH_FORM);
  expect(idsOf({ ...rest, answer })).toContain('place-html-only');
  expect(idsOf({ ...rest, answer: { ...answer, status: 200 } })).toEqual([]);
  const asks = { ...x402(), answer: { ...x402().answer, status: 200 } };
  expect(idsOf(asks)).toEqual(['place-status']);
});
