import { beforeEach, describe, expect, it, vi } from 'vitest';
import { grantAutoPay, revokeAutoPay } from '../../../src/background/api/auto-pay-grants.ts';
import { paymentOf } from '../../../src/background/api/views/payment.ts';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import { autoPay, autoPayCall } from '../../../src/background/requests/auto-pay.ts';
import { letCallsGo } from '../../../src/background/requests/hold-calls.ts';
import { settle, settled } from '../../../src/background/requests/settle.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import { FareboxError, Unsure } from '../../../src/core/errors.ts';
import { grantKey } from '../../../src/core/rules/auto-pay.ts';
import type { ResponseHead } from '../../../src/platform/requests/responses.ts';
import type { Wallet } from '../../../src/wallets/wallet.ts';
import { BASE_USDC, challenged, PAYER, withEntry } from '../../fixtures/x402/weather.ts';
import { freshBrowser, port, tabs } from './browser.ts';
import { worldWith } from './world.ts';

// The class: calls of pages that wait, at a site for which the user allowed that they are paid without asking; and all that
// looks like one and must be asked for.

const PAGE = 'https://letters.example';
const API = 'https://api.letters.example';
const THIEF = '0x976EA74026E726554dB657fA54763abd0C3a0aa9';
const KEY = grantKey(API, PAGE);

beforeEach(() => freshBrowser(`${PAGE}/write`));

function asks(url: string, payTo?: string) {
  const terms = {
    network: 'eip155:8453',
    asset: BASE_USDC,
    extra: { name: 'USD Coin', version: '2' },
    amount: '1000000',
    ...(payTo === undefined ? {} : { payTo }),
  };
  return { ...challenged(withEntry(terms), { url }), method: 'POST' };
}

function street() {
  let signed = 0;
  const nothing = async (): Promise<unknown> => undefined;
  /** What happens while wallets are asked what they would take, just before the payment is written down, and in the wallet. */
  const meanwhile = { happens: nothing, begins: nothing, signs: nothing };
  const wallet: Wallet = {
    id: 'purse',
    repeatable: true,
    serves: async ({ kind }) => {
      await meanwhile.happens();
      return kind === 'eip3009';
    },
    account: async () => ({ rail: 'eip3009', address: PAYER }),
    ready: async () => {
      await meanwhile.begins();
    },
    fulfil: async () => {
      await meanwhile.signs();
      signed++;
      return { rail: 'eip3009', signature: `0x${'1b'.repeat(65)}` };
    },
    lookup: async () => 'unknown',
  };
  const front = { is: true };
  const isInFront = async (tabId: number) => front.is && tabs.has(tabId);
  const notifyPaid = vi.fn(async () => undefined);
  const { context, purse, clock } = worldWith({ port: { ...port, isInFront, notifyPaid } }, wallet);
  const page = { call: new AbortController() };
  let made = 0;
  /** A call of the page gets a 402; it waits unless it is said otherwise. */
  const see = async (change: Partial<Seen> = {}, waits = true): Promise<Seen> => {
    const url = `${API}/answer`;
    const seen: Seen = {
      id: `seen${++made}`,
      tabId: 1,
      frameId: 0,
      type: 'xmlhttprequest',
      initiator: PAGE,
      response: asks(url),
      at: clock.now,
      body: 'none',
      ...change,
    };
    await context.tabs.change(1, () => ({ seen: [seen] }));
    const { method } = seen.response;
    const { frameId, initiator: origin = '' } = seen;
    const answer = () => undefined;
    const call = { tabId: 1, frameId, origin, url: seen.response.url, method, answer };
    if (waits) {
      context.calls.met(seen, true);
      page.call = new AbortController();
      context.calls.called({ ...call, gone: page.call.signal });
    }
    return seen;
  };
  const answered = async (paymentId: string, status: number) => {
    const payment = await context.journal.get(paymentId);
    const response = asks(payment?.quote.url ?? '');
    const headers = status === 402 ? response.headers : [];
    await settle(context, paymentId, { ...response, status, headers });
  };
  const press = async (seen: Seen) => {
    const [first] = quotesOf(context, seen);
    if (first === undefined) throw new Error('no quote');
    const { id } = await approve(context, first.quote.id, first.quote.hash);
    await answered(id, 200);
    return id;
  };
  /** Whether a call is paid without asking. */
  const pays = async (change: Partial<Seen> = {}, { waits = true, status = 200 } = {}) => {
    const payment = await autoPayCall(context, await see(change, waits));
    if (payment !== undefined) await answered(payment.id, status);
    return payment !== undefined;
  };
  const grant = (paymentId: string, perMinute?: number, perPayment = '1000000') =>
    grantAutoPay(context, {
      paymentId,
      perPayment,
      perDay: '4000000',
      days: 30,
      ...(perMinute === undefined ? {} : { perMinute }),
    });
  return {
    context,
    purse,
    clock,
    front,
    page,
    meanwhile,
    notifyPaid,
    see,
    press,
    pays,
    grant,
    signed: () => signed,
  };
}

/** One call was paid by a press, and such calls are paid without asking from then on. */
async function allowed(perMinute = 30) {
  const all = street();
  const paymentId = await all.press(await all.see());
  await all.grant(paymentId, perMinute);
  return { ...all, paymentId };
}

describe('a call that waits', () => {
  it('is paid without asking where the user allowed that, again and again, up to its day', async () => {
    const { pays, signed, context } = await allowed();
    expect([await pays(), await pays(), await pays(), await pays()]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(signed()).toBe(4);
    const { payments } = await context.journal.page({ limit: 9 });
    expect(payments.filter(({ unasked }) => unasked === true)).toHaveLength(3);
  });

  it.each([
    ['is paid', undefined, 1],
    [
      'may have been paid, though the wallet gave no answer',
      new Unsure('error_nwc_unreachable'),
      1,
    ],
    ['was not paid', new FareboxError('error_not_enough', '1'), 0],
  ])('is told of where it %s', async (_, failure, times) => {
    const { pays, meanwhile, notifyPaid } = await allowed();
    meanwhile.signs = async () => {
      if (failure !== undefined) throw failure;
    };
    expect(await pays()).toBe(failure === undefined);
    expect(notifyPaid).toHaveBeenCalledTimes(times);
  });

  it('is paid so only as often in a minute as its grant says', async () => {
    const { pays, clock } = await allowed(2);
    expect([await pays(), await pays(), await pays()]).toEqual([true, true, false]);
    clock.now += 61_000;
    expect(await pays()).toBe(true);
  });

  it('keeps to the limits of every payment', async () => {
    const { pays, context } = await allowed();
    await context.preferences.set({ limits: { perDay: '1500000' } });
    expect(await pays()).toBe(false);
  });

  it.each([
    ['of a frame', { frameId: 3 }],
    ['of a page of another site', { initiator: 'https://ads.example' }],
    ['of a subdomain', { initiator: 'https://evil.letters.example' }],
    ['of a document without an origin', { initiator: 'null' }],
    ['of a worker', { worker: true as const }],
    ['of an element', { type: 'image' as const }],
    ['to another origin', { response: asks('https://other.example/answer') }],
    ['to another payee', { response: asks(`${API}/answer`, THIEF) }],
  ])('%s is asked for', async (_, change) => {
    const { pays, signed, page } = await allowed();
    expect(await pays(change)).toBe(false);
    expect(signed()).toBe(1);
    // Only one call of an address waits at a time.
    page.call.abort();
    expect(await pays()).toBe(true);
  });

  it.each(['https://ads.example', 'https://evil.letters.example', 'http://letters.example'])(
    'is asked for where the call that waits for its address is one of a frame of %s',
    async (initiator) => {
      const { pays, signed, see } = await allowed();
      await see({ initiator, frameId: 3 });
      expect(await pays()).toBe(false);
      expect(signed()).toBe(1);
    },
  );

  it('is asked for where the call that waits for its address is one of a frame of its own site', async () => {
    const { pays, signed, see } = await allowed();
    await see({ frameId: 3 });
    expect(await pays()).toBe(false);
    expect(signed()).toBe(1);
  });

  it('is asked for where it does not wait', async () => {
    const { pays } = await allowed();
    expect(await pays({}, { waits: false })).toBe(false);
  });

  it.each([
    [
      'another page is in its tab',
      () => tabs.set(1, { url: 'https://ads.example', loading: false }),
    ],
    ['its tab is closed', () => tabs.clear()],
  ])('is asked for where %s', async (_, change) => {
    const { pays } = await allowed();
    change();
    expect(await pays()).toBe(false);
  });

  it('is asked for once its grant is taken back', async () => {
    const { pays, context } = await allowed();
    await revokeAutoPay(context, KEY);
    expect(await pays()).toBe(false);
  });

  // The class: what allowed a payment is gone by the time that the wallets have said what they would take. A mint may take long.
  it.each<[string, (all: Awaited<ReturnType<typeof allowed>>) => unknown]>([
    ['its grant is taken back', ({ context }) => revokeAutoPay(context, KEY)],
    ['its grant has ended', ({ clock }) => (clock.now += 31 * 86_400_000)],
    ['its grant is for less', ({ grant, paymentId }) => grant(paymentId, 30, '999999')],
    ['what the user consented to is forgotten', ({ context }) => context.consents.forget()],
    ['the page has given it up', ({ page }) => page.call.abort()],
    ['the tab is not in front', ({ front }) => (front.is = false)],
    [
      'the tab shows another page',
      () => tabs.set(1, { url: 'https://ads.example/', loading: false }),
    ],
  ])('is asked for where, while wallets are asked, %s', async (_, happens) => {
    const all = await allowed();
    all.meanwhile.happens = async () => {
      all.meanwhile.happens = async () => undefined;
      await happens(all);
    };
    expect(await all.pays()).toBe(false);
    expect(all.signed()).toBe(1);
  });

  it('is asked for where a press has paid meanwhile what its day had left', async () => {
    const all = await allowed();
    expect([await all.pays(), await all.pays()]).toEqual([true, true]);
    all.meanwhile.begins = async () => {
      all.meanwhile.begins = async () => undefined;
      await all.press(await all.see({ response: asks(`${API}/other`) }));
    };
    expect(await all.pays()).toBe(false);
    expect(all.signed()).toBe(4);
  });

  it('is asked for after one that was paid and refused', async () => {
    const { pays } = await allowed();
    expect(await pays({}, { status: 402 })).toBe(true);
    expect(await pays()).toBe(false);
  });

  it('is asked for anew where the page no longer waits, also when it waits again later', async () => {
    const { context } = await allowed();
    await context.preferences.update(() => ({ heldSites: [PAGE] }));
    expect((await letCallsGo(context, PAGE)).grants).toEqual({});
  });
});

it('the same call, made anew while the answer to the one before is written down, is still asked for', async () => {
  const { context, see, clock } = street();
  const first = await see();
  const [{ quote } = { quote: undefined }] = quotesOf(context, first);
  if (quote === undefined) throw new Error('no quote');
  await approve(context, quote.id, quote.hash);
  clock.now += 40;
  const { response, tabId, type } = first;
  const head = { tabId, type } as ResponseHead;
  const answer = { head, response: { ...response, status: 200, headers: [] } };
  const written = settled(context, quote.id, answer);
  clock.now += 1;
  const second: Seen = { ...first, id: 'second', at: clock.now };
  await context.tabs.change(1, ({ seen }) => ({ seen: [...seen, second] }));
  await written;
  expect((await context.tabs.get(1)).seen.map(({ id }) => id)).toEqual(['second']);
});

describe('a grant for calls', () => {
  it('is offered on a call that waited, with the page that it is for, and then said', async () => {
    const { context, paymentId } = await allowed();
    const payment = await context.journal.get(paymentId);
    if (payment === undefined) throw new Error('no payment');
    const { grants } = await context.settings();
    expect(paymentOf(context, payment, grants)).toMatchObject({
      mayGrant: { usd: '1000000', testnet: false, caller: 'letters.example' },
      autoPay: true,
      grantKey: KEY,
    });
  });

  it('is none for pages of either site, and a grant for pages is none for calls', async () => {
    const { context, see } = await allowed();
    for (const origin of [PAGE, API]) {
      const url = `${origin}/answer`;
      const response = { ...asks(url), method: 'GET' };
      const loaded = { type: 'main_frame', response, begunHere: true, again: false } as const;
      tabs.set(1, { url, loading: false });
      expect(await autoPay(context, await see(loaded, false))).toBeUndefined();
    }
    const other = street();
    const url = `${API}/page`;
    tabs.set(1, { url, loading: false });
    const response = { ...asks(url), method: 'GET' };
    await other.grant(await other.press(await other.see({ type: 'main_frame', response }, false)));
    tabs.set(1, { url: `${PAGE}/write`, loading: false });
    expect(await other.pays()).toBe(false);
    expect(await other.pays({ initiator: API })).toBe(false);
  });

  it.each([undefined, 0, 31, 1.5])('is refused with %s payments a minute', async (perMinute) => {
    const { grant, press, see } = street();
    await expect(grant(await press(await see()), perMinute)).rejects.toMatchObject({
      key: 'error_setting',
    });
  });

  it.each([
    ['did not wait', {}, false],
    ['was of a frame', { frameId: 3 }, true],
    ['was of a page without encryption', { initiator: 'http://letters.example' }, true],
  ])('is refused where the call %s', async (_, change, waits) => {
    const { grant, press, see } = street();
    const { initiator = PAGE }: Partial<Seen> = change;
    tabs.set(1, { url: `${initiator}/write`, loading: false });
    await expect(grant(await press(await see(change, waits)), 5)).rejects.toMatchObject({
      key: 'error_setting',
    });
  });
});
