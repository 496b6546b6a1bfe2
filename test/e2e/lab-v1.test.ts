import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectChain } from '../lab/chain.ts';
import { newPayer } from '../lab/client.ts';
import { startReferenceV1 } from '../lab/reference-v1.ts';
import { street as ownStreet } from './own-street.ts';

const street = ownStreet();
const chain = connectChain(street.rpcUrl);
let shop: Awaited<ReturnType<typeof startReferenceV1>>;

beforeAll(async () => {
  shop = await startReferenceV1(street.facilitator);
});
afterAll(() => shop?.close());

test.each(['weather', 'page'])(
  'the v1 reference server sells its %s for one cent',
  async (name) => {
    const payer = await newPayer(chain);
    const response = await payer.pay(`${shop.url}/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-payment-response')).toBeTruthy();
    expect(await chain.transfers(payer.address)).toMatchObject([{ amount: 10_000n }]);
  },
);

test('a browser gets its paywall, and no header', async () => {
  const headers = { accept: 'text/html', 'user-agent': 'Mozilla/5.0' };
  const response = await fetch(`${shop.url}/page`, { headers });
  expect(response.status).toBe(402);
  expect([...response.headers.keys()].filter((name) => name.includes('payment'))).toEqual([]);
  expect(await response.text()).toContain('window.x402');
});
