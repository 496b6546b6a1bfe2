import { afterAll, beforeAll, expect, test } from 'vitest';
import { forget, paidRequestsOf } from '../lab/remote.ts';
import { startShopFormats } from '../lab/shop-formats.ts';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { replacePayment } from './driver/stored.ts';
import { inTorture, type Visit } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

// What Pay itself looks at, whatever the popup has shown before. Where no page can bring it about, what Farebox
// remembers is changed while it sleeps.

type Remembered = {
  readonly seen: readonly {
    readonly response: { readonly url: string } & Record<string, unknown>;
  }[];
};

inTorture((stage) => {
  let shop: Server;
  let formats: Server;
  beforeAll(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
    formats = await startShopFormats();
  });
  afterAll(async () => {
    await shop.close();
    await formats.close();
  });

  const read = <Value>(area: 'local' | 'session', key: string) =>
    stage().home.evaluate(
      async (from, name) => (await browser.storage[from].get(name))[name] as Value,
      area,
      key,
    );
  /** Puts something into Farebox's memory, which reads it when it wakes. */
  async function remember(area: 'local' | 'session', key: string, value: unknown): Promise<void> {
    await stage().driver.killWorker();
    await stage().home.evaluate(
      (to, name, what) => browser.storage[to].set({ [name]: what }),
      area,
      key,
      value,
    );
  }
  const recordOf = ({ id }: Visit) => read<Remembered>('session', `tab:${id}`);
  const nothingLeft = async () => {
    expect(await paidRequestsOf(shop.url)).toEqual([]);
    expect(await stage().spent()).toEqual([]);
  };

  test('a consent to other terms than those of the offer pays nothing', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    const { quoteId, hash } = await stage().offer(visit);
    await forget(shop.url);
    for (const other of ['', hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))]) {
      expect(await stage().answer('pay', { quoteId, hash: other })).toMatchObject({ ok: false });
    }
    await nothingLeft();
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'receipt');
  });

  test.each([
    ['another site', () => `${shop.url.replace('127.0.0.1', 'localhost')}/free`],
    ['what has no address', () => 'about:blank'],
  ])('a tab that shows %s is not paid for, though the price is remembered', async (_, where) => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    const { quoteId, hash } = await stage().offer(visit);
    const record = await recordOf(visit);
    await visit.tab.goto(where());
    await stage().shows(visit, 'nothing');
    await forget(shop.url);
    await remember('session', `tab:${visit.id}`, record);
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
      error: 'error_quote_gone',
    });
    await nothingLeft();
  });

  test('plain http is not paid, whatever the reading of the offer says', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    await stage().offer(visit);
    const { seen, ...rest } = await recordOf(visit);
    const insecure = seen.map((each) => ({
      ...each,
      response: { ...each.response, url: 'http://shop.example/wall' },
    }));
    await forget(shop.url);
    await remember('session', `tab:${visit.id}`, { ...rest, seen: insecure });
    const { request } = await stage().shows(visit, 'cannot-pay');
    const { quoteId = '', hash = '' } = request.offers[0] ?? {};
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
      error: 'error_insecure',
    });
    await nothingLeft();
  });

  test('a price that has ended is not paid', async () => {
    const visit = await stage().visit(`${formats.url}/ended`);
    const { request } = await stage().shows(visit, 'expired');
    const { quoteId = '', hash = '' } = request.offers[0] ?? {};
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
      error: 'error_quote_expired',
    });
  });

  test('a proof whose end is near is not sent again', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/broken`));
    const { quoteId, hash } = await stage().offer(visit);
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'unknown');
    await forget(shop.url);
    const kept = (await stage().journal()).find(({ id }) => id === quoteId);
    if (kept?.proof === undefined) throw new Error('no proof');
    const proof = { ...kept.proof, validUntil: Date.now() + 7_000 };
    await replacePayment(stage().home, { ...kept, proof });
    expect(await stage().answer('payment.send', { paymentId: quoteId })).toMatchObject({
      error: 'error_quote_expired',
    });
    expect(await paidRequestsOf(shop.url)).toEqual([]);
    await replacePayment(stage().home, kept);
  });

  test('a site that fills the memory loses its own oldest pages', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    await stage().offer(visit);
    const { seen } = await recordOf(visit);
    const ids = [1_000_001, 1_000_002, 1_000_003, 1_000_004];
    const full = ids.map((tabId) => {
      const big = (each: Remembered['seen'][number]) => ({
        ...each,
        id: `big-${tabId}`,
        tabId,
        at: tabId,
        response: { ...each.response, body: 'x'.repeat(1_000_000) },
      });
      return [`tab:${tabId}`, { seen: seen.map(big) }] as const;
    });
    for (const [key, record] of full) await remember('session', key, record);
    const keys = full.map(([key]) => key);
    await stage().offer(await stage().visit(stage().once(`${shop.url}/wall`)));
    const left = await Promise.all(keys.map((key) => read<Remembered>('session', key)));
    expect(left.filter((each) => each.seen.length > 0)).toHaveLength(1);
    await stage().driver.killWorker();
    await stage().home.evaluate((names) => browser.storage.session.remove(names), keys);
  });
});
