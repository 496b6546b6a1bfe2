import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PopupState } from '../../src/messages/index.ts';
import { forget, paidRequestsOf, proofsOf, requestsOf } from '../lab/remote.ts';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inTorture, type Visit } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

const CENT = 10_000n;
/** What the popup may not say once money has moved. */
const DENIALS = /not charged|No money has moved|Nothing (?:has been|was) (?:taken|paid|sent)/;

/** Runs in an extension's page: pays what the tab asks for now; whether that was heard. */
async function pressNow(tabId: number): Promise<boolean> {
  const ask = (command: string, input: unknown) =>
    browser.runtime.sendMessage({ command, in: input }) as Promise<{ ok: boolean; out: unknown }>;
  const state = (await ask('popup.state', { tabId })).out as PopupState;
  if (state.kind !== 'offers') return false;
  const [offer] = state.request.offers;
  if (offer === undefined) return false;
  const { quoteId, hash } = offer;
  return (await ask('pay', { quoteId, hash })).ok;
}

inTorture((stage, name) => {
  let shop: Server;
  beforeAll(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
  });
  afterAll(() => shop.close());

  const enter = (path: string) => stage().visit(stage().once(shop.url + path));
  /** Every proof that has arrived at the shop, whatever it was for. */
  const proofs = async () => (await paidRequestsOf(shop.url)).flatMap(proofsOf).map(([, it]) => it);
  const offerOf = async (visit: Visit) => {
    await stage().shows(visit, 'offers');
    return stage().offer(visit);
  };
  const pay = async (visit: Visit) => {
    await forget(shop.url);
    const { quoteId, hash } = await offerOf(visit);
    return stage().answer('pay', { quoteId, hash });
  };
  /**
   * Presses until it is heard. The price of a page that loads itself anew is gone within a tenth of a second, so an
   * extension's page reads it and presses in one turn.
   */
  const payInTime = ({ id }: Visit) =>
    until(() => stage().home.evaluate(pressNow, id), { what: 'a press in time', timeout: 60_000 });
  const loaded = (visit: Visit) => visit.tab.waitFor(() => document.readyState === 'complete');

  const doors: readonly (readonly [path: string, cents: number, ends: PopupState['kind']])[] = [
    ['/creep', 0, 'refused'],
    ['/swap', 0, 'refused'],
    ['/again', 1, 'refused'],
    ['/nothing', 1, 'receipt'],
    ['/broken', 1, 'unknown'],
    ['/drip', 1, 'receipt'],
    ['/lies', 0, 'receipt'],
    ['/lies-shut', 0, 'receipt'],
    ['/cached', 1, 'receipt'],
    ['/elsewhere', 0, 'receipt'],
    ['/push-state', 1, 'receipt'],
  ];
  test.each(doors)('%s takes %i cents, and the popup says %s', async (path, cents, ends) => {
    const visit = await enter(path);
    expect(await pay(visit)).toMatchObject({ ok: true });
    await stage().shows(visit, ends);
    const spent = await stage().spent();
    expect(spent.map(({ amount }) => amount)).toEqual(Array(cents).fill(CENT));
    expect(new Set(await proofs()).size).toBe(1);
    const popup = await stage().popup(visit, ends);
    const text = await popup.text();
    if (cents > 0) expect(text).not.toMatch(DENIALS);
    expect(await popup.html()).not.toContain('javascript:');
    if (path.startsWith('/lies')) expect(text).toContain('The site says');
  });

  test.each([
    ['/creep', 'error_quote_changed'],
    ['/swap', 'error_terms_changed'],
  ])(
    '%s: what the page asks anew after it was shown is not what was consented to',
    async (path, error) => {
      const visit = await enter(path);
      const { quoteId, hash } = await offerOf(visit);
      await loaded(visit);
      await forget(shop.url);
      await visit.tab.reload();
      await until(async () => (await stage().offer(visit)).quoteId !== quoteId, {
        what: 'terms',
      });
      const answer = await stage().answer('pay', { quoteId, hash });
      expect(answer).toMatchObject({ ok: false, error });
      expect(await proofs()).toEqual([]);
    },
  );

  test('/again: while the first proof lives, no second one is made', async () => {
    const visit = await enter('/again');
    await pay(visit);
    await stage().shows(visit, 'refused');
    await loaded(visit);
    await visit.tab.reload();
    const state = await stage().shows(visit, 'refused');
    const next = state.next?.offers[0];
    expect(next).toBeDefined();
    if (next === undefined) return;
    const { quoteId, hash } = next;
    const answer = await stage().answer('pay', { quoteId, hash });
    expect(answer).toMatchObject({ ok: false, error: 'error_already_paying' });
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a page that has gone elsewhere is not paid for', async () => {
    const visit = await enter('/wall');
    const { quoteId, hash } = await offerOf(visit);
    await forget(shop.url);
    await visit.tab.goto(`${shop.url}/free`);
    const answer = await stage().answer('pay', { quoteId, hash });
    expect(answer).toMatchObject({ ok: false, error: 'error_quote_gone' });
    expect(await proofs()).toEqual([]);
  });

  test('a page that goes elsewhere after the consent gets no proof to take along', async () => {
    const visit = await enter('/wall');
    const held = await stage().driver.hold('tabs.reload', 1, 'before');
    const { quoteId, hash } = await offerOf(visit);
    await forget(shop.url);
    await stage().home.evaluate(
      (input) => void browser.runtime.sendMessage({ command: 'pay', in: input }),
      { quoteId, hash },
    );
    await held.reached();
    await visit.tab.goto(`${shop.otherUrl}/wall`);
    await visit.tab.goto(`${shop.url}/free`);
    expect(await proofs()).toEqual([]);
    expect(await stage().spent()).toEqual([]);
    // Else the worker would go on with it on this site when it wakes, as it should.
    await visit.tab.close();
    await stage().driver.killWorker();
  });

  test.each(['/refresh', '/meta-refresh'])(
    '%s: a page that never rests is paid for once',
    async (path) => {
      const visit = await enter(path);
      await payInTime(visit);
      // The page's own loads may cut off the answer, or ours before it leaves (which is known after a while): then
      // the user asks the chain, or sends the same again. Where the chain says that the site has the money while the
      // page asks again, the popup says so before the price.
      let shown: unknown;
      const ended = async () => {
        const state = await stage().state(visit);
        const bought = state.kind === 'offers' ? state.request.bought : undefined;
        shown = 'payment' in state ? state.payment : { kind: state.kind, bought };
        if (state.kind === 'unknown' || state.kind === 'refused' || state.kind === 'unsent') {
          const paymentId = state.payment.id;
          await stage().answer('payment.check', { paymentId });
          await stage().answer('payment.send', { paymentId });
        }
        return state.kind === 'receipt' || bought?.state === 'settled';
      };
      const what = () => `the receipt, not ${JSON.stringify(shown)}`;
      await until(ended, { what, timeout: 45_000 });
      expect(await stage().spent()).toHaveLength(1);
    },
  );

  test('nothing that a challenge names is fetched', async () => {
    await forget(shop.url);
    const visit = await enter('/lure');
    await offerOf(visit);
    const popup = await stage().popup(visit, 'offers');
    expect(await popup.text()).toContain('names another address');
    const asked = (await requestsOf(shop.url)).map(({ target }) => target);
    expect(asked.filter((target) => target.includes('bait'))).toEqual([]);
  });

  test('a challenge on a redirect is not a 402', async () => {
    const visit = await enter('/challenge-redirect');
    await visit.tab.waitFor('#free');
    expect((await stage().state(visit)).kind).toBe('nothing');
  });

  test('a challenge that wants our Cookie header is broken, and nothing is written there', async () => {
    const visit = await enter('/cookie');
    await stage().shows(visit, 'broken');
  });

  test('a thousand 402s of frames and fetches open nothing and hide nothing', async () => {
    const visit = await enter('/storm');
    const all = async () =>
      (await requestsOf(shop.url)).filter(({ target }) => target.startsWith('/item')).length >=
      1000;
    await until(all, { what: 'the storm', timeout: 60_000 });
    const { request, others } = await stage().shows(visit, 'offers');
    expect(request.what).toBe('page');
    expect(others.length).toBeLessThanOrEqual(20);
    await pay(visit);
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
    expect(await stage().driver.actionPopup()).toBeUndefined();
  });

  test('what a page says is heard by nobody', async () => {
    const visit = await enter('/messages');
    await visit.tab.waitFor('#wall');
    expect(await visit.tab.evaluate(() => document.title)).toBe('nobody nobody');
    expect(await stage().command('purse.get', null)).toMatchObject({ state: 'open' });
  });

  /** The page asks when it is loaded, and only then: the user has it loaded again. */
  const loadedAgain = async (visit: Visit) => {
    const { payment } = await stage().shows(visit, 'armed');
    await stage().command('payment.reload', { paymentId: payment.id });
  };

  test('five fetches that race for a proof take one payment, and one proof is all they get', async () => {
    const visit = await enter('/racers');
    await visit.tab.waitFor('#racers');
    await pay(visit);
    await loadedAgain(visit);
    await stage().shows(visit, 'receipt', 'refused', 'unknown');
    expect(await stage().spent()).toHaveLength(1);
    const seen = await proofs();
    expect(new Set(seen).size).toBe(1);
    if (name === 'firefox') expect(seen).toHaveLength(1);
  });

  test('a preflight carries no proof', async () => {
    const visit = await enter('/asker');
    await pay(visit);
    await loadedAgain(visit);
    await stage().shows(visit, 'receipt');
    const requests = await requestsOf(shop.url);
    const preflights = requests.filter(({ method }) => method === 'OPTIONS');
    expect(preflights.length).toBeGreaterThan(0);
    expect(preflights.flatMap(proofsOf)).toEqual([]);
    expect(await stage().spent()).toHaveLength(1);
  });
});
