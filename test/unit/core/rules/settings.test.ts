import { describe, expect, test } from 'vitest';
import { BITCOIN } from '../../../../src/core/rules/limits.ts';
import { DEFAULT_SETTINGS, readSettings, rpcUrl } from '../../../../src/core/rules/settings.ts';

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

describe('readSettings', () => {
  test('nothing, or nonsense, gives the defaults', () => {
    for (const stored of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { openPopup: 'yes', autoLockMinutes: '5', rpc: 7 },
    ]) {
      expect(readSettings(stored)).toEqual(DEFAULT_SETTINGS);
    }
  });

  test('what is right is kept, beside what is wrong', () => {
    const stored = {
      openPopup: false,
      autoLockMinutes: 0,
      rpc: { 'eip155:1': 'https://a.example' },
      more: 1,
    };
    expect(readSettings(stored)).toMatchObject({
      openPopup: false,
      autoLockMinutes: 0,
      rpc: { 'eip155:1': 'https://a.example/' },
    });
    for (const autoLockMinutes of [-1, 1441, 1.5, Number.NaN, null]) {
      expect(readSettings({ ...stored, autoLockMinutes }).autoLockMinutes).toBe(15);
    }
  });

  const bitcoin = (perAssetDay?: unknown) =>
    readSettings({ limits: { perDay: '1', ...(perAssetDay === undefined ? {} : { perAssetDay }) } })
      .limits.perAssetDay;

  test.each<[string, unknown]>([
    ['absent', undefined],
    ['null', null],
    ['text', '50000000'],
    ['a list', ['50000000']],
    ['an exponent', { [BITCOIN]: '5e7' }],
    ['a fraction', { [BITCOIN]: '1.5' }],
    ['negative', { [BITCOIN]: '-1' }],
    ['no amount', { [BITCOIN]: null }],
  ])('a limit on bitcoin that is %s is the default', (_, stored) => {
    expect(bitcoin(stored)).toEqual(DEFAULT_SETTINGS.limits.perAssetDay);
  });

  test('limits by asset: what was removed stays so, and what cannot be read and has no default is nothing', () => {
    expect(bitcoin({})).toEqual({});
    expect(bitcoin({ 'eip155:1/0xa': 'ten', 'eip155:1/0xb': '7' })).toEqual({
      'eip155:1/0xa': '0',
      'eip155:1/0xb': '7',
    });
    expect(bitcoin({ [BITCOIN]: '9' })).toEqual({ [BITCOIN]: '9' });
  });

  test('dollar limits: an unreadable one is the default, an absent one is none', () => {
    const { limits } = readSettings({ limits: { perPayment: '5e6', perDay: '0' } });
    expect(limits).toEqual({
      perPayment: DEFAULT_SETTINGS.limits.perPayment,
      perDay: '0',
      perAssetDay: DEFAULT_SETTINGS.limits.perAssetDay,
    });
    expect(readSettings({ limits: 'none' }).limits).toEqual(DEFAULT_SETTINGS.limits);
  });

  test('endpoints: an empty one is off, a wrong one is the default', () => {
    const rpc = JSON.parse(
      '{"eip155:1":"","eip155:8453":"http://rpc.example","eip155:0":"https://a.example","x":"https://a.example","__proto__":"https://a.example","eip155:10":5}',
    );
    expect(readSettings({ rpc }).rpc).toEqual({ 'eip155:1': '' });
  });
});
