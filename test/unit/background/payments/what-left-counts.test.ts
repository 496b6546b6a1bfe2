import { beforeEach, describe, expect, it } from 'vitest';
import { grantAutoPay } from '../../../../src/background/api/auto-pay-grants.ts';
import { openDatabase } from '../../../../src/background/journal/db/database.ts';
import { quotesOf } from '../../../../src/background/offers/quotes.ts';
import { timerOf } from '../../../../src/background/payments/timers.ts';
import { approve } from '../../../../src/background/requests/approve.ts';
import { autoPay } from '../../../../src/background/requests/auto-pay.ts';
import { settle } from '../../../../src/background/requests/settle.ts';
import type { Seen } from '../../../../src/background/stores/tab-store.ts';
import { freeze } from '../../../../src/core/offers/quote.ts';
import type { RailRequest } from '../../../../src/core/offers/rail.ts';
import { approve as begin } from '../../../../src/core/payment/index.ts';
import { NO_POLICY } from '../../../../src/core/rules/policy.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/rules/settings.ts';
import { registry } from '../../../../src/protocols/index.ts';
import type { Found, Wallet } from '../../../../src/wallets/wallet.ts';
import { asksForUsdc } from '../../../fixtures/x402/weather.ts';
import { alarms, freshBrowser, port, tabs } from '../browser.ts';
import { SIGNED, signingWallet } from '../signing-wallet.ts';
import { NOW, put, world } from '../world.ts';

const { read } = registry;

// Stands for every site that takes the money and answers as if it had not, whatever its rail's lookup says.

const SITE = 'https://taker.example';
const DOLLAR = 1_000_000n;
const LOADS = 30;
/** ms between two loads: longer than the proof lives. */
const PACE = 13_000;

beforeEach(() => freshBrowser(`${SITE}/0`));

/** A purse that signs whatever it is asked, and a chain that says `finds`. */
function purse(finds: () => Found): Wallet & { readonly signed: RailRequest[] } {
  const signed: RailRequest[] = [];
  return {
    signed,
    ...signingWallet({
      fulfil: async (request) => {
        signed.push(request);
        return SIGNED;
      },
      lookup: async () => finds(),
    }),
  };
}

/** The 402 of a page, or of its next load. */
const page = (path: string) =>
  asksForUsdc(`${SITE}${path}`, { amount: String(DOLLAR), maxTimeoutSeconds: 12 });

function street(finds: () => Found, change: Partial<Settings>) {
  const wallet = purse(finds);
  const { again, clock, name } = world(wallet);
  const settings: Settings = { ...DEFAULT_SETTINGS, ...change };
  const context = { ...again(), settings: async () => ({ ...settings, policy: NO_POLICY }) };

  /** Loads a page; it is paid where that is allowed, and the answer is this status. */
  const load = async (path: string, status: number, by = context) => {
    const seen: Seen = {
      id: `seen${path}`,
      tabId: 1,
      frameId: 0,
      type: 'main_frame',
      response: page(path),
      at: clock.now,
      body: 'none',
      begunHere: true,
      again: false,
    };
    tabs.set(1, { url: `${SITE}${path}`, loading: false });
    await by.tabs.change(1, () => ({ seen: [seen] }));
    const payment = await autoPay(by, seen);
    if (payment === undefined) return undefined;
    const headers = status === 402 ? page(path).headers : [];
    return settle(by, payment.id, { ...page(path), headers, status });
  };
  /** Time passes; what has an alarm is asked. */
  const pass = async (ms: number) => {
    clock.now += ms;
    for (const [name, at] of [...alarms]) {
      if (at > clock.now) continue;
      alarms.delete(name);
      const timer = timerOf(name);
      if (timer !== undefined) await context.payments.ring(timer);
    }
  };
  const counted = async () => {
    return (await context.journal.spending()).day / DOLLAR;
  };
  return { wallet, context, again, clock, name, settings, load, pass, counted };
}

/** A site that the user has paid once by a press, and allowed to be paid without asking. */
async function paidOnce(...given: Parameters<typeof street>) {
  const all = street(...given);
  const { context } = all;
  const response = page('/0');
  const seen: Seen = {
    id: 'seen/0',
    tabId: 1,
    frameId: 0,
    type: 'main_frame',
    response,
    at: NOW,
    body: 'none',
  };
  await context.tabs.change(1, () => ({ seen: [seen] }));
  const [made] = quotesOf(context, seen);
  if (made === undefined) throw new Error('no quote');
  const { id } = await approve(context, made.quote.id, made.quote.hash);
  await settle(context, id, { ...response, status: 200, headers: [] });
  await grantAutoPay(context, {
    paymentId: id,
    perPayment: '1000000',
    perDay: '2000000',
    days: 365,
  });
  await all.pass(PACE);
  return all;
}

describe.each<[string, Found]>([
  ['a chain that says nothing', 'unknown'],
  ['a chain that says paid', 'paid'],
])('thirty pages of a site that takes the money and answers 402, and %s', (_, found) => {
  it('are paid once without asking, until the user has looked', async () => {
    const { wallet, load, pass, counted } = await paidOnce(() => found, {});
    for (let at = 1; at <= LOADS; at++) {
      await load(`/${at}`, 402);
      await pass(PACE);
    }
    expect(wallet.signed).toHaveLength(2);
    expect(await counted()).toBe(2n);
  });

  it.each([
    ['grant of a day', {}, 2],
    ['limit of a site and day', { limits: { perSiteDay: '1000000' } }, 1],
    ['limit of a day', { limits: { perDay: '1000000' } }, 1],
    ['limit of a month', { limits: { perMonth: '1000000' } }, 1],
  ])('stay within the %s though the user looks each time', async (_name, change, most) => {
    const { wallet, context, load, pass, counted } = await paidOnce(() => found, change);
    for (let at = 1; at <= LOADS; at++) {
      const payment = await load(`/${at}`, 402);
      await pass(PACE);
      if (payment !== undefined) await context.payments.tell(payment.id, { type: 'looked' });
    }
    expect(wallet.signed).toHaveLength(most);
    expect(await counted()).toBe(BigInt(most));
  });
});

it.each<[string, unknown]>([
  ['of a later version', { version: 2, id: 'x', state: 'settled' }],
  ['that is damaged', { version: 1, id: 'x' }],
  ['that is nothing', null],
])('nothing is paid without asking while there is a record %s', async (_, value) => {
  const { wallet, load, name, again, settings } = await paidOnce(() => 'unknown', {});
  const database = await openDatabase(() => undefined, name);
  await database.put('damaged', value, 'payment:x');
  const later = { ...again(), settings: async () => ({ ...settings, policy: NO_POLICY }) };
  expect(await load('/1', 200, later)).toBeUndefined();
  expect(wallet.signed).toHaveLength(1);
  // Nothing else stood in the way.
  await database.delete('damaged', 'payment:x');
  database.close();
  expect(await load('/2', 200, later)).toMatchObject({ state: 'settled' });
});

describe('a proof of which nothing is known', () => {
  const refused = async (finds: () => Found) => {
    const all = await paidOnce(finds, {});
    const payment = await all.load('/1', 402);
    if (payment === undefined) throw new Error('not paid');
    return { ...all, id: payment.id, check: `check:${payment.id}` };
  };

  it('is asked about again, less and less often, and without end', async () => {
    let asked = 0;
    const { pass, clock, check, counted } = await refused(() => {
      asked++;
      return 'unknown';
    });
    const waits: number[] = [];
    for (let times = 0; times < 40; times++) {
      const wait = (alarms.get(check) ?? Number.NaN) - clock.now;
      waits.push(wait);
      await pass(wait);
    }
    expect(asked).toBe(40);
    // The first wait is until the proof's end; from then on each is as long as the last, or longer.
    const later = waits.slice(1);
    expect(later).toEqual(later.toSorted((a, b) => a - b));
    expect(later[0]).toBeLessThan(2 * 60_000);
    expect(later.at(-1)).toBe(24 * 3_600_000);
    expect(await counted()).toBe(0n);
  });

  it('counts on the day of its consent, however often the worker starts', async () => {
    const { again, settings, clock, pass, id, check } = await refused(() => 'unknown');
    await pass(90_000);
    expect(alarms.has(check)).toBe(true);
    for (let starts = 0; starts < 3; starts++) {
      // Firefox forgets alarms when the browser ends.
      alarms.clear();
      clock.now += 60_000;
      const context = { ...again(), settings: async () => ({ ...settings, policy: NO_POLICY }) };
      await context.payments.start();
      expect(await context.journal.get(id)).toMatchObject({ state: 'refused' });
      expect(alarms.has(check)).toBe(true);
      expect((await context.journal.spending()).day).toBe(2n * DOLLAR);
    }
  });

  it('is not asked about at each start of the worker once it is old and has an alarm', async () => {
    let asked = 0;
    const { again, clock, pass, check } = await refused(() => {
      asked++;
      return 'unknown';
    });
    await pass(3 * 3_600_000);
    expect([asked, alarms.has(check)]).toEqual([1, true]);
    clock.now += 1_000;
    for (let starts = 0; starts < 5; starts++) await again().payments.start();
    expect(asked).toBe(1);
    alarms.delete(check);
    await again().payments.start();
    expect([asked, alarms.has(check)]).toEqual([2, true]);
  });

  it.each<[Found, string, bigint]>([
    ['paid', 'settled', 2n],
    ['unpaid', 'expired', 1n],
  ])('ends when the chain says %s: %s', async (found, state, dollars) => {
    let finds: Found = 'unknown';
    const { context, pass, id, counted, check } = await refused(() => finds);
    await pass(90_000);
    finds = found;
    await pass((alarms.get(check) ?? 0) - context.now());
    expect((await context.journal.get(id))?.state).toBe(state);
    expect(await counted()).toBe(dollars);
    expect(alarms.has(check)).toBe(false);
  });

  it('has its rule taken down after a crash, and is not sent a second time', async () => {
    const all = await paidOnce(() => 'unknown', {});
    const { context, again, clock } = all;
    const seen = await all.load('/1', 402);
    if (seen === undefined) throw new Error('not paid');
    const sent = await put(context, seen.id, 'sent', { left: clock.now });
    const later = again();
    port.mayHaveLeft.mockReturnValue(true);
    tabs.set(1, { url: `${SITE}/1`, loading: true });
    port.disarm.mockClear();
    await later.payments.ring({ timer: 'send', id: sent.id });
    expect(port.disarm).toHaveBeenCalledWith(sent.id);
    port.disarm.mockClear();
    await later.payments.start();
    expect(port.disarm).toHaveBeenCalledWith(sent.id);
    // Its page has loaded, and nobody heard the answer.
    tabs.set(1, { url: `${SITE}/1`, loading: false });
    await later.payments.start();
    expect((await later.journal.get(sent.id))?.state).toBe('unknown');
  });
});

describe('a consent that a worker finds when it wakes', () => {
  it.each([
    ['of a moment ago', -5_000, 1],
    ['older than a minute', -61_000, 0],
    ['of the future, from before the clock was set back', 20 * 60_000, 0],
    ['of far in the future', 400 * 86_400_000, 0],
  ])('%s', async (_, ahead, signs) => {
    const { context, wallet, clock, again, settings } = await paidOnce(() => 'unknown', {});
    const before = wallet.signed.length;
    const [payment] = (await context.journal.page({ limit: 1 })).payments;
    if (payment === undefined) throw new Error('no payment');
    const { quote } = payment;
    const now = clock.now;
    clock.now = now + ahead;
    await context.journal.begin(
      begin(
        { ...quote, id: 'later', url: `${SITE}/later`, offer: offerOf(page('/later')) },
        'purse',
        payment.target,
        clock.now,
      ),
    );
    clock.now = now;
    await {
      ...again(),
      settings: async () => ({ ...settings, policy: NO_POLICY }),
    }.payments.start();
    expect(wallet.signed.length - before).toBe(signs);
  });
});

function offerOf(response: ReturnType<typeof page>) {
  const [offer] = read(response).offers;
  if (offer === undefined) throw new Error('no offer');
  return freeze(offer);
}
