import { describe, expect, it } from 'vitest';
import { readConsent } from '../../../../src/core/rules/consent.ts';
import { isWithin, stricter } from '../../../../src/core/rules/stricter.ts';

describe('a record', () => {
  const good = {
    version: 2,
    count: 1,
    grants: {},
    payees: {},
    limits: { perAssetDay: {} },
  };

  it('is read whole', () => {
    expect(readConsent(JSON.stringify(good))).toEqual(good);
  });

  it('of shape 1 is carried over, whose grants were called `allowances`', () => {
    const grant = { perPayment: '1', perDay: '2', until: 3, testnet: false, again: true };
    const grants = { 'https://a.example': grant, 'https://b.example': { ...grant, testnet: true } };
    const { grants: _, ...rest } = good;
    expect(readConsent(JSON.stringify({ ...rest, version: 1, allowances: grants }))).toEqual({
      ...good,
      grants,
    });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '7'],
    ['a later version', JSON.stringify({ ...good, version: 3 })],
    ['no count', JSON.stringify({ ...good, count: 1.5 })],
    ['no payees', JSON.stringify({ ...good, payees: 1 })],
  ])('is none with %s', (_, text) => {
    expect(readConsent(text)).toBeUndefined();
  });
});

describe('of two sets of limits', () => {
  const a = { perPayment: '9', perDay: '100', perAssetDay: { x: '5', y: '7' } };
  const b = { perPayment: '10', perMonth: '3', perAssetDay: { x: '4', z: '1' } };
  const both = {
    perPayment: '9',
    perDay: '100',
    perMonth: '3',
    perAssetDay: { x: '4', y: '7', z: '1' },
  };

  it('the stricter has the lower of each, as numbers; absent is none', () => {
    expect(stricter(a, b)).toEqual(both);
    expect(stricter(b, a)).toEqual(both);
    expect(stricter({}, a)).toEqual(a);
    expect(stricter({}, {})).toEqual({});
    // Empty is the user's wish to have none, absent is the default.
    expect(stricter({ perAssetDay: {} }, {})).toEqual({ perAssetDay: {} });
  });

  it.each([
    ['equal', a, a, true],
    ['lower', { ...a, perPayment: '8' }, a, true],
    ['one more', { ...a, perMonth: '1' }, a, true],
    ['higher', { ...a, perPayment: '10' }, a, false],
    ['without one', { perPayment: '9', perAssetDay: a.perAssetDay }, a, false],
    ['of an asset higher', { ...a, perAssetDay: { x: '6', y: '7' } }, a, false],
    ['without an asset', { ...a, perAssetDay: { x: '5' } }, a, false],
    ['anything where there is none', {}, {}, true],
  ])('one allows no more than the other: %s', (_, wanted, now, within) => {
    expect(isWithin(wanted, now)).toBe(within);
  });
});
