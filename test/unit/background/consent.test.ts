import { beforeEach, describe, expect, it } from 'vitest';
import {
  changeSettings,
  grantAgain,
  grantAutoPay,
  revokeAutoPay,
} from '../../../src/background/api/auto-pay-grants.ts';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import { autoPay } from '../../../src/background/requests/auto-pay.ts';
import { settle } from '../../../src/background/requests/settle.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../src/core/rules/limits.ts';
import { asksForUsdc } from '../../fixtures/x402/weather.ts';
import { freshBrowser, tabs } from './browser.ts';
import { writesFail, writesGoOn } from './fakes.ts';
import { SIGNED, signingWallet } from './signing-wallet.ts';
import { NOW, world } from './world.ts';

// The class: whatever is written, deleted or put back in the extension's storage by anyone but the extension, so that
// a payment without asking would be made that the user has not allowed.

const SHOP = 'https://shop.example';
const EVIL = 'https://evil.example';
const THIEF = '0x976EA74026E726554dB657fA54763abd0C3a0aa9';
const EVER = { perPayment: '9000000', perDay: '9000000', until: NOW * 2, testnet: false };

beforeEach(() => freshBrowser(SHOP));

function page(url: string, payTo?: string) {
  return asksForUsdc(url, { amount: '1000000', ...(payTo === undefined ? {} : { payTo }) });
}

function street() {
  let signing = async () => undefined as unknown;
  let signed = 0;
  const wallet = signingWallet({
    fulfil: async () => {
      signed++;
      await signing();
      return SIGNED;
    },
  });
  const all = world(wallet);
  let context = all.context;
  const see = async (url: string, payTo?: string): Promise<Seen> => {
    const seen: Seen = {
      id: url,
      tabId: 1,
      frameId: 0,
      type: 'main_frame',
      response: page(url, payTo),
      at: all.clock.now,
      body: 'none',
      begunHere: true,
      again: false,
    };
    tabs.set(1, { url, loading: false });
    await context.tabs.change(1, () => ({ seen: [seen] }));
    return seen;
  };
  const opened = async (payment: Payment) =>
    settle(context, payment.id, { ...page(payment.quote.url), status: 200, headers: [] });
  return {
    ...all,
    now: () => context,
    /** The worker ends and starts: only what is stored is left. */
    restart: () => {
      context = all.again();
    },
    signed: () => signed,
    whenSigning: (task: () => Promise<unknown>) => {
      signing = task;
    },
    /** Pays a page by a press. */
    press: async (url: string, payTo?: string) => {
      const [made] = quotesOf(context, await see(url, payTo));
      if (made === undefined) throw new Error('no quote');
      const { id, hash } = made.quote;
      const sent = await approve(context, id, hash);
      await opened(sent);
      return sent.id;
    },
    /** Loads a page; whether it was paid without asking. */
    load: async (url: string, payTo?: string) => {
      const payment = await autoPay(context, await see(url, payTo));
      if (payment !== undefined) await opened(payment);
      return payment !== undefined;
    },
    changed: async () => (await context.consents.shown()).changed,
    settings: (change: object) => all.store.set('settings', change),
  };
}

/** What is not said of bitcoin is its default. */
const only = (limits: Limits): Limits => ({
  ...limits,
  perAssetDay: DEFAULT_LIMITS.perAssetDay ?? {},
});

type Street = ReturnType<typeof street>;

/** A shop that may be paid three dollars a day without asking; one was paid by a press. */
async function allowed(): Promise<Street> {
  const all = street();
  const paymentId = await all.press(`${SHOP}/0`);
  await grantAutoPay(all.now(), { paymentId, perPayment: '1000000', perDay: '3000000', days: 30 });
  all.restart();
  return all;
}

it('a payee that was paid before the user allowed it for another is asked for', async () => {
  const all = street();
  await all.press(`${SHOP}/thief`, THIEF);
  const paymentId = await all.press(`${SHOP}/0`);
  await grantAutoPay(all.now(), { paymentId, perPayment: '1000000', perDay: '9000000', days: 30 });
  expect(await all.load(`${SHOP}/1`, THIEF)).toBe(false);
  expect(await all.load(`${SHOP}/2`)).toBe(true);
});

it('what the user has allowed is paid after a restart, up to its day', async () => {
  const { load, changed, signed } = await allowed();
  expect([await load(`${SHOP}/1`), await load(`${SHOP}/2`), await load(`${SHOP}/3`)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(signed()).toBe(3);
  expect(await changed()).toBe(false);
});

/** The sealed record with some of it changed, its seal kept. */
async function rewrite({ closed }: Street, change: object): Promise<void> {
  const { text, seal } = (await closed.get('consent')) as { text: string; seal: string };
  await closed.set('consent', { text: JSON.stringify({ ...JSON.parse(text), ...change }), seal });
}

describe('a record that was changed from outside', () => {
  it.each<[string, (all: Street) => Promise<unknown>]>([
    ['a grant in the open settings', ({ settings }) => settings({ grants: { [EVIL]: EVER } })],
    ['a higher grant', (all) => rewrite(all, { grants: { [SHOP]: EVER } })],
    ['another payee', (all) => rewrite(all, { payees: { [SHOP]: [THIEF.toLowerCase()] } })],
    ['no limits', (all) => rewrite(all, { limits: {} })],
    ['a higher count', (all) => rewrite(all, { count: 9 })],
    ['another version', (all) => rewrite(all, { version: 3 })],
    ['no seal', async ({ closed }) => closed.set('consent', { text: '{}' })],
    ['no text', ({ closed }) => closed.set('consent', null)],
    ['no record', ({ closed }) => closed.remove('consent')],
    ['the seal of another purse', async ({ purse }) => void purse.key.fill(9)],
    ['a count that no record had', ({ store }) => store.set('consent.count', 99)],
    ['a count that is none', ({ store }) => store.set('consent.count', 'x')],
  ])(
    '%s: nothing is paid without asking, and the user is told until they have read it',
    async (_, forge) => {
      const all = await allowed();
      await forge(all);
      all.restart();
      expect([await all.load(`${SHOP}/1`), await all.load(`${EVIL}/1`)]).toEqual([false, false]);
      expect(await all.changed()).toBe(true);
      expect((await all.now().settings()).grants).toEqual({});
      all.restart();
      expect(await all.load(`${SHOP}/2`)).toBe(false);
      expect(await all.changed()).toBe(true);
      await all.now().consents.read();
      expect(await all.changed()).toBe(false);
      // It can be allowed again, and then counts again.
      const paymentId = await all.press(`${SHOP}/9`);
      await grantAutoPay(all.now(), {
        paymentId,
        perPayment: '1000000',
        perDay: '3000000',
        days: 30,
      });
      all.restart();
      expect([await all.load(`${SHOP}/10`), await all.load(`${SHOP}/11`)]).toEqual([true, false]);
      expect(all.signed()).toBe(3);
    },
  );

  it('an old copy: what was taken back stays taken back', async () => {
    const all = await allowed();
    const old = await all.closed.get('consent');
    await revokeAutoPay(all.now(), SHOP);
    await all.closed.set('consent', old);
    all.restart();
    expect(await all.load(`${SHOP}/1`)).toBe(false);
    expect(await all.changed()).toBe(true);
  });

  it('a record without its count is no old copy: the worker died between the two', async () => {
    const all = await allowed();
    await all.store.set('consent.count', 0);
    all.restart();
    expect(await all.load(`${SHOP}/1`)).toBe(true);
  });
});

describe('what someone writes where version 0.1.0 kept payments', () => {
  const records = async (all: Street) => (await all.now().journal.page({ limit: 99 })).payments;
  const write = ({ store }: Street, record: Payment) => store.set(`payment:${record.id}`, record);

  it('makes no payee known', async () => {
    const all = await allowed();
    const [record] = await records(all);
    if (record === undefined) throw new Error('no record');
    const { quote } = record;
    await write(all, {
      ...record,
      id: 'forged',
      history: [{ state: 'approved', at: 1 }],
      quote: { ...quote, id: 'forged', offer: { ...quote.offer, payee: THIEF } },
    });
    all.restart();
    expect(await all.load(`${SHOP}/1`, THIEF)).toBe(false);
    expect((await records(all)).map(({ id }) => id)).not.toContain('forged');
    // Paid by a press, it is known.
    await all.press(`${SHOP}/2`, THIEF);
    expect(await all.load(`${SHOP}/3`, THIEF)).toBe(true);
  });

  it.each<[string, (payment: Payment) => Payment]>([
    ['ended unused', (payment) => ({ ...payment, state: 'expired' })],
    ['of long ago', (payment) => ({ ...payment, history: [{ state: 'approved', at: 1 }] })],
    [
      'of another site',
      ({ quote, ...payment }) => ({ ...payment, quote: { ...quote, url: `${EVIL}/` } }),
    ],
  ])('counts nothing less: a record %s', async (_, how) => {
    const all = await allowed();
    expect([await all.load(`${SHOP}/1`), await all.load(`${SHOP}/2`)]).toEqual([true, true]);
    for (const record of await records(all)) await write(all, how(record));
    all.restart();
    expect([await all.load(`${SHOP}/1`), await all.load(`${SHOP}/3`)]).toEqual([false, false]);
    expect(all.signed()).toBe(3);
  });
});

describe('limits', () => {
  it('are the stricter of the stored and the sealed ones', async () => {
    const all = await allowed();
    await changeSettings(all.now(), { limits: { perDay: '1500000' } });
    await all.settings({ limits: {} });
    all.restart();
    expect((await all.now().settings()).limits).toEqual(only({ perDay: '1500000' }));
    expect(await all.load(`${SHOP}/1`)).toBe(false);
    await all.settings({ limits: { perDay: '1', perMonth: '2' } });
    all.restart();
    expect((await all.now().settings()).limits).toEqual(only({ perDay: '1', perMonth: '2' }));
  });

  it.each([
    ['no purse and nothing sealed', {}, DEFAULT_LIMITS],
    [
      'one that is stricter',
      { ...DEFAULT_LIMITS, perDay: '5' },
      { ...DEFAULT_LIMITS, perDay: '5' },
    ],
    ['one that is wider', { perDay: '99000000' }, DEFAULT_LIMITS],
  ])(
    'without a sealed record fall to the stricter of stored and default: %s',
    async (_, limits, left) => {
      const all = street();
      await all.settings({ limits });
      all.restart();
      expect((await all.now().settings()).limits).toEqual(left);
    },
  );
});

describe.each<[string, (all: Street) => Promise<unknown>]>([
  ['the purse is removed', (all) => all.now().consents.forget()],
  ['the record is dropped', async (all) => rewrite(all, { limits: {} })],
])('when %s', (_, drop) => {
  it('stricter limits stay, wider ones fall to the default ones, and nothing in the open widens them', async () => {
    const all = await allowed();
    await changeSettings(all.now(), { limits: { perDay: '7' } });
    await drop(all);
    all.restart();
    const left = { ...DEFAULT_LIMITS, perDay: '7' };
    expect((await all.now().settings()).limits).toEqual(left);
    await all.settings({ limits: {} });
    all.restart();
    expect((await all.now().settings()).limits).toEqual(left);
    // The user may widen them again.
    await changeSettings(all.now(), { limits: { perDay: '70000000' } });
    all.restart();
    expect((await all.now().settings()).limits).toEqual(only({ perDay: '70000000' }));
    expect((await all.now().settings()).grants).toEqual({});
  });
});

describe('while the purse is locked', () => {
  const locked = async () => {
    const all = await allowed();
    all.purse.locked = true;
    all.restart();
    return all;
  };
  const unlock = (all: Street) => {
    all.purse.locked = false;
    all.restart();
  };

  it('a grant is taken back, and stays so', async () => {
    const all = await locked();
    expect((await revokeAutoPay(all.now(), SHOP)).grants).toEqual({});
    unlock(all);
    expect(await all.load(`${SHOP}/1`)).toBe(false);
    expect((await all.now().settings()).grants).toEqual({});
    expect(await all.changed()).toBe(false);
  });

  it('a grant stays taken back though something else is taken back after it', async () => {
    const all = await locked();
    await revokeAutoPay(all.now(), SHOP);
    await revokeAutoPay(all.now(), EVIL);
    await changeSettings(all.now(), { limits: { ...DEFAULT_LIMITS, perDay: '9000000' } });
    unlock(all);
    expect(await all.load(`${SHOP}/1`)).toBe(false);
    expect((await all.now().settings()).limits.perDay).toBe('9000000');
  });

  it('limits are made stricter, and stay so though the open settings say otherwise', async () => {
    const all = await locked();
    const limits = { ...DEFAULT_LIMITS, perDay: '1000000' };
    expect((await changeSettings(all.now(), { limits })).limits).toEqual(limits);
    await all.settings({ limits: {} });
    unlock(all);
    expect((await all.now().settings()).limits).toEqual(limits);
    expect(await all.load(`${SHOP}/1`)).toBe(false);
  });

  it('nothing more is allowed, and nothing of such a change is stored', async () => {
    const all = await locked();
    const wider = changeSettings(all.now(), { limits: {}, openPopup: false });
    await expect(wider).rejects.toMatchObject({ key: 'error_consent_locked' });
    const again = grantAgain(all.now(), { origin: SHOP, again: true });
    await expect(again).rejects.toMatchObject({ key: 'error_consent_locked' });
    const settings = await all.now().settings();
    expect(settings).toMatchObject({ limits: DEFAULT_LIMITS, openPopup: true });
    expect(settings.grants[SHOP]?.again).not.toBe(true);
  });

  it('paying a page again can be taken back', async () => {
    const all = await allowed();
    await grantAgain(all.now(), { origin: SHOP, again: true });
    all.purse.locked = true;
    all.restart();
    await grantAgain(all.now(), { origin: SHOP, again: false });
    unlock(all);
    expect((await all.now().settings()).grants[SHOP]?.again).not.toBe(true);
  });
});

it('what version 0.1.0 kept in the open is asked for anew, without a warning', async () => {
  const all = street();
  const paymentId = await all.press(`${SHOP}/0`);
  await all.settings({ openPopup: false, grants: { [SHOP]: EVER } });
  all.restart();
  expect(await all.load(`${SHOP}/1`)).toBe(false);
  await grantAutoPay(all.now(), { paymentId, perPayment: '1000000', perDay: '3000000', days: 30 });
  all.restart();
  expect(await all.load(`${SHOP}/2`)).toBe(true);
  expect(await all.changed()).toBe(false);
  expect((await all.now().settings()).openPopup).toBe(false);
});

it('the journal has a payment before the wallet is asked; one that it cannot take is not made', async () => {
  const all = await allowed();
  let then: readonly Payment[] = [];
  all.whenSigning(async () => {
    then = await all.now().journal.open();
  });
  expect(await all.load(`${SHOP}/1`)).toBe(true);
  expect(then).toMatchObject([{ quote: { url: `${SHOP}/1` }, state: 'paying', unasked: true }]);
  writesFail();
  expect(await all.load(`${SHOP}/2`)).toBe(false);
  writesGoOn();
  expect(all.signed()).toBe(2);
  expect(await all.load(`${SHOP}/3`)).toBe(true);
});

it('a closed store that cannot be read allows nothing, and the rest goes on', async () => {
  const all = await allowed();
  all.closed.get = async () => {
    throw new Error('the disk');
  };
  all.restart();
  expect(await all.load(`${SHOP}/1`)).toBe(false);
  const settings = await all.now().settings();
  expect(settings).toMatchObject({ grants: {}, limits: DEFAULT_LIMITS });
  await all.press(`${SHOP}/2`);
  expect(all.signed()).toBe(2);
});
