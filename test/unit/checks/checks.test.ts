import { describe, expect, test } from 'vitest';
import { type Exchange, FAMILIES, findingsOf } from '../../../src/checks/index.ts';
import { exchange, JSON_TYPE, l402, mpp, NO_STORE, x402 } from '../../fixtures/checks/exchanges.ts';
import { PAIRS } from '../../fixtures/checks/index.ts';

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
  [
    'a bill',
    exchange(
      [NO_STORE, JSON_TYPE],
      '{"error":{"code":"card_declined","message":"Declined.","decline_code":"expired_card"}}',
    ),
  ],
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
