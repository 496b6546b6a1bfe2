import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Context } from '../../../src/background/context.ts';
import { quotesToDraw } from '../../../src/background/offers/priced-quotes.ts';
import { createReadings } from '../../../src/background/stores/readings.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import type { Extra, ReasonKey } from '../../../src/core/offers/offer.ts';
import { registry } from '../../../src/protocols/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINTS = ['https://mint.example', 'https://other.example'];
/** A 402 that asks for ecash (NUT-24, NUT-18): 21 sat of one of two mints. */
const seen: Seen = {
  id: 'seen',
  tabId: 1,
  frameId: 0,
  type: 'main_frame',
  response: {
    url: 'https://shop.example/article',
    method: 'GET',
    status: 402,
    headers: [
      [
        'X-Cashu',
        `creqA${Buffer.from(
          // CBOR: { a: 21, u: "sat", m: [ … ] }
          Buffer.concat([
            Buffer.from([0xa3, 0x61, 0x61, 0x15, 0x61, 0x75, 0x63]),
            Buffer.from('sat'),
            Buffer.from([0x61, 0x6d, 0x82, 0x60 + 20]),
            Buffer.from(MINTS[0] ?? ''),
            Buffer.from([0x60 + 21]),
            Buffer.from(MINTS[1] ?? ''),
          ]),
        ).toString('base64')}`,
      ],
    ],
  },
  at: 1,
  body: 'none',
};

const readings = createReadings(registry);

type Said = Extra | ReasonKey | 'short';

function promised() {
  let resolve = (_: Said): void => undefined;
  const promise = new Promise<Said>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A Farebox whose one wallet says its fees by this promise. */
function withWallet(fees: () => Promise<Said>) {
  const changed = vi.fn();
  const wallet = { id: 'ecash', serves: async () => true, extra: fees };
  return {
    context: {
      wallets: [wallet],
      policies: { isRailOff: async () => false },
      readings,
      changed,
      now: () => 1,
    } as unknown as Context,
    changed,
  };
}

// A class of wallets: those that take their time to say what a payment takes beside its price.
it('is drawn without fees while the mint is silent, and again when it has spoken', async () => {
  const answer = promised();
  const { context, changed } = withWallet(() => answer.promise);
  const drawing = quotesToDraw(context, seen);
  await vi.advanceTimersByTimeAsync(300);
  expect(await drawing).toMatchObject([{ pricing: true, offer: { payable: true } }]);
  expect(changed).not.toHaveBeenCalled();
  answer.resolve({ from: MINTS[0] ?? '', surcharge: 0n, fee: 2n });
  await vi.advanceTimersByTimeAsync(0);
  expect(changed).toHaveBeenCalledOnce();
  const [known] = await quotesToDraw(context, seen);
  expect(known).not.toHaveProperty('pricing');
  expect(known?.offer.extra).toMatchObject({ fee: 2n });
});

it('is drawn again when the mint turns out not to answer', async () => {
  const answer = promised();
  const { context, changed } = withWallet(() => answer.promise);
  const drawing = quotesToDraw(context, seen);
  await vi.advanceTimersByTimeAsync(300);
  await drawing;
  answer.resolve('reason_mint_silent');
  await vi.advanceTimersByTimeAsync(0);
  expect(changed).toHaveBeenCalledOnce();
  expect(await quotesToDraw(context, seen)).toMatchObject([
    { offer: { payable: false, why: 'reason_mint_silent' } },
  ]);
});

it('is drawn once where the wallet knows at once', async () => {
  const { context, changed } = withWallet(async () => 'short');
  expect(await quotesToDraw(context, seen)).toMatchObject([{ short: true }]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(changed).not.toHaveBeenCalled();
});
