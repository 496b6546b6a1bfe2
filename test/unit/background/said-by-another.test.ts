import { expect, it } from 'vitest';
import { requestOf } from '../../../src/background/api/views/request.ts';
import { pricedQuotesOf } from '../../../src/background/offers/priced-quotes.ts';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import { NO_POLICY } from '../../../src/core/rules/policy.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/rules/settings.ts';
import { BASE_USDC, PAYEE } from '../../fixtures/mpp-terms.ts';
import { payment, SHOP } from '../../fixtures/payment.ts';
import { world } from './world.ts';

/** What the popup draws of the same money under x402, so often, and under MPP. */
async function offersOf(x402: string | undefined, mpp: string | undefined, times = 1) {
  const entry = { scheme: 'exact', network: 'eip155:8453', asset: BASE_USDC, amount: '310000' };
  const terms = {
    ...entry,
    payTo: PAYEE,
    maxTimeoutSeconds: 60,
    extra: { name: 'USD Coin', version: '2' },
  };
  const resource = { url: SHOP, ...(x402 === undefined ? {} : { description: x402 }) };
  const challenge = JSON.stringify({ x402Version: 2, resource, accepts: Array(times).fill(terms) });
  const line = payment(
    'evm',
    {
      amount: '310000',
      currency: BASE_USDC,
      methodDetails: { chainId: 8453, credentialTypes: ['authorization'], decimals: 6 },
      recipient: PAYEE,
    },
    mpp === undefined ? {} : { description: mpp },
  );
  const headers = [
    ['PAYMENT-REQUIRED', encodeBase64(challenge)],
    ['WWW-Authenticate', line],
  ] as const;
  const response = { url: SHOP, method: 'GET', status: 402, headers };
  const seen = {
    id: 's',
    tabId: 1,
    frameId: 0,
    type: 'main_frame',
    at: 1,
    body: 'read',
    response,
  } as const;
  const { context } = world();
  const quotes = await pricedQuotesOf(context, seen);
  const around = {
    quotes,
    payers: new Map(),
    pageWallets: new Map(),
    facts: new Map(),
    settings: { ...DEFAULT_SETTINGS, policy: NO_POLICY },
  };
  return requestOf(context, seen, around).offers;
}

// Either half may say what it is for.
it.each([
  [undefined, 'One report', 'One report'],
  ['A map', 'One report', 'A map'],
  ['A map', undefined, 'A map'],
  [undefined, undefined, undefined],
])('x402 says %j, MPP says %j', async (x402, mpp, shown) => {
  const offers = await offersOf(x402, mpp);
  expect(offers).toMatchObject([{ protocol: 'x402', also: [{ protocol: 'mpp' }] }]);
  expect(offers[0]?.description).toBe(shown);
});

it.each([2, 3])(
  'asked for %i times under x402, it is named once, and MPP beside it',
  async (times) => {
    const [offer, ...others] = await offersOf('A map', 'A map', times);
    expect(others).toEqual([]);
    expect(offer?.also).toMatchObject([{ protocol: 'mpp' }]);
    expect(offer?.also).toHaveLength(1);
  },
);
