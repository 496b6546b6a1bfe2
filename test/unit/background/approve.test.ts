import { beforeEach, describe, expect, it } from 'vitest';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import { FareboxError, Unsure } from '../../../src/core/errors.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser, tabs as tabsOfBrowser } from './browser.ts';
import { L402, NOW, told, world } from './world.ts';

type Type = 'main_frame' | 'sub_frame' | 'xmlhttprequest';

/** A tab that has met a 402 and shows `url` by now. */
async function press(url: string | undefined, type: Type = 'main_frame') {
  const { context } = world(told('nwc', false));
  const seen = {
    id: 'seen',
    tabId: 1,
    frameId: 0,
    type,
    response: L402,
    at: NOW,
    body: 'none',
  } as const;
  await context.tabs.change(1, () => ({ seen: [seen] }));
  tabsOfBrowser.set(1, { loading: false, ...(url === undefined ? {} : { url }) } as never);
  const [made] = quotesOf(context, seen);
  if (made === undefined) throw new Error('no offer');
  return approve(context, made.quote.id, made.quote.hash);
}

beforeEach(() => freshBrowser(SHOP));

// The class: the tab shows anything but the page whose price was shown.
describe('a page is paid for while its tab shows its site', () => {
  it.each([SHOP, `${SHOP}#part`, new URL('/other', SHOP).href])('%s: yes', async (url) => {
    expect(await press(url)).toMatchObject({ state: 'sent' });
  });

  it.each([
    // What the browser hides: about:blank, chrome://version, data:, about:license.
    undefined,
    '',
    'about:blank',
    'data:text/html,x',
    'file:///tmp/x',
    'https://evil.example/',
    SHOP.replace('https:', 'http:'),
    SHOP.replace('://', '://www.'),
  ])('%s: no', async (url) => {
    await expect(press(url)).rejects.toMatchObject({ key: 'error_quote_gone' });
  });

  it('a frame or a call is paid for while its tab shows some page', async () => {
    expect(await press('https://around.example/', 'sub_frame')).toMatchObject({
      state: 'armed',
    });
    await expect(press(undefined, 'sub_frame')).rejects.toMatchObject({ key: 'error_quote_gone' });
    await expect(press(undefined, 'xmlhttprequest')).rejects.toMatchObject({
      key: 'error_quote_gone',
    });
  });
});

// What a wallet must ask a mint for takes as long as the mint likes.
it.each(['elsewhere', 'in a tab that has moved on'])(
  'what is asked for %s is not waited for',
  async (where) => {
    const { context } = world(told('nwc', false));
    const silent = {
      ...told('ecash', false),
      serves: async ({ kind }: { kind: string }) => kind === 'ecash',
      extra: () => new Promise<never>(() => undefined),
    };
    const seen = (id: string, tabId: number, response: typeof L402) =>
      ({ id, tabId, frameId: 0, type: 'main_frame', response, at: NOW, body: 'none' }) as const;
    const creq = '{"a":1,"u":"sat","m":["https://mint.example"]}';
    const coins = seen('coins', 0, { ...L402, headers: [['x-cashu', creq]] });
    const page = seen('seen', 1, L402);
    const moved = where !== 'elsewhere';
    await context.tabs.change(0, () => (moved ? { seen: [], before: coins } : { seen: [coins] }));
    await context.tabs.change(1, () => ({ seen: [page] }));
    tabsOfBrowser.set(1, { loading: false, url: SHOP } as never);
    const [made] = quotesOf(context, page);
    if (made === undefined) throw new Error('no offer');
    const both = { ...context, wallets: [...context.wallets, silent] } as typeof context;
    expect(quotesOf(context, coins)[0]?.offer.payable).toBe(true);
    expect(await approve(both, made.quote.id, made.quote.hash)).toMatchObject({ wallet: 'nwc' });
  },
  1000,
);

describe('after a wallet did not pay', () => {
  const attempt = async (error: Error) => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const response = L402;
    const type = 'main_frame' as const;
    const seen = {
      id: 'seen',
      tabId: 1,
      frameId: 0,
      type,
      response,
      at: NOW,
      body: 'none',
    } as const;
    await context.tabs.change(1, () => ({ seen: [seen] }));
    tabsOfBrowser.set(1, { loading: false, url: SHOP } as never);
    const pay = nwc.pays;
    nwc.pays = () => Promise.reject(error);
    const made = async () => {
      const [now] = (await context.tabs.get(1)).seen;
      const [offered] = now === undefined ? [] : quotesOf(context, now);
      if (offered === undefined) throw new Error('no offer');
      return offered.quote;
    };
    const first = await made();
    await expect(approve(context, first.id, first.hash)).rejects.toThrow(error.message);
    nwc.pays = pay;
    const second = await made();
    return { nwc, first, second, again: () => approve(context, second.id, second.hash) };
  };

  it('the same offer may be paid again where it is certain that nothing was', async () => {
    const { nwc, first, second, again } = await attempt(new FareboxError('error_page_wallet'));
    expect(second).toEqual({ ...first, id: expect.not.stringMatching(`^${first.id}$`) });
    expect(await again()).toMatchObject({ state: 'sent' });
    expect(nwc.asked).toHaveLength(2);
  });

  it.each([new Unsure('error_wallet_silent'), new TypeError('socket')])(
    'and may not where it is not: %s',
    async (error) => {
      const { nwc, first, second, again } = await attempt(error);
      expect(second).toEqual(first);
      await expect(again()).rejects.toThrow('error_already_paying');
      expect(nwc.asked).toHaveLength(1);
    },
  );
});
