import { describe, expect, it } from 'vitest';
import {
  isBlocked,
  isForbidden,
  NO_POLICY,
  readPolicy,
} from '../../../../src/core/rules/policy.ts';

const WALLETS = ['purse', 'nwc', 'ecash'];
const read = (managed: unknown) => readPolicy(managed, WALLETS);

describe('what the organisation has set', () => {
  it.each([{}, { limits: undefined }])('nothing: %j', (managed) => {
    expect(read(managed)).toBe(NO_POLICY);
  });

  it('is read in the units of the user’s own settings', () => {
    expect(
      read({
        limits: { perPayment: '0.50', perDay: 2, satoshiPerDay: '5000' },
        allowedSites: ['shop.example', 'HTTPS://News.Example:8443/'],
        blockedSites: ['münchen.example'],
        walletsOff: ['nwc'],
      }),
    ).toEqual({
      limits: {
        perPayment: '500000',
        perDay: '2000000',
        perAssetDay: { 'bitcoin/sat': '5000000' },
      },
      allowedSites: ['shop.example', 'https://news.example:8443'],
      blockedSites: ['xn--mnchen-3ya.example'],
      walletsOff: ['nwc'],
      damaged: [],
    });
  });

  it.each([undefined, null, 'text', 7, []])(
    'allows nothing where it cannot be read: %j',
    (managed) => {
      const policy = read(managed);
      expect(policy.damaged).toEqual(['']);
      expect(isForbidden('https://shop.example/', policy)).toBe(true);
    },
  );

  it.each([
    ['perPayment', '1,50'],
    ['perSiteDay', '-1'],
    ['perDay', '1e3'],
    ['perMonth', ['1']],
    ['perDay', ''],
    ['perPayment', '0.0000001'],
  ])('a limit that cannot be read is 0: %s %j', (key, value) => {
    expect(read({ limits: { [key]: value } })).toMatchObject({
      limits: { [key]: '0' },
      damaged: [`limits.${key}`],
    });
  });

  it('limits of which a name is not known are all 0', () => {
    expect(read({ limits: { perday: '1' } })).toMatchObject({
      limits: { perDay: '0', perMonth: '0', perAssetDay: { 'bitcoin/sat': '0' } },
      damaged: ['limits.perday'],
    });
  });

  it('limits that cannot be read are all 0', () => {
    expect(read({ limits: '5 dollars' })).toMatchObject({
      limits: {
        perPayment: '0',
        perSiteDay: '0',
        perDay: '0',
        perMonth: '0',
        perAssetDay: { 'bitcoin/sat': '0' },
      },
      damaged: ['limits'],
    });
  });

  it.each([
    ['a pattern', { blockedSites: ['*.example'] }, 'blockedSites'],
    ['a path', { blockedSites: ['shop.example/articles'] }, 'blockedSites'],
    ['a port of a host', { blockedSites: ['shop.example:8443'] }, 'blockedSites'],
    ['a password', { blockedSites: ['https://me:word@shop.example'] }, 'blockedSites'],
    ['no list', { blockedSites: 'shop.example' }, 'blockedSites'],
    ['no such field', { blockedsites: ['shop.example'] }, 'blockedsites'],
    ['no such wallet', { walletsOff: ['lightning'] }, 'walletsOff'],
    ['no text', { walletsOff: [7] }, 'walletsOff'],
  ])('pays no site where it cannot read what is forbidden: %s', (_, managed, field) => {
    const policy = read(managed);
    expect(policy.damaged).toEqual([field]);
    expect(isForbidden('https://other.example/', policy)).toBe(true);
  });

  it('of allowed sites those are left that can be read', () => {
    const policy = read({ allowedSites: ['shop.example', 'not a site'] });
    expect(policy.damaged).toEqual(['allowedSites']);
    expect(isForbidden('https://shop.example/', policy)).toBe(false);
    expect(isForbidden('https://other.example/', policy)).toBe(true);
  });
});

describe('a site', () => {
  const blocked = read({
    blockedSites: ['shop.example', 'dotted.example.', 'https://news.example:8443'],
  });
  const allowed = read({ allowedSites: ['shop.example', '127.0.0.1', '[::1]'] });

  it.each([
    ['https://shop.example/', true],
    ['https://shop.example:9000/a?b#c', true],
    ['http://shop.example/', true],
    ['https://www.shop.example/', true],
    ['https://a.b.shop.example/', true],
    ['https://SHOP.example/', true],
    ['https://shop.example./', true],
    ['https://a:b@shop.example./', true],
    ['https://dotted.example/', true],
    ['https://www.dotted.example./', true],
    ['https://shop.example.:444/a.b', true],
    ['https://workshop.example/', false],
    ['https://shop.example.org/', false],
    ['https://news.example:8443/a', true],
    ['https://news.example/', false],
    ['http://news.example:8443/', false],
    ['https://a.news.example:8443/', false],
  ])('is never paid where a blocked one names it: %s %s', (url, is) => {
    expect(isForbidden(url, blocked)).toBe(is);
  });

  it.each([
    ['https://shop.example/', false],
    ['https://www.shop.example/', false],
    ['http://127.0.0.1:3000/', false],
    ['http://[::1]:3000/', false],
    ['https://shop.example.org/', true],
    ['https://other.example/shop.example/', true],
    ['https://shop.example@other.example/', true],
  ])('is paid only where an allowed one names it: %s', (url, is) => {
    expect(isForbidden(url, allowed)).toBe(is);
  });

  it('is never paid where both lists name it', () => {
    const both = read({ allowedSites: ['shop.example'], blockedSites: ['a.shop.example'] });
    expect(isForbidden('https://a.shop.example/', both)).toBe(true);
    expect(isForbidden('https://b.shop.example/', both)).toBe(false);
  });

  it('is blocked by the user, by the organisation, or not', () => {
    const own = { blocked: ['https://mine.example'], policy: blocked };
    expect(isBlocked('https://mine.example/a', own)).toBe(true);
    expect(isBlocked('https://shop.example/a', own)).toBe(true);
    expect(isBlocked('https://other.example/a', own)).toBe(false);
  });

  it.each([
    ['https://mine.example', 'https://mine.example./a', true],
    ['https://mine.example.', 'https://mine.example/a', true],
    ['https://mine.example:8443', 'https://mine.example.:8443/a', true],
    ['https://mine.example', 'https://mine.example.:8443/a', false],
    ['https://mine.example', 'https://mine.example.other.example/a', false],
    ['https://mine.example', 'http://mine.example./a', false],
  ])('is blocked by the user whether or not a dot ends its host: %s, %s', (site, url, is) => {
    expect(isBlocked(url, { blocked: [site], policy: NO_POLICY })).toBe(is);
  });
});
