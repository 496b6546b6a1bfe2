import { describe, expect, test } from 'vitest';
import { BITCOIN } from '../../../../src/core/rules/limits.ts';
import {
  DEFAULT_SETTINGS,
  readSettings,
  rpcUrl,
  type Settings,
  storedSettings,
} from '../../../../src/core/rules/settings.ts';
import { STORED } from '../../../fixtures/version-0.1.0/stored.ts';

describe('rpcUrl', () => {
  test('https anywhere, http on this machine', () => {
    expect(rpcUrl('https://rpc.example/v1?key=a')).toBe('https://rpc.example/v1?key=a');
    expect(rpcUrl('http://127.0.0.1:8545')).toBe('http://127.0.0.1:8545/');
    expect(rpcUrl('http://localhost:8545')).toBe('http://localhost:8545/');
    expect(rpcUrl('http://[::1]:8545')).toBe('http://[::1]:8545/');
  });

  test('nothing else', () => {
    const wrong = [
      '',
      'rpc.example',
      'http://rpc.example',
      'ws://localhost',
      'file:///x',
      'javascript:1',
      'http://127.0.0.1.evil.example',
      'https://user:pw@rpc.example',
    ];
    for (const url of wrong) expect(rpcUrl(url)).toBeUndefined();
  });
});

const read = (stored: unknown) => readSettings(stored).settings;
const damaged = (stored: unknown) => readSettings(stored).damaged;

/** Nothing is paid and nothing is taken in under these. */
const NO_MONEY = {
  ecashCap: '0',
  limits: {
    perPayment: '0',
    perSiteDay: '0',
    perDay: '0',
    perMonth: '0',
    perAssetDay: { [BITCOIN]: '0' },
  },
};

// The class: whatever may lie under `settings`. What is absent was never set; what cannot be read was set to something
// that is not known any more, and allows nothing.
describe('readSettings', () => {
  test('what was never set is the default', () => {
    for (const stored of [undefined, {}, { version: 1 }]) {
      expect(readSettings(stored)).toEqual({ settings: DEFAULT_SETTINGS, damaged: [] });
    }
  });

  test('what version 0.1.0 wrote is read, with every limit', () => {
    const { settings, damaged } = readSettings(STORED['settings']);
    expect(damaged).toEqual([]);
    const { allowances, ...rest } = STORED['settings'] as { allowances: Settings['grants'] };
    // It called grants `allowances`, and knew of no page that waits, no other wallet extension, no practice, no introduction.
    const later = {
      heldSites: [],
      walletExtension: '',
      practiceMode: false,
      firstRun: 'welcome',
    };
    expect(settings).toEqual({ ...rest, grants: allowances, ...later });
  });

  test('what this version writes is read, and has a number', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      openPopup: false,
      rpc: { 'eip155:1': '', 'eip155:10': 'https://a.example/' },
      limits: { perDay: '7', perAssetDay: {} },
      blocked: ['https://b.example'],
      heldSites: ['https://letters.example'],
      ecashCap: '1',
      firstRun: 'limits',
    } as const;
    expect(storedSettings(settings)).toMatchObject({ version: 1 });
    expect(readSettings(JSON.parse(JSON.stringify(storedSettings(settings))))).toEqual({
      settings,
      damaged: [],
    });
  });

  test.each([null, 1, 'x', [], { version: 2, limits: { perDay: '1' } }, { version: '1' }])(
    '%j is no settings of ours: nothing may be spent under it',
    (stored) => {
      expect(readSettings(stored)).toEqual({
        settings: { ...DEFAULT_SETTINGS, ...NO_MONEY },
        damaged: [''],
      });
    },
  );

  test('what is right is kept, beside what is wrong, which is named', () => {
    const stored = {
      openPopup: false,
      autoLockMinutes: 0,
      rpc: { 'eip155:1': 'https://a.example' },
      more: 1,
    };
    expect(readSettings(stored)).toMatchObject({
      settings: { openPopup: false, autoLockMinutes: 0, rpc: { 'eip155:1': 'https://a.example/' } },
      damaged: [],
    });
    for (const autoLockMinutes of [-1, 1441, 1.5, Number.NaN, null, '5']) {
      const { settings, damaged } = readSettings({ ...stored, openPopup: 'yes', autoLockMinutes });
      expect(settings).toMatchObject({ openPopup: true, autoLockMinutes: 15 });
      expect(damaged).toEqual(['openPopup', 'autoLockMinutes']);
    }
  });

  const bitcoin = (perAssetDay: unknown) => readSettings({ limits: { perDay: '1', perAssetDay } });

  test('a limit on bitcoin that was never stored is the default', () => {
    expect(read({ limits: { perDay: '1' } }).limits).toEqual({
      perDay: '1',
      perAssetDay: DEFAULT_SETTINGS.limits.perAssetDay,
    });
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['text', '50000000'],
    ['a list', ['50000000']],
    ['an exponent', { [BITCOIN]: '5e7' }],
    ['a fraction', { [BITCOIN]: '1.5' }],
    ['negative', { [BITCOIN]: '-1' }],
    ['no amount', { [BITCOIN]: null }],
    ['too large', { [BITCOIN]: '9'.repeat(78) }],
  ])('a limit on bitcoin that is %s allows none', (_, stored) => {
    const { settings, damaged } = bitcoin(stored);
    expect(settings.limits.perAssetDay).toEqual({ [BITCOIN]: '0' });
    expect(damaged.join()).toContain('limits.perAssetDay');
  });

  test('limits by asset: what was removed stays so, and each is read for itself', () => {
    expect(bitcoin({}).settings.limits.perAssetDay).toEqual({});
    expect(
      bitcoin({ 'eip155:1/0xa': 'ten', 'eip155:1/0xb': '7' }).settings.limits.perAssetDay,
    ).toEqual({ 'eip155:1/0xa': '0', 'eip155:1/0xb': '7' });
    expect(bitcoin({ [BITCOIN]: '9' }).settings.limits.perAssetDay).toEqual({ [BITCOIN]: '9' });
  });

  test.each(['5e6', '-1', '01', '', 5, null, ['1']])(
    'dollar limits: %j allows nothing, an absent one is none',
    (perPayment) => {
      const stored = { limits: { perPayment, perDay: '7', perAssetDay: {} } };
      expect(read(stored).limits).toEqual({ perPayment: '0', perDay: '7', perAssetDay: {} });
      expect(damaged(stored)).toEqual(['limits.perPayment']);
    },
  );

  test.each(['none', 7, null, []])('limits that are %j allow nothing at all', (limits) => {
    expect(read({ limits }).limits).toEqual(NO_MONEY.limits);
    expect(damaged({ limits })).toEqual(['limits']);
  });

  test.each(['-1', '1.5', 10_000, null])('an ecash cap of %j takes nothing in', (ecashCap) => {
    expect(read({ ecashCap }).ecashCap).toBe('0');
    expect(damaged({ ecashCap })).toEqual(['ecashCap']);
  });

  test('a grant that cannot be read is none', () => {
    const whole = { perPayment: '1', perDay: '2', until: 3, testnet: true };
    const grants = {
      'https://a.example': whole,
      'https://b.example': { ...whole, perDay: 2 },
      'https://c.example': { ...whole, testnet: undefined },
      nowhere: whole,
    };
    expect(read({ grants }).grants).toEqual({ 'https://a.example': whole });
    expect(damaged({ grants })).toHaveLength(3);
  });

  test('blocked sites: the ones that can be read stay so', () => {
    const blocked = ['https://a.example', 'b', 7];
    expect(read({ blocked }).blocked).toEqual(['https://a.example']);
    expect(damaged({ blocked })).toEqual(['blocked']);
    expect(damaged({ blocked: 'https://a.example' })).toEqual(['blocked']);
  });

  test('endpoints: an empty one is off, a wrong one is the default', () => {
    const rpc = JSON.parse(
      '{"eip155:1":"","eip155:8453":"http://rpc.example","eip155:0":"https://a.example","x":"https://a.example","__proto__":"https://a.example","eip155:10":5}',
    );
    expect(read({ rpc }).rpc).toEqual({ 'eip155:1': '' });
    expect(damaged({ rpc })).toHaveLength(5);
  });
});
