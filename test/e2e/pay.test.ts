import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startReferenceV1 } from '../lab/reference-v1.ts';
import { startShopHono } from '../lab/shop-hono.ts';
import { PAY } from './driver/pay-button.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';

const CENT = 10_000n;

inBothBrowsers((stage) => {
  const doors: readonly (readonly [name: string, url: () => string, amount: bigint])[] = [
    ['v2 with the shop’s own HTML', () => `${stage().street.v2}/article`, CENT],
    ['v2 with the fallback HTML', () => `${stage().street.v2}/plain`, CENT],
    ['v2 with a JSON body of {}', () => `${stage().street.v2}/weather`, CENT / 10n],
    ['v2 with a preview as body', () => `${stage().street.v2}/preview`, CENT],
    ['v2 without a body', () => `${stage().street.odd}/empty`, CENT],
    ['v2 in the body only', () => `${stage().street.odd}/dialect/body-only`, CENT],
    ['v1 as JSON', () => `${stage().street.v1}/json`, CENT],
    ['v1 as a page for people', () => `${stage().street.v1}/page`, CENT],
  ];

  test.each(doors)('pays for %s, once, and shows it', async (_name, url, amount) => {
    const visit = await stage().visit(stage().once(url()));
    const popup = await stage().payFor(visit);
    expect(await stage().spent()).toMatchObject([{ amount }]);
    await visit.tab.waitFor(() => /You paid|sunny|All of it/.test(document.body.innerText));
    expect(await popup.text()).toContain('Paid');
  });

  test('a page that brings a payment form of its own says so before Pay, and others do not', async () => {
    const form = await stage().visit(stage().once(`${stage().street.v1}/page`));
    expect((await stage().shows(form, 'offers')).request.ownForm).toBe(true);
    expect(await (await stage().popup(form)).text()).toContain('its own payment form');
    const plain = await stage().visit(stage().once(`${stage().street.v2}/plain`));
    expect((await stage().shows(plain, 'offers')).request.ownForm).toBeUndefined();
    const link = await stage().visit(stage().once(`${stage().street.v2}/plain`));
    await stage().shows(link, 'offers');
    await link.tab.evaluate(() => {
      const wallet = document.createElement('a');
      wallet.href = 'lightning:lnbc1';
      document.body.append(wallet);
    });
    expect((await stage().shows(link, 'offers')).request.ownForm).toBe(true);
  });

  test('of several ways to pay, the chosen one is paid', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.v2}/several`));
    const popup = await stage().popup(visit);
    const { request } = await stage().shows(visit, 'offers');
    const sepolia = request.offers.find(({ network }) => network?.testnet)?.quoteId;
    await popup.click(`input[value="${sepolia}"]`);
    await popup.click(PAY);
    await stage().drawn(popup, 'receipt');
    expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
    await visit.tab.waitFor(() => document.body.innerText.includes('You paid'));
  });

  describe('the reference server for Hono', () => {
    let shop: Awaited<ReturnType<typeof startShopHono>>;
    beforeAll(async () => {
      shop = await startShopHono(stage().street.facilitator);
    });
    afterAll(() => shop?.close());

    test('sells a page', async () => {
      const visit = await stage().visit(`${shop.url}/article`);
      await stage().payFor(visit);
      expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
      await visit.tab.waitFor(() => document.body.innerText.includes('You paid'));
    });

    test('takes an order by POST, with what it holds', async () => {
      const visit = await stage().visit(`${shop.url}/nothing-here`);
      const order = () =>
        visit.tab.evaluate(async () => {
          const answer = await fetch('/order', { method: 'POST', body: 'two loaves' });
          return answer.status === 402 ? 402 : await answer.json();
        });
      expect(await order()).toBe(402);
      const popup = await stage().pay(visit);
      await stage().drawn(popup, 'armed');
      expect(await order()).toEqual({ ordered: 'two loaves' });
      await stage().drawn(popup, 'receipt');
      expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
    });
  });

  describe('the v1 reference server', () => {
    let shop: Awaited<ReturnType<typeof startReferenceV1>>;
    beforeAll(async () => {
      shop = await startReferenceV1(stage().street.facilitator);
    });
    afterAll(() => shop?.close());

    test.each([
      ['page', 'A paid page'],
      ['weather', 'sunny'],
    ])('sells its %s', async (name, inside) => {
      const visit = await stage().visit(`${shop.url}/${name}`);
      await stage().payFor(visit);
      expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
      await until(async () => (await visit.tab.html()).includes(inside), { what: inside });
    });
  });
});
