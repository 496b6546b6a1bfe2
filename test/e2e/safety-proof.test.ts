import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { become, forget, paidRequestsOf, proofsOf, requestsOf } from '../lab/remote.ts';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inTorture, type Visit } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

// The class: every request that resembles the one that was paid for. It leaves while the proof waits, and must not
// take it along; the very request takes it afterwards.

inTorture((stage, name) => {
  let shop: Server;
  beforeAll(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
  });
  afterAll(() => shop.close());

  const asked = async (method: string, target: string) =>
    (await requestsOf(shop.url)).filter((each) => each.method === method && each.target === target);
  const proofs = async () => (await paidRequestsOf(shop.url)).flatMap(proofsOf);
  const targetOf = (url: string) => url.slice(shop.url.length);

  /** Pays, and stops Farebox just before it loads the page: the proof waits for its request. */
  async function payAndWait(visit: Visit): Promise<void> {
    const { quoteId, hash } = await stage().offer(visit);
    const held = await stage().driver.hold('tabs.reload', 1, 'before');
    await forget(shop.url);
    await stage().home.evaluate(
      (input) => void browser.runtime.sendMessage({ command: 'pay', in: input }),
      { quoteId, hash },
    );
    await held.reached();
  }

  const byScript = (method: string) => async (visit: Visit, url: string) => {
    await visit.tab.evaluate(
      (to, how) => fetch(to, { method: how, cache: 'no-store' }).then(({ status }) => status),
      url,
      method,
    );
  };
  const others: Readonly<Record<string, (visit: Visit, url: string) => Promise<void>>> = {
    'a script that asks for the address': byScript('GET'),
    'a script that sends something to the address': byScript('POST'),
    'a form that sends something to the address': async ({ tab }, url) => {
      await tab.evaluate((to) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action: to });
        document.body.append(form);
        form.submit();
      }, url);
      const sent = async () => (await asked('POST', targetOf(url))).length > 0;
      await until(sent, { what: 'the form' });
    },
    'a frame of the address': async ({ tab }, url) => {
      await tab.goto(`${shop.url}/free`);
      await tab.evaluate((to) => {
        const frame = document.createElement('iframe');
        frame.src = to;
        document.body.append(frame);
      }, url);
      const sent = async () => (await asked('GET', targetOf(url))).length > 0;
      await until(sent, { what: 'the frame' });
    },
    'another tab at the address': async (_visit, url) => {
      await stage().visit(url);
    },
    'an address that begins in the same way': ({ tab }, url) => tab.goto(`${url}0`),
    'an address that ends in the same way': ({ tab }, url) =>
      tab.goto(`${shop.url}/free?to=${url}`),
    'an address in other letters': ({ tab }, url) => tab.goto(url.replace('/wall', '/Wall')),
  };
  test.each(Object.entries(others))(
    '%s gets no proof, and the page itself does',
    async (_, ask) => {
      const url = stage().once(`${shop.url}/wall`);
      const visit = await stage().visit(url);
      await payAndWait(visit);
      await ask(visit, url);
      expect(await proofs()).toEqual([]);
      await visit.tab.goto(url);
      await stage().shows(visit, 'receipt');
      expect(await stage().spent()).toHaveLength(1);
      expect(new Set((await paidRequestsOf(shop.url)).map(({ target }) => target))).toEqual(
        new Set([targetOf(url)]),
      );
    },
  );

  test('a frame of another site that asks for the paid frame’s address gets no proof', async () => {
    const url = stage().once(`${shop.url}/around`);
    const target = targetOf(url).replace('/around', '/raced');
    const visit = await stage().visit(url);
    const { quoteId, hash } = await stage().offer(visit);
    // The frame that was paid for is gone, so its proof waits until the page has it again.
    await visit.tab.evaluate(() => {
      for (const frame of document.querySelectorAll('iframe:not(#foreign)')) frame.remove();
    });
    await forget(shop.url);
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'armed');
    await visit.tab.evaluate((to) => {
      document.querySelector<HTMLIFrameElement>('#foreign')?.contentWindow?.postMessage(to, '*');
    }, shop.url + target);
    await until(async () => (await asked('GET', target)).length > 0, { what: 'the frame' });
    expect(await proofs()).toEqual([]);
    await visit.tab.reload();
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  describe('once the proof has left', () => {
    test('no second request of the same kind takes it, before the answer is there', async () => {
      const url = stage().once(`${shop.url}/caller`);
      const target = targetOf(url).replace('/caller', '/raced');
      const visit = await stage().visit(url);
      const { quoteId, hash } = await stage().offer(visit);
      await become(stage().street.facilitator, 'held');
      await forget(shop.url);
      await stage().command('pay', { quoteId, hash });
      const { payment } = await stage().shows(visit, 'armed');
      await stage().command('payment.reload', { paymentId: payment.id });
      await until(async () => (await proofs()).length > 0, { what: 'the proof' });
      const rules = () => browser.declarativeNetRequest.getSessionRules();
      const gone = async () =>
        name === 'firefox' || (await stage().home.evaluate(rules)).length === 0;
      await until(gone, { what: 'the rule to be gone' });
      await byScript('GET')(visit, shop.url + target);
      expect(await proofs()).toHaveLength(1);
      await become(stage().street.facilitator, 'honest');
      await stage().shows(visit, 'receipt');
      expect(await stage().spent()).toHaveLength(1);
    });
  });

  test('each step is written down before what it speaks of is done', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    const { quoteId, hash } = await stage().offer(visit);
    await stage().driver.background(() => {
      const acts: string[] = [];
      Object.assign(globalThis, { acts });
      type Call = (...args: never[]) => unknown;
      const watch = (owner: object, method: string, say: (first: unknown) => void) => {
        const original = Reflect.get(owner, method) as Call;
        const value = function (this: unknown, ...args: never[]) {
          say(args[0]);
          return Reflect.apply(original, this, args);
        };
        Object.defineProperty(owner, method, { value, configurable: true, writable: true });
      };
      watch(IDBObjectStore.prototype, 'put', (row) => {
        const payment = (row as { payment?: { state: string } } | null | undefined)?.payment;
        if (payment !== undefined) acts.push(payment.state);
      });
      watch(browser.storage.session, 'set', (items) => {
        const { attached } = items as { attached?: readonly object[] };
        if (attached !== undefined && attached.length > 0) acts.push('attached');
      });
      watch(browser.tabs, 'reload', () => acts.push('reload'));
    });
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'receipt');
    const acts = await stage().driver.background(
      () => (globalThis as unknown as { acts: string[] }).acts,
    );
    await stage().driver.killWorker();
    expect(acts.slice(0, acts.indexOf('reload') + 1)).toEqual([
      'paying',
      'sent',
      'attached',
      'reload',
    ]);
    expect(await stage().spent()).toHaveLength(1);
  });
});
