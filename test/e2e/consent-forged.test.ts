import { afterEach, beforeEach, expect, test } from 'vitest';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { inBothBrowsers } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

// The class: writes to the extension's storage by whoever has taken over the process of a content script. It writes all
// that a payment without asking relies on: a grant, no limits, and a settled payment that makes its payee known.

const CENT = '10000';

inBothBrowsers((stage, name) => {
  let shop: Server;
  let thief: Server;
  beforeEach(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
    thief = await startShopHostile(ownStreet().facilitator);
  });
  afterEach(async () => {
    await stage().command('auto-pay.revoke', { origin: shop.url });
    await stage().command('consent.read', null);
    await shop.close();
    await thief.close();
  });

  const article = (server: Server) => stage().once(`${server.url}/wall`);

  /** A site that the user has paid, and allowed to be paid without asking. */
  async function allow(perDay = '5000000'): Promise<string> {
    const visit = await stage().visit(article(shop));
    const { quoteId, hash } = await stage().offer(visit);
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'receipt');
    const amounts = { perPayment: CENT, perDay, days: 1 };
    await stage().command('auto-pay.grant', { paymentId: quoteId, ...amounts });
    return quoteId;
  }

  /** What makes the thief's price one to be paid without asking, if it is believed. */
  async function forgery(paymentId: string): Promise<Record<string, unknown>> {
    const record = (await stage().journal()).find(({ id }) => id === paymentId);
    if (record === undefined) throw new Error('no record');
    const visit = await stage().visit(article(thief));
    const { payee } = await stage().offer(visit);
    const { quote } = record;
    const offer = { ...quote.offer, ...(payee === undefined ? {} : { payee }) };
    const url = `${thief.url}/wall?before`;
    const until = Date.now() + 86_400_000;
    const allowance = { perPayment: '9000000', perDay: '9000000', until, testnet: true };
    const { settings } = await stage().command('settings.get', null);
    return {
      settings: { ...settings, allowances: { [thief.url]: allowance }, limits: {} },
      'payment:forged': { ...record, id: 'forged', quote: { ...quote, id: 'forged', url, offer } },
    };
  }

  async function isAskedFor(server: Server): Promise<void> {
    const visit = await stage().visit(article(server));
    await stage().shows(visit, 'offers');
    expect(await stage().spent()).toEqual([]);
  }

  test('writes from the isolated world of a page: nothing moves without a press', async () => {
    const items = await forgery(await allow());
    await stage().begin();
    const page = await stage().visit(`${thief.url}/free`);
    await page.tab.waitFor('#free');
    const written = await stage().home.evaluate(
      async (tabId, data) => {
        const func = async (all: Record<string, unknown>) => {
          // What a content script opens under this name belongs to the page's origin.
          const tables = (name: string) =>
            new Promise<string[]>((resolve) => {
              const request = indexedDB.open(name);
              request.onsuccess = () => resolve([...request.result.objectStoreNames]);
              request.onerror = () => resolve([]);
            });
          const theirs = [...(await tables('farebox')), ...(await tables('farebox-journal'))];
          const error = await browser.storage.local.set(all).then(
            () => '',
            (reason: Error) => reason.message,
          );
          return { error, theirs };
        };
        const [frame] = await browser.scripting.executeScript({
          target: { tabId },
          func: func as never,
          args: [data],
        });
        return frame?.result as { error: string; theirs: string[] };
      },
      page.id,
      items,
    );
    expect(written.theirs).toEqual([]);
    if (name === 'chromium') expect(written.error).toContain('not allowed');
    else expect(written.error).toBe('');
    await stage().driver.killWorker();
    await isAskedFor(thief);
  });

  test('writes that succeed: nothing moves, payment without asking is off, and the popup says so', async () => {
    const items = await forgery(await allow());
    await stage().begin();
    await stage().home.evaluate((all) => browser.storage.local.set(all), items);
    await stage().driver.killWorker();
    await isAskedFor(thief);
    await isAskedFor(shop);
    const { settings, consentChanged } = await stage().command('settings.get', null);
    expect(settings.grants).toEqual({});
    expect(settings.limits).toMatchObject({ perPayment: '5000000', perDay: '20000000' });
    expect(consentChanged).toBe(true);
    const popup = await stage().popup(await stage().visit(article(thief)));
    expect(await popup.text()).toContain('was changed from outside');
    await popup.click('[data-act=consent-read]');
    await popup.waitFor(() => !document.body.innerText.includes('was changed from outside'));
    expect((await stage().command('settings.get', null)).consentChanged).toBe(false);
  });

  test('what is deleted or written where version 0.1.0 kept payments lets nothing more be paid without asking', async () => {
    // The payment that was approved and one without asking reach the limit of the day. If the forged records were
    // believed, nothing was spent, and the third article would be paid for.
    await allow(String(2 * Number(CENT)));
    await stage().begin();
    const paid = await stage().visit(article(shop));
    await stage().shows(paid, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
    const forged = (await stage().journal()).map(
      (payment) => [`payment:${payment.id}`, { ...payment, state: 'expired' }] as const,
    );
    await stage().home.evaluate(async (items) => {
      const all = Object.keys(await browser.storage.local.get(null));
      await browser.storage.local.remove(all.filter((key) => key.startsWith('payment:')));
      await browser.storage.local.set(items);
    }, Object.fromEntries(forged));
    await stage().driver.killWorker();
    const visit = await stage().visit(article(shop));
    const { request } = await stage().shows(visit, 'offers');
    expect(request.whyAsked).toMatchObject({ reason: 'per-day' });
    expect(await stage().spent()).toHaveLength(1);
    await stage().home.evaluate(
      (keys) => browser.storage.local.remove(keys),
      forged.map(([key]) => key),
    );
  });
});
