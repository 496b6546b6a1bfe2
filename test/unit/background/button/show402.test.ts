import { beforeEach, describe, expect, it } from 'vitest';
import { block } from '../../../../src/background/api/auto-pay-grants.ts';
import { show402 } from '../../../../src/background/offers/quotes.ts';
import { setSkipped } from '../../../../src/background/offers/skipped.ts';
import type { HttpResponse } from '../../../../src/core/web/http.ts';
import { createPractice } from '../../../../src/wallets/practice/index.ts';
import { challenged, SHOP } from '../../../fixtures/payment.ts';
import { inAsset } from '../../../fixtures/x402/in-asset.ts';
import { buttons, freshBrowser } from '../browser.ts';
import { NOW, told, world } from '../world.ts';

// What the 402s of a tab bring to its button, and which of them do.

const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const X402 = inAsset('eip155:8453', USDC, '10000', 'USD Coin');
const ASKS = { badge: '1¢', icon: 'asks' };

beforeEach(() => {
  freshBrowser(SHOP);
  buttons.clear();
});

type Type = 'main_frame' | 'xmlhttprequest';
const seenAt = (url: string, type: Type, response: HttpResponse = X402, tabId = 1) =>
  ({
    ...{ id: `${tabId}-${type}`, tabId, frameId: 0, type, at: NOW, body: 'none' as const },
    response: { ...response, url },
  }) as const;

const start = () =>
  world(told('nwc', true), createPractice({ isOn: async () => true, now: () => NOW })).context;

describe('a 402 on the button', () => {
  it('of the page names site and price', async () => {
    await show402(start(), seenAt(SHOP, 'main_frame'));
    expect(buttons.get(1)).toMatchObject({
      ...ASKS,
      title: [['button_asks', 'shop.example', '0.01\u00a0USDC']],
    });
  });

  it.each([
    ['the page’s own site', 'https://cdn.shop.example/a', X402, ASKS],
    ['another site', 'https://tracker.example/a', X402, undefined],
    ['the page’s own site, without an offer', SHOP, challenged(), undefined],
  ])('of a script’s call to %s', async (_, url, response, shown) => {
    await show402(start(), seenAt(url, 'xmlhttprequest', response));
    if (shown === undefined) expect(buttons.has(1)).toBe(false);
    else expect(buttons.get(1)).toMatchObject(shown);
  });

  it('without an offer says so, and names no price', async () => {
    await show402(start(), seenAt(SHOP, 'main_frame', challenged()));
    expect(buttons.get(1)).toMatchObject({
      badge: '402',
      title: [['button_explains', 'shop.example']],
    });
  });

  it('is marked as practice where the practice wallet would pay', async () => {
    await show402(start(), seenAt('http://localhost:4021/a', 'main_frame'));
    expect(buttons.get(1)).toMatchObject({
      badge: 'P1¢',
      title: [['button_asks', 'localhost:4021', '0.01\u00a0USDC'], ['practice_label']],
    });
  });

  it('is not shown where it was answered with "Not now"', async () => {
    const context = start();
    const seen = seenAt(SHOP, 'main_frame');
    await context.tabs.change(1, () => ({ seen: [seen] }));
    await setSkipped(context, 1, seen.id, true);
    await show402(context, seen);
    expect(buttons.has(1)).toBe(false);
  });
});

describe('blocking a site', () => {
  const origin = new URL(SHOP).origin;

  it('is said on the tabs that show its 402, and taken back', async () => {
    const context = start();
    await context.tabs.change(1, () => ({ seen: [seenAt(SHOP, 'main_frame')] }));
    const other = seenAt('https://other.example/', 'main_frame', X402, 2);
    await context.tabs.change(2, () => ({ seen: [other] }));
    await context.tabs.change(3, () => ({
      ...{ seen: [seenAt(SHOP, 'main_frame', X402, 3)], payment: 'paid' },
    }));
    await block(context, origin, true);
    expect([...buttons.keys()]).toEqual([1]);
    expect(buttons.get(1)).toMatchObject({
      ...{ badge: '', icon: 'blocked', title: [['button_blocked', 'shop.example']] },
    });
    await show402(context, seenAt(SHOP, 'main_frame'));
    expect(buttons.get(1)).toMatchObject({ badge: '', icon: 'blocked' });
    await block(context, origin, false);
    expect(buttons.get(1)).toMatchObject(ASKS);
  });

  it('is taken back whether or not a dot ends its host', async () => {
    const context = start();
    await context.tabs.change(1, () => ({ seen: [seenAt(SHOP, 'main_frame')] }));
    await block(context, `${origin}.`, true);
    expect(buttons.get(1)).toMatchObject({ icon: 'blocked' });
    await block(context, origin, false);
    expect(buttons.get(1)).toMatchObject(ASKS);
  });

  it('leaves the calls of other sites unannounced', async () => {
    const context = start();
    await block(context, 'https://tracker.example', true);
    await show402(context, seenAt('https://tracker.example/a', 'xmlhttprequest'));
    expect(buttons.has(1)).toBe(false);
  });
});
