import { describe, expect, it, vi } from 'vitest';
import type { Context } from '../../../src/background/context.ts';
import { someIsAllowed } from '../../../src/background/offers/priced-quotes.ts';
import { createPolicies } from '../../../src/background/stores/settings/policy-store.ts';
import { addMoney } from '../../../src/background/wallets/browser-wallet.ts';
import { fund } from '../../../src/background/wallets/buy-ecash.ts';
import type { Offer } from '../../../src/core/offers/offer.ts';
import type { Rail } from '../../../src/core/offers/rail.ts';
import type { PopupState } from '../../../src/messages/index.ts';
import { walletKinds } from '../../../src/wallets/index.ts';
import { switchable } from '../../../src/wallets/switchable.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { start } from './started.ts';
import { told } from './world.ts';

const { hostname } = new URL(SHOP);

type Answer<Out> = { readonly ok: boolean; readonly out: Out; readonly error?: string };

/** A worker whose browser is managed, with a page's 402 in its tab. */
async function managed(set: unknown) {
  let now = set;
  let told: () => void = () => undefined;
  const worker = start({
    readManaged: async () => now,
    onManagedChanged: (listener) => {
      told = listener;
    },
  });
  worker.answer402('request 1');
  const state = async () => ((await worker.popup()) as Answer<PopupState>).out;
  const request = async () => {
    const drawn = await state();
    if (!('request' in drawn)) throw new Error(`drawn: ${drawn.kind}`);
    return drawn.request;
  };
  await vi.waitFor(request, 10_000);
  return {
    ...worker,
    state,
    request,
    change: (to: unknown) => {
      now = to;
      told();
    },
  };
}

describe('a browser that an organisation manages', () => {
  it('pays as ever where nothing is set', async () => {
    const { request, state, buttons } = await managed({});
    expect(await request()).toMatchObject({ blocked: false });
    expect(await request()).not.toHaveProperty('forbidden');
    expect((await state()).kind).toBe('no-purse');
    expect(buttons.get(1)?.badge).toBe('T402');
  });

  it.each([
    ['a blocked site', { blockedSites: [hostname] }],
    ['a site that is not allowed', { allowedSites: ['other.example'] }],
    ['a policy that cannot be read', undefined],
    ['a policy of another shape', 'closed'],
  ])('never pays and never announces %s', async (_, set) => {
    const { request, buttons, openPopup, ask } = await managed(set);
    const { blocked, forbidden, offers } = await request();
    expect({ blocked, forbidden }).toEqual({ blocked: true, forbidden: true });
    const [offer] = offers;
    const pressed = await ask('pay', { quoteId: offer?.quoteId, hash: offer?.hash });
    expect(pressed).toMatchObject({ ok: false, error: 'error_forbidden' });
    const host = new URL(SHOP).hostname;
    await vi.waitFor(() => expect(buttons.has(1)).toBe(true), 10_000);
    expect(buttons.get(1)).toMatchObject({ badge: '', title: [['button_forbidden', host]] });
    expect(openPopup).not.toHaveBeenCalled();
  });

  it('says why no wallet can pay, where those that could are switched off', async () => {
    const { request, state } = await managed({ walletsOff: ['purse', 'eip1193'] });
    expect((await state()).kind).toBe('cannot-pay');
    expect((await request()).offers[0]).toMatchObject({ payable: false, why: 'reason_wallet_off' });
  });

  it('says that the wallet that could be set up is off, where pages may bring another', async () => {
    const { state } = await managed({ walletsOff: ['purse'] });
    expect(await state()).toMatchObject({ kind: 'no-purse', off: true });
  });

  it('goes on where one of the wallets is left', async () => {
    const { state } = await managed({ walletsOff: ['eip1193', 'nwc'] });
    expect((await state()).kind).toBe('no-purse');
    expect(await state()).not.toHaveProperty('off');
  });

  it('shows what is set, and the lower of two limits', async () => {
    const { ask } = await managed({ limits: { perPayment: '0.25', perMonth: '1000' } });
    const { out } = (await ask('settings.get', {})) as Answer<object>;
    expect(out).toMatchObject({
      settings: { limits: { perPayment: '250000', perMonth: '100000000' } },
      organisation: { limits: { perPayment: '250000', perMonth: '1000000000' }, damaged: [] },
    });
  });

  it('hears at once that it changed', async () => {
    const { request, change } = await managed({});
    change({ blockedSites: [hostname] });
    expect(await request()).toMatchObject({ forbidden: true });
    change({});
    expect(await request()).not.toHaveProperty('forbidden');
  });

  it('says on the buttons of open tabs that it changed', async () => {
    const { buttons, change } = await managed({});
    const badgeIs = (badge: string) =>
      vi.waitFor(() => expect(buttons.get(1)?.badge).toBe(badge), 10_000);
    await badgeIs('T402');
    change({ blockedSites: [hostname] });
    await badgeIs('');
    expect(buttons.get(1)).toMatchObject({ title: [['button_forbidden', new URL(SHOP).hostname]] });
    change({});
    await badgeIs('T402');
  });

  it('says that the wallet is off which was chosen for a payment', async () => {
    const { request, ask } = await managed({ walletsOff: ['purse'] });
    const [offer] = (await request()).offers;
    const consent = { quoteId: offer?.quoteId, hash: offer?.hash };
    const [off, none] = [
      await ask('pay', { ...consent, wallet: 'purse' }),
      await ask('pay', { ...consent, wallet: 'nwc' }),
    ];
    expect(off).toMatchObject({ ok: false, error: 'error_wallet_off' });
    expect(none).toMatchObject({ ok: false, error: 'error_no_wallet' });
  });
});

// The class: what a call may wait for. One that nobody here can pay goes on at once.
describe('a call of a page whose calls wait', () => {
  const x402 = { kind: 'eip3009', network: 'eip155:84532' } as unknown as Rail;
  const lightning = { kind: 'lightning', network: 'mainnet' } as Rail;
  const offer = (rail: Rail | undefined, payable = true) => ({ rail, payable }) as unknown as Offer;

  function allowed(offers: readonly Offer[], set: unknown, practice = false) {
    const browser = { readManaged: async () => set, onManagedChanged: () => undefined };
    const abouts = walletKinds.map(({ about }) => about);
    const wallets = [{ ...told('any', true), practisesAt: async () => practice }];
    const policies = createPolicies(browser, abouts, () => undefined);
    return someIsAllowed({ policies, wallets } as unknown as Context, SHOP, offers);
  }

  it.each([
    [[offer(x402)], {}, true],
    [[offer(x402)], { walletsOff: ['purse', 'eip1193'] }, false],
    [[offer(x402)], { walletsOff: ['purse'] }, true],
    [[offer(lightning)], { walletsOff: ['nwc', 'webln'] }, false],
    [[offer(lightning), offer(x402)], { walletsOff: ['nwc', 'webln'] }, true],
    [[offer(lightning), offer(x402, false)], { walletsOff: ['nwc', 'webln'] }, false],
    [[offer(x402, false)], {}, false],
    [[], {}, false],
  ])('%j is worth it where %j is set: %s', async (offers, set, expected) => {
    expect(await allowed(offers, set)).toBe(expected);
  });

  it('is practised with where practice is on, whichever wallets are off', async () => {
    const set = { walletsOff: ['purse', 'eip1193'] };
    expect(await allowed([offer(x402)], set, true)).toBe(true);
  });
});

describe('money that moves between wallets', () => {
  const MINT = 'https://mint.example';

  /** Wallets that note what they are asked, in a browser that is managed. */
  function wallets(set: unknown) {
    const browser = { readManaged: async () => set, onManagedChanged: () => undefined };
    const abouts = walletKinds.map(({ about }) => about);
    const asked: string[] = [];
    const ask = (what: string) => async () => {
      asked.push(what);
      throw new Error('asked');
    };
    const context = {
      policies: createPolicies(browser, abouts, () => undefined),
      changeLock: { withLock: (_: string, run: () => Promise<unknown>) => run() },
      lightning: { id: 'nwc', ready: ask('ready') },
      browserWallet: { id: 'eip1193' },
      purse: { status: ask('status') },
    } as unknown as Context;
    return { context, asked };
  }

  it.each([
    [{ walletsOff: ['nwc'] }, 'error_wallet_off'],
    [{ walletsOff: ['ecash'] }, 'error_wallet_off'],
    [{ blockedSites: ['mint.example'] }, 'error_forbidden'],
    [{ allowedSites: ['shop.example'] }, 'error_forbidden'],
    [undefined, 'error_forbidden'],
  ])('buys no ecash: %j', async (set, error) => {
    const { context, asked } = wallets(set);
    await expect(fund(context, MINT, 'sat', 10n)).rejects.toThrow(error);
    expect(asked).toEqual([]);
  });

  it('comes from no wallet that is switched off', async () => {
    const { context, asked } = wallets({ walletsOff: ['eip1193'] });
    const money = { network: 'eip155:84532', asset: '0x', amount: '1' };
    await expect(addMoney(context, money)).rejects.toThrow('error_wallet_off');
    expect(asked).toEqual([]);
  });

  it('moves as ever where that is not forbidden', async () => {
    const { context, asked } = wallets({ walletsOff: ['webln'], allowedSites: ['mint.example'] });
    await expect(fund(context, MINT, 'sat', 10n)).rejects.toThrow('asked');
    const money = { network: 'eip155:84532', asset: '0x', amount: '1' };
    await expect(addMoney(context, money)).rejects.toThrow('asked');
    expect(asked).toEqual(['ready', 'status']);
  });
});

describe('a wallet that is switched off', () => {
  const wallet = { ...told('purse', true), serves: async () => true };
  const rail = { kind: 'lightning', network: 'mainnet' } as const;

  it('begins nothing', async () => {
    const off = switchable(wallet, async (id) => id === 'purse');
    expect(await off.serves(rail)).toBe(false);
    await expect(off.ready()).rejects.toThrow('error_wallet_off');
  });

  it('is asked as before what became of what it began', async () => {
    const off = switchable(wallet, async () => true);
    expect(off.lookup).toBe(wallet.lookup);
    expect(off.fulfil).toBe(wallet.fulfil);
    expect(off.takeBack).toBe(wallet.takeBack);
  });

  it('is as ever while another one is off', async () => {
    const on = switchable(wallet, async (id) => id === 'nwc');
    expect(await on.serves(rail)).toBe(true);
    await on.ready();
  });

  it('leaves its address to no other wallet where the user practises', async () => {
    const practice = { ...wallet, id: 'practice', practisesAt: async () => true };
    const off = switchable(practice, async () => true);
    expect(await off.practisesAt?.(SHOP)).toBe(true);
    expect(await off.serves(rail)).toBe(false);
  });
});
