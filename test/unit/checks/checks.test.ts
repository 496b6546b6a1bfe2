import { describe, expect, test } from 'vitest';
import { type Exchange, FAMILIES, findingsOf } from '../../../src/checks/index.ts';
import { x402 } from '../../fixtures/checks/exchanges.ts';
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

test('finds nothing in a right challenge', () => {
  expect(findingsOf(x402())).toEqual([]);
});
