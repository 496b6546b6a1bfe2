import { describe, expect, it } from 'vitest';
import { type Consent, readConsent, restricted } from '../../../../src/core/rules/consent.ts';
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
    ['nothing', ''],
    ['no object', '7'],
    ['null', 'null'],
    ['no version', JSON.stringify({ ...good, version: undefined })],
    ['a later version', JSON.stringify({ ...good, version: 3 })],
    ['a part of a count', JSON.stringify({ ...good, count: 1.5 })],
    ['no count', JSON.stringify({ ...good, count: undefined })],
    ['a count as text', JSON.stringify({ ...good, count: '1' })],
    ['payees that are a number', JSON.stringify({ ...good, payees: 1 })],
    ['no payees', JSON.stringify({ ...good, payees: undefined })],
  ])('is none with %s', (_, text) => {
    expect(readConsent(text)).toBeUndefined();
  });
});

describe('a record less what was taken back', () => {
  const grant = { perPayment: '1', perDay: '2', until: 3, testnet: false, again: true };
  const record: Consent = {
    version: 2,
    count: 7,
    grants: {
      'https://a.example': grant,
      'https://b.example': grant,
      'https://a.example https://api.example': { ...grant, perMinute: 3 },
    },
    payees: { 'https://a.example': ['0xa1'], 'https://b.example': ['0xb1', '0xb2'] },
    limits: { perDay: '10', perAssetDay: {} },
  };

  it.each([
    ['nothing', undefined],
    ['nothing of anything', {}],
    ['empty lists', { origins: [], once: [], limits: {} }],
    ['another site', { origins: ['https://other.example'], once: ['https://other.example'] }],
    ['limits that allow more', { limits: { perDay: '11' } }],
  ])('is the record where that is %s', (_, less) => {
    expect(restricted(record, less)).toEqual(record);
  });

  it('has no grant and no payee of a site that is not paid without asking any more', () => {
    expect(restricted(record, { origins: ['https://a.example'] })).toEqual({
      ...record,
      grants: {
        'https://b.example': grant,
        'https://a.example https://api.example': { ...grant, perMinute: 3 },
      },
      payees: { 'https://b.example': ['0xb1', '0xb2'] },
    });
  });

  it('pays a page of a site once a day, where the user said so', () => {
    expect(restricted(record, { once: ['https://b.example'] })).toEqual({
      ...record,
      grants: { ...record.grants, 'https://b.example': { ...grant, again: false } },
    });
  });

  it('has the stricter limits', () => {
    const limits = { perDay: '9', perMonth: '50' };
    expect(restricted(record, { limits })).toEqual({
      ...record,
      limits: { ...limits, perAssetDay: {} },
    });
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
    expect(stricter({}, { perAssetDay: {} })).toEqual({ perAssetDay: {} });
    expect(stricter({ perAssetDay: { x: '1' } }, {})).toEqual({ perAssetDay: { x: '1' } });
    expect(Object.keys(stricter({}, {}))).toEqual([]);
  });

  it.each(['perPayment', 'perSiteDay', 'perDay', 'perMonth'] as const)(
    'each limit is held for itself: %s',
    (key) => {
      expect(stricter({ [key]: '100' }, { [key]: '99' })).toEqual({ [key]: '99' });
      expect(stricter({ [key]: '99' }, { [key]: '100' })).toEqual({ [key]: '99' });
      expect(stricter({ [key]: '7' }, {})).toEqual({ [key]: '7' });
      expect(isWithin({ [key]: '100' }, { [key]: '100' })).toBe(true);
      expect(isWithin({ [key]: '101' }, { [key]: '100' })).toBe(false);
      expect(isWithin({ [key]: '9' }, { [key]: '10' })).toBe(true);
      expect(isWithin({}, { [key]: '100' })).toBe(false);
      expect(isWithin({ [key]: '100' }, {})).toBe(true);
    },
  );

  it.each([
    ['equal', a, a, true],
    ['lower', { ...a, perPayment: '8' }, a, true],
    ['one more', { ...a, perMonth: '1' }, a, true],
    ['higher', { ...a, perPayment: '10' }, a, false],
    ['without one', { perPayment: '9', perAssetDay: a.perAssetDay }, a, false],
    ['of an asset higher', { ...a, perAssetDay: { x: '6', y: '7' } }, a, false],
    ['without an asset', { ...a, perAssetDay: { x: '5' } }, a, false],
    ['without any asset', { perPayment: '9', perDay: '100' }, a, false],
    ['an asset where there is none', { perAssetDay: { x: '5' } }, {}, true],
    ['anything where there is none', {}, {}, true],
  ])('one allows no more than the other: %s', (_, wanted, now, within) => {
    expect(isWithin(wanted, now)).toBe(within);
  });
});
