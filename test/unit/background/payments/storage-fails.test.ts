import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../../../src/background/context.ts';
import { quotesOf } from '../../../../src/background/offers/quotes.ts';
import { timerOf } from '../../../../src/background/payments/timers.ts';
import { approve } from '../../../../src/background/requests/approve.ts';
import { settle } from '../../../../src/background/requests/settle.ts';
import type { Seen } from '../../../../src/background/stores/tab-store.ts';
import type { Quote } from '../../../../src/core/offers/quote.ts';
import { isOpen, mayHaveMoved } from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { BASE_USDC, challenged, PAYER, withEntry } from '../../../fixtures/x402/weather.ts';
import { alarms, attached, freshBrowser, port } from '../browser.ts';
import { CASHU, L402, NOW, PREIMAGE, type Told, told, world } from '../world.ts';

// The class: a disk that is full, at each write between consent and answer. Money that left stays counted, and nothing is
// paid twice.

beforeEach(() => freshBrowser(SHOP));
afterEach(() => void vi.restoreAllMocks());

const X402 = challenged(
  withEntry({
    network: 'eip155:8453',
    asset: BASE_USDC,
    extra: { name: 'USD Coin', version: '2' },
    amount: '10000',
    maxTimeoutSeconds: 60,
  }),
  { url: SHOP },
);

type Rail = { readonly response: typeof L402; wallet(): Told };

/** On each rail a wallet that knows afterwards what it gave. */
const RAILS: Readonly<Record<string, Rail>> = {
  lightning: {
    response: L402,
    wallet: () => {
      const wallet = told('nwc', false);
      wallet.finds = () =>
        wallet.asked.length > 0 ? { rail: 'lightning', preimage: PREIMAGE } : 'unpaid';
      return wallet;
    },
  },
  ecash: {
    response: CASHU,
    wallet: () => {
      const wallet = told('ecash', true);
      wallet.finds = () => (wallet.asked.length > 0 ? 'unknown' : 'unpaid');
      return wallet;
    },
  },
  'signed transfers': {
    response: X402,
    wallet: () => ({
      ...told('purse', true),
      serves: async ({ kind }) => kind === 'eip3009',
      account: async () => ({ rail: 'eip3009', address: PAYER }),
      pays: async () => ({ rail: 'eip3009', signature: `0x${'1b'.repeat(65)}` }),
    }),
  },
};

/** Writes of the journal fail from the nth on, or that one alone. Says whether there was an nth. */
function failsAt(nth: number, once: boolean): () => boolean {
  let count = 0;
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args: Parameters<typeof put>
  ) {
    count++;
    if (once ? count === nth : count >= nth) {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    }
    return put.apply(this, args);
  });
  return () => {
    vi.mocked(IDBObjectStore.prototype.put).mockRestore();
    return count >= nth;
  };
}

async function see(context: Context, { response }: Rail, id: string): Promise<Quote> {
  const about = { tabId: 1, frameId: 0, type: 'main_frame', body: 'none' } as const;
  const seen: Seen = { ...about, id, at: context.now(), response: { ...response, url: SHOP } };
  await context.tabs.change(1, () => ({ seen: [seen] }));
  const [made] = quotesOf(context, seen);
  if (made === undefined) throw new Error('no quote');
  return made.quote;
}

const quietly = (task: Promise<unknown>) => task.catch(() => undefined);

/** The paid request goes, and is answered. */
async function answers(context: Context, id: string, status: number): Promise<void> {
  if (!attached.has(id)) return;
  await quietly(context.payments.tell(id, { type: 'proofLeft' }));
  await quietly(settle(context, id, { url: SHOP, method: 'GET', status, headers: [] }));
}

/** Has something fail; what it gives ends that, and says whether anything failed. */
type Fails = (all: ReturnType<typeof world>, wallet: Told) => () => boolean;

/** Pays while something fails; then the disk has room again, another press tries the same, and the worker starts anew. */
async function play(name: string, status: number, fails: Fails) {
  const rail = RAILS[name] as Rail;
  const wallet = rail.wallet();
  const all = world(wallet);
  const { context, clock } = all;
  const quote = await see(context, rail, 'first');
  const works = fails(all, wallet);
  await quietly(approve(context, quote.id, quote.hash));
  await answers(context, quote.id, status);
  const reached = works();
  const left = wallet.asked.length;
  // What has left is neither asked for again by a press, nor forgotten.
  const second = await see(context, rail, 'second');
  if (left > 0) {
    expect(await context.journal.get(quote.id)).toBeDefined();
    const isDone = (await context.journal.get(quote.id))?.state === 'settled';
    if (!isDone) {
      await expect(approve(context, second.id, second.hash)).rejects.toThrow(
        /^error_(?:already_paying|paid_before)$/,
      );
    }
    expect(wallet.asked).toHaveLength(left);
    expect((await context.journal.facts(quote)).assetDay).toBeGreaterThan(0n);
  }
  const later = all.again();
  await later.payments.start();
  for (let round = 0; round < 6; round++) {
    const payment = await later.journal.get(quote.id);
    if (payment === undefined || !isOpen(payment)) break;
    const type = payment.proof === undefined ? 'checkPressed' : 'sendPressed';
    await quietly(later.payments.press(quote.id, { type, attached: false }));
    await answers(later, quote.id, 200);
    clock.now += 61_000;
    for (const [alarm, at] of [...alarms]) {
      const timer = at <= clock.now ? timerOf(alarm) : undefined;
      if (timer === undefined) continue;
      alarms.delete(alarm);
      await later.payments.ring(timer);
    }
  }
  const payment = await later.journal.get(quote.id);
  for (const request of wallet.asked) expect(request).toEqual(wallet.asked[0]);
  if (!wallet.repeatable) expect(wallet.asked.length).toBeLessThanOrEqual(1);
  if (left > 0) {
    expect(payment && mayHaveMoved(payment, NOW + 86_400_000)).toBe(true);
    expect((await later.journal.facts(quote)).assetDay).toBeGreaterThan(0n);
  }
  return { reached, left, payment };
}

describe.each(Object.keys(RAILS))('over %s', (rail) => {
  it.each([
    ['one write fails', 200, true],
    ['one write fails', 402, true],
    ['all writes fail from one on', 200, false],
    ['all writes fail from one on', 500, false],
  ])('%s, and the site answers %i', async (_, status, once) => {
    const left: number[] = [];
    for (let nth = 1; ; nth++) {
      freshBrowser(SHOP);
      const end = await play(rail, status, () => failsAt(nth, once));
      if (!end.reached) break;
      left.push(end.left);
    }
    // Before the first step is on the disk no wallet is asked, and there are writes after it.
    expect(left[0]).toBe(0);
    expect(left.at(-1)).toBe(1);
  });

  it.each<[string, Fails]>([
    ['passes', fromThePaymentOn],
    ['tabs', ({ context }) => rejects(vi.spyOn(context.tabs, 'change'))],
    ['alarms', () => rejects(vi.spyOn(port, 'setAlarm'))],
    ['alarms that are cleared', () => rejects(vi.spyOn(port, 'clearAlarm'))],
    ['attached proofs', () => rejects(vi.spyOn(port, 'attach'))],
    ['proofs that are taken down', () => rejects(vi.spyOn(port, 'detach'))],
    ['room that is given back', () => rejects(vi.spyOn(port, 'leaveRoom'))],
  ])('the store of %s fails', async (_, fails) => {
    const { left, payment } = await play(rail, 200, fails);
    expect([left, payment?.state]).toEqual([1, 'settled']);
  });
});

/** The store that all share has no room from when the wallet is asked. */
function fromThePaymentOn({ store }: Parameters<Fails>[0], wallet: Told) {
  const { pays } = wallet;
  wallet.pays = async () => {
    store.fail = true;
    return pays();
  };
  return () => {
    store.fail = false;
    return true;
  };
}

function rejects(spy: { mockRejectedValue(error: Error): { mockRestore(): void } }) {
  const made = spy.mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
  return () => {
    made.mockRestore();
    return true;
  };
}
