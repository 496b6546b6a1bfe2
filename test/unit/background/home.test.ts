import { beforeEach, describe, expect, it } from 'vitest';
import { homeOf } from '../../../src/background/api/views/home/home.ts';
import type { Context } from '../../../src/background/context.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import { approve } from '../../../src/core/payment/index.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser, tabs } from './browser.ts';
import { quote } from './fakes.ts';
import { NOW, told, world } from './world.ts';

// The popup while nothing is asked for: what it says of the site, of what was spent and of what there is to pay from.

const PURSE = '0x5aF3107a4D2b8C91e6F07d35B8a2C4e91D60b7f8';

beforeEach(() => freshBrowser(SHOP));

/** A worker with wallets that a test puts there; each node that is asked notes it. */
function worldOf(
  wallets: Partial<Pick<Context, 'purse' | 'lightning' | 'ecash' | 'keyring'>> = {},
) {
  const made = world(told('nwc', true));
  const asked: string[] = [];
  const purse = {
    id: 'purse',
    status: async () => ({ state: 'none' }),
    balanceOf: async (network: string) => {
      asked.push(network);
      return 4_250_000n;
    },
    ...wallets.purse,
  };
  const context = {
    ...made.context,
    lightning: { status: async () => undefined },
    ecash: { mints: async () => [] },
    ...wallets,
    purse,
  } as unknown as Context;
  return { ...made, context, asked };
}

const BASE_USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
/** The price of a quote in real money. */
const REAL = {
  network: 'eip155:8453',
  price: { amount: 10_000n, currency: 'USDC', decimals: 6, asset: BASE_USDC },
  rail: { kind: 'eip3009', network: 'eip155:8453', asset: BASE_USDC },
} as const;

async function pays(context: Context, id: string, url: string, terms = {}, at = NOW) {
  const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
  await context.journal.begin(approve(quote(id, url, terms), 'purse', target, at));
}

const open = { status: async () => ({ state: 'open', address: PURSE, origin: 'phrase' }) } as never;
const rest = () => new Promise((done) => setTimeout(done));

describe('what there is to pay from', () => {
  const holdsOf = async (context: Context) => (await homeOf(context, 1)).wallets;

  it('is none where no wallet is set up, and where what is kept of them cannot be read', async () => {
    expect(await holdsOf(worldOf().context)).toEqual({ state: 'none', ecash: [] });
    const damaged = async () => {
      throw new FareboxError('error_keys_damaged');
    };
    const { context } = worldOf({
      keyring: { state: damaged } as never,
      purse: { status: damaged } as never,
    });
    expect(await holdsOf(context)).toEqual({ state: 'none', ecash: [] });
  });

  it('is not told while the password has not been typed, and no node is asked', async () => {
    const { context, purse, asked } = worldOf({ purse: open });
    purse.locked = true;
    expect(await holdsOf(context)).toEqual({ state: 'locked', ecash: [] });
    await rest();
    expect(asked).toEqual([]);
  });

  it('is asked of the networks that know the address, and waits for none of them', async () => {
    const { context, asked } = worldOf({ purse: open });
    expect(await holdsOf(context)).toEqual({
      state: 'ready',
      purse: { holds: [], incomplete: true },
      ecash: [],
    });
    await rest();
    expect(new Set(asked)).toEqual(new Set(['eip155:8453']));
    const before = asked.length;
    const { purse } = await holdsOf(context);
    expect(purse?.holds).toContainEqual({
      money: { amount: '4250000', decimals: 6, currency: 'USDC' },
      testnet: false,
    });
    await rest();
    expect(asked).toHaveLength(before);
  });

  it('adds up one currency over the networks, test money apart', async () => {
    const { context } = worldOf({ purse: open });
    await context.fundedNetworks.note(
      PURSE,
      new Map([
        ['eip155:84532', true],
        ['eip155:137', true],
      ]),
    );
    await holdsOf(context);
    await rest();
    const { purse } = await holdsOf(context);
    const usdc = purse?.holds.filter(({ money }) => money.currency === 'USDC');
    expect(usdc?.map(({ money, testnet }) => [money.amount, testnet])).toEqual([
      ['8500000', false],
      ['4250000', true],
    ]);
  });

  it.each([
    ['of an empty wallet one amount of nothing', 0n, ['0']],
    ['of a full one no amounts of nothing', 7n, ['7', '7']],
  ])('%s', async (_, amount, amounts) => {
    const { context } = worldOf({
      purse: { ...(open as object), balanceOf: async () => amount } as never,
    });
    await holdsOf(context);
    await rest();
    const { purse } = await holdsOf(context);
    expect(purse?.holds.map(({ money }) => money.amount)).toEqual(amounts);
  });

  it.each([
    ['nothing elsewhere is not nothing', 0n, []],
    ['what is known elsewhere is said to be a part', 7n, ['7', '7']],
  ])('where one network does not answer, %s', async (_, amount, amounts) => {
    const balanceOf = async (network: string) => {
      if (network === 'eip155:137') throw new Error('the node is off');
      return amount;
    };
    const { context } = worldOf({ purse: { ...(open as object), balanceOf } as never });
    await context.fundedNetworks.note(PURSE, new Map([['eip155:137', true]]));
    await holdsOf(context);
    await rest();
    const { purse } = await holdsOf(context);
    expect(purse?.incomplete).toBe(true);
    expect(purse?.holds.map(({ money }) => money.amount)).toEqual(amounts);
  });

  it('names a Lightning wallet, without asking it, and adds up ecash of all mints', async () => {
    const holdings = [
      { amount: 10n, held: 2n, unit: 'sat' },
      { amount: 50n, held: 0n, unit: 'usd' },
    ];
    const { context } = worldOf({
      lightning: { status: async () => ({ alias: 'My Hub' }) } as never,
      ecash: { mints: async () => [{ holdings }, { holdings }] } as never,
    });
    expect(await holdsOf(context)).toEqual({
      state: 'ready',
      lightning: { name: 'My Hub' },
      ecash: [
        { money: { amount: '24', decimals: 0, currency: 'sat' }, testnet: false },
        { money: { amount: '100', decimals: 2, currency: 'USD' }, testnet: false },
      ],
    });
  });
});

describe('the site in front', () => {
  const siteOf = async (context: Context) => (await homeOf(context, 1)).site;
  const origin = new URL(SHOP).origin;

  it('is told with what was spent on all its hosts this month, and not on others', async () => {
    const { context } = worldOf();
    expect(await siteOf(context)).toMatchObject({
      site: { origin },
      blocked: false,
      grants: [],
      spent: { month: '0', testMonth: '0' },
    });
    await pays(context, 'one', `${origin}/one`);
    await pays(context, 'two', 'https://www.shop.example/two');
    await pays(context, 'real', 'https://api.shop.example/three', REAL);
    await pays(context, 'else', 'https://elsewhere.test/four', REAL);
    const { spending, site } = await homeOf(context, 1);
    expect(site?.spent).toEqual({ month: '10000', testMonth: '20000' });
    expect(spending).toEqual({ day: '20000', month: '20000', testDay: '20000' });
  });

  it('is absent where the tab shows no page of the web, or is gone', async () => {
    const { context } = worldOf();
    tabs.set(1, { url: 'about:blank', loading: false });
    expect(await siteOf(context)).toBeUndefined();
    expect((await homeOf(context, 5)).site).toBeUndefined();
  });

  it('is told with the grants of its pages that have not ended', async () => {
    const { context } = worldOf();
    const grant = (until: number) =>
      ({ perPayment: '1000', perDay: '10000', until, testnet: false }) as const;
    const grants = {
      [origin]: grant(NOW + 1),
      [`${origin} https://api.test`]: { ...grant(NOW + 2), perMinute: 5 },
      [`https://page.test ${origin}`]: grant(NOW + 3),
      [`${origin}:8443`]: grant(NOW + 4),
      'https://other.test': grant(NOW + 5),
    };
    const settings = async () => ({ ...(await context.settings()), grants });
    const found = async (now: number) =>
      (await siteOf({ ...context, settings, now: () => now }))?.grants.map(({ until }) => until);
    expect(await found(NOW)).toEqual([NOW + 1, NOW + 2, NOW + 3]);
    expect(await found(NOW + 1)).toEqual([NOW + 2, NOW + 3]);
    expect(await found(NOW + 9)).toEqual([]);
  });

  it('is told as blocked', async () => {
    const { context } = worldOf();
    await context.preferences.set({ blocked: [origin] });
    expect(await siteOf(context)).toMatchObject({ blocked: true });
  });
});

describe('the last payments', () => {
  it('are the newest three', async () => {
    const { context } = worldOf();
    for (const at of [1, 2, 3, 4, 5]) {
      await pays(context, `p${at}`, `https://news.test/${at}`, {}, NOW + at);
    }
    const { payments } = await homeOf(context, 1);
    expect(payments.map(({ url }) => url)).toEqual(
      [5, 4, 3].map((at) => `https://news.test/${at}`),
    );
  });
});
