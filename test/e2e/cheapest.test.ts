import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LightningMap } from '../lab/lightning/map.ts';
import { connectWallet, nodesOf } from '../lab/lightning/remote.ts';
import { base64, paymentRequired, requirements } from '../lab/till.ts';
import { type Server, startServer } from '../lab/web.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { lightning } from './lightning.ts';

const CENT = 10_000n;
/** BIP 122: regtest by the first 32 digits of its genesis block. */
const REGTEST = 'bip122:0f9188f13cb7b2c71f2a335e3a4fc328';
/** Satoshi: some five dollars, where the USDC beside it is a cent. */
const DEAR_SAT = 5_000n;

/** A shop that asks for satoshi and for USDC, in the order that its path names. */
function startMixed(map: LightningMap): Promise<Server> {
  const { merchant } = nodesOf(map);
  return startServer(async (request, response) => {
    const { bolt11 } = await merchant.invoice(DEAR_SAT, 'Two kinds of money');
    const sats = {
      scheme: 'exact',
      network: REGTEST,
      asset: 'BTC',
      amount: String(DEAR_SAT * 1000n),
      payTo: 'anonymous',
      maxTimeoutSeconds: 300,
      extra: { paymentMethod: 'lightning', invoice: bolt11 },
    };
    const dollars = requirements(String(CENT));
    const accepts = request.url?.startsWith('/sats-first') ? [sats, dollars] : [dollars, sats];
    const url = `http://${request.headers.host}${request.url}`;
    response.writeHead(402, { 'PAYMENT-REQUIRED': base64(paymentRequired(url, accepts)) }).end();
  });
}

inBothBrowsers((stage) => {
  beforeEach(async () => {
    // High enough for each price of these shops: no limit chooses here.
    await stage().command('settings.set', { limits: { perPayment: '5000000' } });
  });
  afterEach(async () => {
    await stage().command('settings.set', { limits: {} });
  });

  const visit = (path: string) => stage().visit(stage().once(stage().street.odd + path));

  /** Network and price of each offer, as the popup would list them. */
  const listed = async (visited: Visit) =>
    (await stage().shows(visited, 'offers')).request.offers.map(
      ({ network, money }) => `${network?.id} ${money?.amount}`,
    );

  const TEST = 'eip155:84532';
  const REAL = 'eip155:8453';

  test.each([
    ['/prices/dear-first', [10_000, 900_000]],
    ['/prices/cheap-first', [10_000, 900_000]],
    ['/prices/cheap-between', [10_000, 500_000, 900_000]],
  ])('of %s the cheapest is chosen, and that is what leaves', async (path, prices) => {
    const visited = await visit(path);
    expect(await listed(visited)).toEqual(prices.map((price) => `${TEST} ${price}`));
    await stage().payFor(visited);
    await visited.tab.waitFor('#paid');
    expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
  });

  test('test money is no cheaper than real money: each keeps the places that the site gave it', async () => {
    // Real: 0.02 and 0.015; test: 0.03 and 0.01.
    expect(await listed(await visit('/prices/real-and-test'))).toEqual([
      `${REAL} 15000`,
      `${TEST} 10000`,
      `${REAL} 20000`,
      `${TEST} 30000`,
    ]);
  });

  describe('bitcoin beside dollars', () => {
    let shop: Server;
    beforeAll(async () => {
      const map = await lightning();
      shop = await startMixed(map);
      const { uri } = await connectWallet(map);
      await stage().command('lightning.connect', { uri });
    });
    afterAll(() => shop?.close());

    test.each([
      ['/sats-first', ['sat', 'USDC']],
      ['/dollars-first', ['USDC', 'sat']],
    ])('cannot be compared: %s keeps the order of the site', async (path, expected) => {
      const visited = await stage().visit(stage().once(shop.url + path));
      const { request } = await stage().shows(visited, 'offers');
      expect(request.offers.map(({ money }) => money?.currency)).toEqual(expected);
      expect(request.offers.map(({ payable }) => payable)).toEqual([true, true]);
    });
  });
});
