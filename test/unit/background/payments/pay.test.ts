import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FareboxError, PaidUnproved, Unsure } from '../../../../src/core/errors.ts';
import type { RailResult } from '../../../../src/core/offers/rail.ts';
import {
  hasPaid,
  intentOf,
  isLive,
  mayClose,
  mayHaveMoved,
} from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { alarms, attached, freshBrowser, pages, port, tabs } from '../browser.ts';
import { writesFail, writesGoOn } from '../fakes.ts';
import {
  CASHU,
  consent,
  HASH,
  NOW,
  PREIMAGE,
  put,
  recordOf,
  TOKEN,
  told,
  world,
} from '../world.ts';

beforeEach(() => freshBrowser(SHOP));

const fails = (error: unknown) => async (): Promise<never> => {
  throw error;
};
const CHECK = 'check:seen/l402:0';

describe('a wallet that pays at once', () => {
  it('is asked with the whole request on disk, and its preimage becomes the proof and a pass', async () => {
    const nwc = told('nwc', false);
    const { context, again, store } = world(nwc);
    const approved = consent('nwc');
    nwc.pays = async () => {
      expect(await again().journal.get(approved.id)).toMatchObject({
        state: 'paying',
        request: { paymentHash: HASH },
      });
      expect(alarms.get(CHECK)).toBe(NOW + 60_000);
      return { rail: 'lightning', preimage: PREIMAGE, fee: '3' };
    };
    const proved = await context.payments.begin(approved);
    expect(proved).toMatchObject({ state: 'sent', paid: { preimage: PREIMAGE, fee: '3' } });
    expect(proved.proof?.headers[0]?.[1]).toMatch(new RegExp(`^L402 .*:${PREIMAGE}$`));
    expect(alarms.has(CHECK)).toBe(false);
    expect([hasPaid(proved), isLive(proved, NOW)]).toEqual([true, true]);
    // What is said of a pass comes after it was kept.
    await context.passes.change(approved.id, {});
    const pass = await context.passes.byId(approved.id);
    expect(pass).toMatchObject({ good: false, protocol: 'l402' });
    expect(JSON.stringify([...store.data].filter(([key]) => key === 'passes'))).not.toContain(
      PREIMAGE,
    );
    expect(await context.passes.find(SHOP)).toBeUndefined();
    await context.passes.change(approved.id, { good: true });
    const good = await context.passes.find(`${SHOP}#part`);
    expect(good && (await context.passes.headers(good))).toEqual(proved.proof?.headers);
    expect(await context.passes.find(`${SHOP}/other`)).toBeUndefined();
    await context.passes.drop(approved.id);
    expect(await context.passes.list()).toEqual([]);
  });

  it('ends as refused when it is certain that it will not', async () => {
    const nwc = told('nwc', false);
    nwc.pays = fails(new FareboxError('error_not_enough', '5'));
    const { context } = world(nwc);
    const approved = consent('nwc');
    await expect(context.payments.begin(approved)).rejects.toThrow('error_not_enough');
    const payment = await context.journal.get(approved.id);
    expect(payment).toMatchObject({
      state: 'refused',
      ending: { kind: 'wallet', error: 'error_not_enough', detail: ['5'] },
    });
    expect(payment && [mayHaveMoved(payment, NOW), isLive(payment, NOW)]).toEqual([false, false]);
    expect(alarms.size).toBe(0);
  });

  it.each<[string, () => Promise<RailResult>]>([
    ['does not know', fails(new Unsure('error_wallet_silent'))],
    ['breaks', fails(new TypeError('socket'))],
    ['gives another preimage', async () => ({ rail: 'lightning', preimage: '00'.repeat(32) })],
    ['gives something else', async () => ({ rail: 'ecash', token: TOKEN })],
  ])('ends as unknown when it %s: counted, live, and looked up', async (_, pays) => {
    const nwc = told('nwc', false);
    nwc.pays = pays;
    const { context } = world(nwc);
    const approved = consent('nwc');
    await expect(context.payments.begin(approved)).rejects.toThrow();
    const payment = await context.journal.get(approved.id);
    expect(payment?.state).toBe('unknown');
    expect(payment && [mayHaveMoved(payment, NOW), isLive(payment, NOW)]).toEqual([true, true]);
    expect(await context.journal.live(intentOf(approved.quote))).toMatchObject({ id: approved.id });
    expect(alarms.has(CHECK)).toBe(true);
  });

  it('ends as settled when the wallet has paid and cannot prove it: counted, nothing sent', async () => {
    const nwc = told('nwc', false);
    nwc.pays = fails(new PaidUnproved('error_no_preimage'));
    const { context } = world(nwc);
    const approved = consent('nwc');
    await expect(context.payments.begin(approved)).rejects.toThrow('error_no_preimage');
    const payment = await context.journal.get(approved.id);
    expect(payment).toMatchObject({
      state: 'settled',
      ending: { kind: 'wallet', error: 'error_no_preimage' },
    });
    expect(payment).not.toHaveProperty('proof');
    expect(payment && mayHaveMoved(payment, NOW)).toBe(true);
    expect([alarms.size, attached.size]).toEqual([0, 0]);
  });

  it('is looked up also when it took longer than the alarm waits', async () => {
    const nwc = told('nwc', false);
    nwc.pays = async () => {
      alarms.delete(CHECK);
      throw new Unsure('error_wallet_silent');
    };
    const { context } = world(nwc);
    const approved = consent('nwc');
    await expect(context.payments.begin(approved)).rejects.toThrow();
    expect(alarms.has(CHECK)).toBe(true);
  });

  it('never ends as refused when the disk is full after it has paid', async () => {
    const nwc = told('nwc', false);
    const { context, again } = world(nwc);
    const approved = consent('nwc');
    nwc.pays = async () => {
      writesFail();
      return { rail: 'lightning', preimage: PREIMAGE };
    };
    await expect(context.payments.begin(approved)).rejects.toThrow('error_storage');
    writesGoOn();
    const later = again();
    expect((await later.journal.get(approved.id))?.state).toBe('paying');
    expect(alarms.has(CHECK)).toBe(true);
    nwc.finds = () => ({ rail: 'lightning', preimage: PREIMAGE });
    const found = await later.payments.press(approved.id, { type: 'checkPressed' });
    expect(found).toMatchObject({ state: 'sent', paid: { preimage: PREIMAGE } });
    expect(nwc.asked).toHaveLength(1);
  });

  it('is not asked at all when its request cannot be written down', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const approved = consent('nwc');
    writesFail();
    await expect(context.payments.begin(approved)).rejects.toThrow('error_storage');
    writesGoOn();
    expect(nwc.asked).toEqual([]);
  });
});

describe('what became of it', () => {
  async function unsure() {
    const nwc = told('nwc', false);
    nwc.pays = fails(new Unsure('error_wallet_silent'));
    const all = world(nwc);
    const approved = consent('nwc');
    await all.context.payments.begin(approved).catch(() => undefined);
    return { ...all, nwc, id: approved.id, quote: approved.quote };
  }

  it.each([
    ['the preimage', { rail: 'lightning', preimage: PREIMAGE }, 'sent'],
    ['paid without a proof', 'paid', 'settled'],
    ['unpaid for ever', 'unpaid', 'expired'],
    ['unknown', 'unknown', 'unknown'],
  ] as const)('%s', async (_, found, state) => {
    const { context, nwc, id } = await unsure();
    nwc.finds = () => found;
    const payment = await context.payments.press(id, { type: 'checkPressed' });
    expect(payment?.state).toBe(state);
    expect(payment && hasPaid(payment)).toBe(state === 'sent');
    expect(payment && mayHaveMoved(payment, NOW)).toBe(state !== 'expired');
    expect(alarms.has(CHECK)).toBe(state === 'unknown');
    expect(nwc.asked).toHaveLength(1);
  });

  it('is never a preimage of something else', async () => {
    const { context, nwc, id } = await unsure();
    nwc.finds = () => ({ rail: 'lightning', preimage: '11'.repeat(32) });
    await expect(context.payments.press(id, { type: 'checkPressed' })).rejects.toThrow(
      'error_preimage',
    );
    expect((await context.journal.get(id))?.state).toBe('unknown');
  });

  it('opens the page when the alarm finds that it is paid, and asks later while nobody knows', async () => {
    const { context, nwc, id } = await unsure();
    alarms.clear();
    await context.payments.ring({ timer: 'check', id: id });
    expect(alarms.get(CHECK)).toBeGreaterThan(NOW);
    nwc.finds = () => ({ rail: 'lightning', preimage: PREIMAGE });
    await context.payments.ring({ timer: 'check', id: id });
    expect((await context.journal.get(id))?.state).toBe('sent');
    expect(attached.get(id)).toMatchObject({ tabId: 1 });
    expect(nwc.asked).toHaveLength(1);
  });

  it('is not asked of a page that has gone elsewhere', async () => {
    const { context, nwc, id } = await unsure();
    tabs.set(1, { url: 'https://other.example/', loading: false });
    nwc.finds = () => ({ rail: 'lightning', preimage: PREIMAGE });
    await context.payments.ring({ timer: 'check', id: id });
    expect((await context.journal.get(id))?.state).toBe('proved');
    expect(attached.size).toBe(0);
  });

  it('stays live after the invoice until the user has read that, and counts all the same', async () => {
    const { context, quote, id, clock } = await unsure();
    const payment = await context.journal.get(id);
    if (payment?.request?.rail !== 'lightning') throw new Error('no request');
    const over = payment.request.expiresAt + 10 * 60_000;
    const month = over + 31 * 86_400_000;
    expect([isLive(payment, over), isLive(payment, over + 1), isLive(payment, month)]).toEqual([
      true,
      true,
      true,
    ]);
    // A look before the wallet can no longer begin to pay says nothing of what comes after it.
    expect(isLive({ ...payment, looked: over }, over + 1)).toBe(true);
    clock.now = over + 1;
    const looked = await context.payments.press(id, { type: 'looked' });
    expect(isLive(looked, over)).toBe(true);
    expect(await context.journal.live(intentOf(quote))).toBeUndefined();
    expect([mayHaveMoved(looked, over + 1), mayHaveMoved(looked, month)]).toEqual([true, true]);
  });

  it('believes a preimage more than a wallet that denies it', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const { id } = await context.payments.begin(consent('nwc'));
    nwc.finds = () => 'unpaid';
    for (const state of ['proved', 'unknown', 'refused'] as const) {
      await put(context, id, state);
      expect((await context.payments.press(id, { type: 'checkPressed' }))?.state).toBe(state);
      // An alarm that was set for the wallet's answer changes nothing any more.
      await context.payments.ring({ timer: 'check', id: id });
      const after = await context.journal.get(id);
      expect(after && [after.state, hasPaid(after)]).toEqual([state, true]);
    }
  });
});

describe('a worker that died while the wallet paid', () => {
  async function died(wallet: ReturnType<typeof told>, response?: typeof CASHU) {
    const all = world(wallet);
    const approved = consent(wallet.id, response);
    wallet.pays = () => new Promise(() => undefined);
    void all.context.payments.begin(approved);
    await vi.waitFor(() => expect(wallet.asked).toHaveLength(1));
    return { ...all, context: all.again(), id: approved.id };
  }

  it('looks up what cannot be asked for twice', async () => {
    const nwc = told('nwc', false);
    const { context, id } = await died(nwc);
    await context.payments.start();
    expect((await context.journal.get(id))?.state).toBe('unknown');
    nwc.finds = () => ({ rail: 'lightning', preimage: PREIMAGE });
    await context.payments.start();
    expect((await context.journal.get(id))?.state).toBe('sent');
    expect(nwc.asked).toHaveLength(1);
  });

  it('asks for the same ecash again while that is fresh', async () => {
    const ecash = told('ecash', true);
    const { context, id } = await died(ecash, CASHU);
    ecash.pays = async () => ({ rail: 'ecash', token: TOKEN });
    await context.payments.start();
    expect((await context.journal.get(id))?.state).toBe('sent');
    expect(ecash.asked[1]).toEqual(ecash.asked[0]);
  });

  it('does not take the "no" of a purse that is locked by now for the answer of then', async () => {
    const ecash = told('ecash', true);
    const { context, id } = await died(ecash, CASHU);
    ecash.pays = fails(new FareboxError('error_locked'));
    await context.payments.start();
    expect((await context.journal.get(id))?.state).toBe('unknown');
    ecash.finds = () => 'unpaid';
    await context.payments.start();
    expect((await context.journal.get(id))?.state).toBe('expired');
  });

  it('looks ecash up that is old: a token may have been made', async () => {
    const ecash = told('ecash', true);
    const { context, id, clock } = await died(ecash, CASHU);
    clock.now += 3_600_000;
    await context.payments.start();
    expect((await context.journal.get(id))?.state).toBe('unknown');
    ecash.finds = () => ({ rail: 'ecash', token: TOKEN });
    await context.payments.start();
    const found = await context.journal.get(id);
    expect(found?.proof?.headers).toEqual([['X-Cashu', TOKEN]]);
    expect(ecash.asked).toHaveLength(1);
  });

  it('leaves to the person what was sent by hand', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const { id, quote } = await context.payments.begin(consent('nwc'));
    const sent = await recordOf(context, id);
    expect(mayClose(sent)).toBe(false);
    expect(mayClose({ ...sent, quote: { ...quote, method: 'PUT' } })).toBe(true);
  });

  it('does not ring for ever about what was refused', async () => {
    const nwc = told('nwc', false);
    const { context, id } = await died(nwc);
    await put(context, id, 'refused');
    alarms.clear();
    await context.payments.ring({ timer: 'check', id: id });
    expect(alarms.size).toBe(0);
  });
});

describe('ecash that the site did not take', () => {
  async function refused(answer: 'taken' | 'spent') {
    const ecash = { ...told('ecash', true), takeBack: async () => answer };
    const { context } = world(ecash);
    const { id } = await context.payments.begin(consent('ecash', CASHU));
    const payment = await put(context, id, 'refused');
    attached.set(id, { tabId: 1, headers: [] });
    expect(mayHaveMoved(payment, NOW)).toBe(true);
    return { context, payment };
  }

  it('comes back once, and is given back to the limits', async () => {
    const { context, payment } = await refused('taken');
    const back = await context.payments.press(payment.id, { type: 'takeBackPressed' });
    expect(back).toMatchObject({ state: 'expired', returned: true });
    expect(back && mayHaveMoved(back, NOW)).toBe(false);
    expect(back).not.toHaveProperty('proof');
    expect(attached.size).toBe(0);
    const again = context.payments.press(payment.id, { type: 'takeBackPressed' });
    await expect(again).rejects.toThrow('error_payment_state');
  });

  it('stays spent when the site has used it all the same', async () => {
    const { context, payment } = await refused('spent');
    const known = await context.payments.press(payment.id, { type: 'takeBackPressed' });
    expect(known?.state).toBe('settled');
    expect(known && mayHaveMoved(known, NOW)).toBe(true);
  });

  it('may be left at that', async () => {
    const { context, payment } = await refused('taken');
    expect(mayClose(payment)).toBe(true);
    const { id } = payment;
    const closed = await context.payments.press(id, { type: 'givenUp' });
    expect(closed).toMatchObject({ state: 'settled', looked: NOW });
    expect(await context.journal.get(id)).toMatchObject({ state: 'settled' });
  });
});

describe('a proof that was sent', () => {
  const sent = async () => {
    const { context, clock, again } = world(told('nwc', true));
    const payment = await context.payments.begin(consent('nwc'));
    return { payment, clock, again };
  };
  const opened = { url: `${SHOP}#top`, status: 200, began: NOW };

  it('goes to a tab that shows its page when its own is gone, and to a new one else', async () => {
    const { context } = world(told('nwc', true));
    tabs.delete(1);
    tabs.set(5, { url: SHOP, loading: false });
    const { id, target } = await context.payments.begin(consent('nwc'));
    expect(target.tabId).toBe(5);
    tabs.delete(5);
    await put(context, id, 'unknown');
    const sent = await context.payments.press(id, { type: 'sendPressed', attached: false });
    expect(sent.target.tabId).toBe(9);
    expect(attached.get(id)).toMatchObject({ tabId: 9 });
  });

  it.each([
    ['the record of its tab', 'tabs'],
    ['its timer', 'timers'],
  ])('does not stay attached where %s cannot be written', async (_, what) => {
    const { context } = world(told('nwc', true));
    const approved = consent('nwc');
    const failing = fails(new Error('the disk is full'));
    if (what === 'tabs') Object.assign(context.tabs, { change: failing });
    const set = alarms.set.bind(alarms);
    if (what === 'timers') {
      alarms.set = (name, at) => {
        if (!name.startsWith('check:')) throw new Error('the disk is full');
        return set(name, at);
      };
    }
    const begun = context.payments.begin(approved);
    await expect(begun).rejects.toThrow('the disk is full');
    alarms.set = set;
    expect(attached.size).toBe(0);
    const { state, ending } = (await context.journal.get(approved.id)) ?? {};
    expect([state, ending]).toEqual(['sent', { kind: 'not-attached' }]);
  });

  // The tab is looked at while the wallet signs. The class: what the tab did while the wallet took its time.
  it.each([
    ['stayed, with a wallet that is quick', 5, SHOP, 1],
    ['stayed, with a wallet that asks its user', 60_000, SHOP, 1],
    ['went to another site while the wallet asked its user', 60_000, 'https://other.example/', 9],
    ['was closed while the wallet asked its user', 60_000, undefined, 9],
    ['went to another site, by a clock that was put back', -60_000, 'https://other.example/', 9],
  ])('goes to where its page is: the tab %s', async (_, takes, shows, tabId) => {
    const nwc = told('nwc', true);
    const { context, clock } = world(nwc);
    nwc.pays = async () => {
      clock.now += takes;
      if (shows === undefined) tabs.delete(1);
      else tabs.set(1, { url: shows, loading: false });
      return { rail: 'lightning', preimage: PREIMAGE };
    };
    const { id, target } = await context.payments.begin(consent('nwc'));
    expect([target.tabId, attached.get(id)?.tabId]).toEqual([tabId, tabId]);
  });

  it('goes with a load of its page, once: with our own, or with one of the page that was quicker', async () => {
    const { context } = world(told('nwc', true));
    const { id } = await context.payments.begin(consent('nwc'));
    expect(port.reload).toHaveBeenCalledTimes(1);
    port.mayHaveLeft.mockReturnValue(true);
    await put(context, id, 'unknown');
    await context.payments.press(id, { type: 'sendPressed', attached: false });
    expect(port.reload).toHaveBeenCalledTimes(1);
  });

  it('has opened its page when that says so, although nobody heard the answer', async () => {
    const { payment, again } = await sent();
    pages.set(1, opened);
    attached.clear();
    const context = again();
    await context.payments.start();
    expect(await context.journal.get(payment.id)).toMatchObject({ state: 'settled' });
    await vi.waitFor(async () =>
      expect(await context.passes.byId(payment.id)).toMatchObject({ good: true }),
    );
  });

  it.each([
    ['shows what it asked before', { ...opened, status: 402 }],
    ['was there before', { ...opened, began: NOW - 60_000 }],
    ['is another', { ...opened, url: `${SHOP}/2` }],
    ['does not tell', { ...opened, status: 0 }],
    ['cannot be read', undefined],
  ])('is not known to have arrived while the page %s', async (_, page) => {
    const { payment, again } = await sent();
    pages.set(1, page);
    attached.clear();
    const context = again();
    await context.payments.tell(payment.id, { type: 'proofLeft' });
    await context.payments.start();
    expect(await context.journal.get(payment.id)).toMatchObject({ state: 'unknown' });
  });
});
