import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Button } from '../../../src/platform/button.ts';

const told = vi.hoisted(() => ({ calls: [] as [string, unknown][], gone: false }));

vi.mock('webextension-polyfill', () => {
  const note = (name: string) => async (details: unknown) => {
    told.calls.push([name, details]);
    if (told.gone) throw new Error('No tab with id: 7.');
  };
  const names = [
    ...['setBadgeBackgroundColor', 'setBadgeTextColor', 'setBadgeText', 'setTitle', 'setIcon'],
  ];
  return {
    default: {
      i18n: {
        getMessage: (key: string, values: string[]) =>
          key === 'language' ? 'de' : [key, ...values].join(' '),
        getUILanguage: () => 'de-AT',
      },
      action: Object.fromEntries(names.map((name) => [name, note(name)])),
    },
  };
});
vi.stubGlobal('__FIREFOX__', false);
const { locale, setButton } = await import('../../../src/platform/button.ts');

const PAID: Button = {
  ...{ badge: 'T✓', colour: '#1a7f37', icon: 'paid' },
  title: [['button_paid', 'shop.example', '0.01 USDC'], ['testnet']],
};

beforeEach(() => {
  told.calls.length = 0;
  told.gone = false;
});

it('sets badge, tooltip and icon together', async () => {
  await setButton(7, PAID);
  expect(Object.fromEntries(told.calls)).toEqual({
    setBadgeBackgroundColor: { tabId: 7, color: '#1a7f37' },
    setBadgeTextColor: { tabId: 7, color: '#ffffff' },
    setBadgeText: { tabId: 7, text: 'T✓' },
    setTitle: { tabId: 7, title: 'button_paid shop.example 0.01 USDC · testnet' },
    setIcon: {
      tabId: 7,
      path: { 16: '/icons/button/paid-16.png', 32: '/icons/button/paid-32.png' },
    },
  });
});

it.each(['nothing', 'asks', 'paid', 'blocked'] as const)('the icon %s is there', async (icon) => {
  await setButton(7, { ...PAID, icon });
  const [, details] = told.calls.find(([name]) => name === 'setIcon') ?? [];
  const { path } = details as { path: Record<string, string> };
  const files = Object.values(path);
  expect(files).toHaveLength(2);
  for (const file of files)
    expect(existsSync(join(import.meta.dirname, '../../../src/static', file))).toBe(true);
});

it('draws the last of many, and no half of one', async () => {
  const many = Array.from({ length: 50 }, (_, at) => setButton(7, { ...PAID, badge: String(at) }));
  await Promise.all(many);
  const texts = told.calls.filter(([name]) => name === 'setBadgeText');
  expect(texts.length).toBeLessThanOrEqual(2);
  expect(texts.at(-1)).toEqual(['setBadgeText', { tabId: 7, text: '49' }]);
  expect(told.calls.filter(([name]) => name === 'setIcon')).toHaveLength(texts.length);
});

it('minds no tab that is gone', async () => {
  told.gone = true;
  await expect(setButton(7, PAID)).resolves.toBeUndefined();
});

it('writes numbers by the language of the texts', () => {
  expect(locale()).toBe('de-AT');
});
