import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../../src/background/context.ts';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import type { Offer } from '../../../src/core/offers/offer.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser, tabs } from './browser.ts';
import { offer } from './fakes.ts';
import { NOW, told, world } from './world.ts';

/** What a reader that is wrong would claim: every offer payable, wherever it comes from. */
const claimed: Offer[] = [];

const reading = () => ({ offers: claimed, notices: [], problems: [] });
const readings: Context['readings'] = {
  of: reading,
  lacksOffers: () => false,
  isPaymentRequired: () => true,
};

beforeEach(() => {
  freshBrowser(SHOP);
  claimed.length = 0;
});

const lightning = offer({
  network: 'lightning:mainnet',
  price: { amount: 1_000n, currency: 'sat', decimals: 3 },
  rail: { kind: 'lightning', network: 'mainnet' },
});
const ecash = offer({
  price: { amount: 1n, currency: 'sat', decimals: 0 },
  rail: { kind: 'ecash', mints: ['https://mint.example'], unit: 'sat' },
});

/** Presses Pay for an offer of a request; resolves with the payment's state or rejects. */
async function press(url: string, method: string, each: Offer, wallet = told('nwc', false)) {
  const serving = { ...wallet, serves: async () => true };
  const context: Context = { ...world(serving).context, readings };
  claimed.push(each);
  tabs.set(1, { url, loading: false });
  const seen: Seen = {
    id: 'seen',
    tabId: 1,
    frameId: 0,
    type: 'main_frame',
    response: { url, method, status: 402, headers: [] },
    at: NOW,
    body: 'none',
  };
  await context.tabs.change(1, () => ({ seen: [seen] }));
  const [made] = quotesOf(context, seen);
  if (made === undefined) throw new Error('no quote');
  return approve(context, made.quote.id, made.quote.hash);
}

describe('Pay, where an offer claims to be payable', () => {
  it.each([
    ['x402', offer()],
    ['Lightning', lightning],
    ['ecash', ecash],
  ])('is refused over plain http: %s', async (_, each) => {
    await expect(press('http://cafe-wifi.example/a', 'GET', each)).rejects.toThrow(
      'error_insecure',
    );
  });

  it.each([
    ['http://localhost:3000/', 'GET', lightning],
    ['https://shop.example/', 'GET', ecash],
    ['https://shop.example/', 'OPTIONS', offer()],
    ['https://shop.example/', 'POST', offer()],
    ['https://shop.example/', 'PUT', lightning],
    ['https://shop.example/', 'HEAD', ecash],
  ])('is heard at %s (%s)', async (url, method, each) => {
    // These offers have no terms: the protocol says so once every rule is passed.
    await expect(press(url, method, each)).rejects.toThrow('error_terms');
  });

  it.each([
    ['x402', offer({ payable: false })],
    ['Lightning', { ...lightning, payable: false }],
    ['ecash', { ...ecash, payable: false }],
  ])('is refused where it says at last that it is not: %s', async (_, each) => {
    await expect(press('https://shop.example/', 'GET', each)).rejects.toThrow('error_not_payable');
  });

  it.each([
    ['OPTIONS', lightning],
    ['TRACE', lightning],
    ['REPORT', ecash],
    ['post', ecash],
  ])(
    'is refused for a %s, which no page makes again, where the money would leave at once',
    async (method, each) => {
      await expect(press('https://shop.example/', method, each)).rejects.toThrow('error_method');
    },
  );
});

it('quotes come with the cheapest first, under the ids that they had', () => {
  const price = (amount: bigint) => ({ ...(offer().price ?? { currency: 'x' }), amount });
  claimed.push(offer({ id: 'x402:0', price: price(900_000n) }));
  claimed.push(offer({ id: 'x402:1', price: price(10_000n) }));
  const response = { url: SHOP, method: 'GET', status: 402, headers: [] };
  const seen = { id: 's', tabId: 1, frameId: 0, type: 'main_frame', response, at: 1, body: 'none' };
  const ids = quotesOf({ readings }, seen as Seen).map(({ quote }) => quote.id);
  expect(ids).toEqual(['s/x402:1', 's/x402:0']);
});
