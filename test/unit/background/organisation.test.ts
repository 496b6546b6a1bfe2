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
import { memoryStore } from './fakes.ts';
import { start } from './started.ts';
import { told } from './world.ts';

const { hostname } = new URL(SHOP);

type Answer<Out> = { readonly ok: boolean; readonly out: Out; readonly error?: string };

type Managed = Parameters<typeof createPolicies>[0]['port'];

const abouts = walletKinds.map(({ about }) => about);
const policiesOf = (port: Managed, changed: () => void = () => undefined) =>
  createPolicies({ port, local: memoryStore(), wallets: abouts, changed, setTimeout });

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
    const wallets = [{ ...told('any', true), practisesAt: async () => practice }];
    const policies = policiesOf(browser);
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
    const asked: string[] = [];
    const ask = (what: string) => async () => {
      asked.push(what);
      throw new Error('asked');
    };
    const context = {
      policies: policiesOf(browser),
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

// Chromium answers five seconds after it was started, and has been seen to give no answer for a minute.
describe('while the browser has not said what is set', () => {
  const SET = { blockedSites: ['casino.example'] };

  /** Policies whose browser answers when it is told to, and whose time passes when it is told to. */
  function waiting(local = memoryStore()) {
    let answer: (managed: unknown) => void = () => undefined;
    let pass: () => void = () => undefined;
    const changed = vi.fn();
    const readManaged = vi.fn(
      () =>
        new Promise<unknown>((resolve) => {
          answer = resolve;
        }),
    );
    const policies = createPolicies({
      port: { readManaged, onManagedChanged: () => undefined },
      ...{ local, wallets: abouts, changed },
      setTimeout: (run, ms) => {
        expect(ms).toBe(15_000);
        pass = run;
      },
    });
    const settled = async (managed: unknown) => {
      const sure = policies.sure();
      answer(managed);
      await sure;
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { policies, local, changed, readManaged, settled, pass: () => pass() };
  }

  it('what it said last is shown, and what it says now as soon as it does', async () => {
    const { policies, local, changed, settled } = waiting();
    expect((await policies.get()).blockedSites).toEqual([]);
    await settled(SET);
    expect((await policies.get()).blockedSites).toEqual(SET.blockedSites);
    expect(changed).toHaveBeenCalledTimes(1);
    const next = waiting(local);
    expect((await next.policies.get()).blockedSites).toEqual(SET.blockedSites);
    await next.settled(SET);
    expect(next.changed).not.toHaveBeenCalled();
    const after = waiting(local);
    await after.settled({});
    expect(after.changed).toHaveBeenCalledTimes(1);
    expect((await waiting(local).policies.get()).blockedSites).toEqual([]);
  });

  it('money waits for it', async () => {
    const { policies, readManaged, settled } = waiting();
    const sure = vi.fn();
    void policies.sure().then(sure);
    await new Promise((resolve) => setImmediate(resolve));
    expect(sure).not.toHaveBeenCalled();
    await settled(SET);
    expect(sure).toHaveBeenCalledWith(await policies.get());
    expect((await policies.sure()).blockedSites).toEqual(SET.blockedSites);
    expect(readManaged).toHaveBeenCalledTimes(1);
  });

  it('money waits for fifteen seconds, and then keeps to what it said last', async () => {
    const { local, settled } = waiting();
    await settled(SET);
    const { policies, pass } = waiting(local);
    const sure = policies.sure();
    pass();
    expect((await sure).blockedSites).toEqual(SET.blockedSites);
  });

  it('where it never said anything, no site is paid until it does', async () => {
    const { policies, changed, settled, pass } = waiting();
    const sure = policies.sure();
    pass();
    expect(await sure).toMatchObject({ allowedSites: [], damaged: [''] });
    expect(await policies.get()).toMatchObject({ allowedSites: [], damaged: [''] });
    await settled({});
    expect(await policies.get()).not.toHaveProperty('allowedSites');
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('what could not be read is not kept as what it said', async () => {
    const { local, settled } = waiting();
    await settled(SET);
    await waiting(local).settled(undefined);
    expect((await waiting(local).policies.get()).blockedSites).toEqual(SET.blockedSites);
  });

  it('a store that fails keeps nothing from being known', async () => {
    const local = memoryStore();
    local.fail = true;
    local.get = async () => {
      throw new Error('the disk is broken');
    };
    const { policies, settled } = waiting(local);
    expect((await policies.get()).blockedSites).toEqual([]);
    await settled(SET);
    expect((await policies.get()).blockedSites).toEqual(SET.blockedSites);
  });

  it.each([
    ['a page', 'pay'],
    ['ecash', 'fund'],
    ['the purse', 'add'],
  ])('the press that pays for %s waits', async (_, what) => {
    let answer: (managed: unknown) => void = () => undefined;
    const readManaged = () =>
      new Promise<unknown>((resolve) => {
        answer = resolve;
      });
    const worker = start({ readManaged });
    worker.answer402('request 1');
    const offer = await vi.waitFor(async () => {
      const { out } = (await worker.popup()) as Answer<PopupState>;
      if (!('request' in out)) throw new Error(out.kind);
      return out.request.offers[0];
    }, 10_000);
    const presses: Readonly<Record<string, () => Promise<unknown>>> = {
      pay: () => worker.ask('pay', { quoteId: offer?.quoteId, hash: offer?.hash }),
      fund: () => worker.ask('ecash.fund', { mint: SHOP, unit: 'sat', amount: '10' }),
      add: () =>
        worker.ask('browserWallet.send', { network: 'eip155:84532', asset: '0x', amount: '1' }),
    };
    const pressed = presses[what]?.();
    // Far longer than the press takes where it does not wait.
    const later = async () => {
      for (let turn = 0; turn < 1_000; turn++) await new Promise((next) => setImmediate(next));
      return 'waits';
    };
    expect(await Promise.race([pressed, later()])).toBe('waits');
    answer({ blockedSites: [hostname], walletsOff: ['eip1193'] });
    expect(await pressed).toMatchObject({
      error: expect.stringMatching(/error_(?:forbidden|wallet_off)/),
    });
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
