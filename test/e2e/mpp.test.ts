import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestsOf } from '../lab/remote.ts';
import { startShopMpp } from '../lab/shop-mpp.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';

const CENT = 10_000n;

inBothBrowsers((stage) => {
  let shop: Awaited<ReturnType<typeof startShopMpp>>;
  beforeAll(async () => {
    shop = await startShopMpp(stage().street);
  });
  afterAll(() => shop?.close());

  const open = (path: string) => stage().visit(stage().once(`${shop.url}${path}`));
  /** The headers that carried a credential to the page of a visit, in order. */
  const proofs = async ({ tab }: Visit): Promise<string[]> => {
    const { pathname, search } = new URL(await tab.url());
    return (await requestsOf(shop.url))
      .filter(({ target }) => target === pathname + search)
      .flatMap(({ headers }) => headers)
      .filter(([, value]) => value.startsWith('Payment '))
      .map(([name]) => name.toLowerCase());
  };

  test('an evm charge is paid by a signed transfer, once, and its page is shown', async () => {
    const visit = await open('/article');
    const popup = await stage().payFor(visit);
    const [moved, ...more] = await stage().spent();
    expect([moved?.amount, more]).toEqual([CENT, []]);
    await visit.tab.waitFor(() => document.body.innerText.includes('You paid'));
    expect(await proofs(visit)).toEqual(['authorization']);
    const { payment } = await stage().shows(visit, 'receipt');
    expect(payment.receipt).toMatchObject({ outcome: 'settled', transaction: moved?.hash });
    expect(await popup.text()).toContain('Paid');
  });

  test('a credential that the server looks for in another header goes there, and no second payment', async () => {
    const visit = await open('/elsewhere');
    await stage().payFor(visit);
    expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
    await visit.tab.waitFor(() => document.body.innerText.includes('You paid'));
    expect(await proofs(visit)).toEqual(['payment-authorization', 'authorization']);
  });

  test.each([
    ['/broken', 'unknown'],
    ['/thief', 'refused'],
  ] as const)('a fresh challenge after the money was taken is not paid: %s', async (path, kind) => {
    const visit = await open(path);
    await stage().pay(visit);
    await stage().shows(visit, kind, 'receipt');
    await visit.tab.goto(await visit.tab.url());
    await stage().shows(visit, kind, 'receipt');
    expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
    expect((await proofs(visit)).length).toBe(1);
  });

  test('x402 beside it asks for the same money: one offer, paid once', async () => {
    const visit = await open('/both');
    const { request } = await stage().shows(visit, 'offers');
    expect(request.offers).toHaveLength(1);
    await stage().payFor(visit);
    expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
  });
});
