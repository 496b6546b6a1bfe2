import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { paidRequestsOf, requestsOf } from '../lab/remote.ts';
import { hardAddresses } from '../lab/shop-odd.ts';
import type { Tab } from './driver/driver.ts';
import { PAY } from './driver/pay-button.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';

inBothBrowsers((stage) => {
  const odd = () => stage().street.odd;

  /** Every proof that has arrived since a moment, and where. */
  const proofsSince = async (before: number) =>
    (await paidRequestsOf(odd())).slice(before).map(({ target }) => target);

  /** Chooses the other 402 of the page, if it is the one that is wanted, and waits until it is drawn. */
  async function inFront(popup: Tab, path: string): Promise<void> {
    const other = () => popup.evaluate(() => document.querySelector('.other-path')?.textContent);
    if ((await other()) !== path) return;
    await popup.click('[data-act=show]');
    await until(async () => (await other()) !== path, { what: `${path} in front` });
  }

  test.each(['inner', 'foreign'])('a frame (%s) is paid for, and only it', async (name) => {
    const before = (await paidRequestsOf(odd())).length;
    const visit = await stage().visit(stage().once(`${odd()}/frames`));
    await until(async () => (await stage().state(visit)).others.length === 1, {
      what: 'both frames to be listed',
    });
    await until(() => stage().isAsked(visit), { what: 'the badge' });
    // The button speaks for the page's own site, and so does the popup at first.
    expect((await stage().shows(visit, 'offers')).request.path).toBe('/frames/inner');
    const popup = await stage().popup(visit);
    expect(await popup.text()).toContain('for a part of this page');
    const asked = `/frames/${name}`;
    await inFront(popup, asked);
    await popup.click(PAY);
    await until(async () => (await stage().spent()).length === 1, { what: 'the money to move' });
    expect(await proofsSince(before)).toEqual([asked]);
    await stage().drawn(popup, 'receipt');
  });

  /** Visits a folder of the shop; its own service worker answers for it from then on. */
  const installWorker = async (folder: '/worker/' | '/invented/') => {
    const visit = await stage().visit(odd() + folder);
    await visit.tab.waitFor(() => document.querySelector('#worker')?.textContent === 'ready');
    return visit;
  };

  test.each([
    ['the page', '/calls'],
    ['a page with its own service worker', '/worker/calls'],
  ])('a fetch of %s is listed and paid for, and only it', async (_whose, path) => {
    if (path.startsWith('/worker/')) await installWorker('/worker/');
    const before = (await paidRequestsOf(odd())).length;
    const visit = await stage().visit(stage().once(odd() + path));
    await visit.tab.waitFor(() => document.querySelector('#xhr')?.textContent === '402');
    await until(async () => (await stage().state(visit)).others.length === 1, {
      what: 'both calls to be listed',
    });
    await until(() => stage().isAsked(visit), { what: 'the badge' });
    const popup = await stage().popup(visit);
    await inFront(popup, '/calls/xhr');
    await popup.click(PAY);
    await stage().drawn(popup, 'armed');
    // The page asks when it is loaded, and only then.
    await popup.click('[data-act=reload]');
    await visit.tab.waitFor(() => document.querySelector('#xhr')?.textContent === '200');
    await visit.tab.waitFor(() => document.querySelector('#fetch')?.textContent === '402');
    expect(await proofsSince(before)).toEqual(['/calls/xhr']);
    expect(await stage().spent()).toHaveLength(1);
    await stage().drawn(popup, 'receipt');
  });

  test('the proof of a form can be copied: then it is taken down, and sent by hand', async () => {
    const { v2 } = stage().street;
    const posts = async () =>
      (await requestsOf(v2)).filter(
        ({ method, target }) => method === 'POST' && target === '/form',
      );
    const before = (await posts()).length;
    const visit = await stage().visit(`${v2}/form`);
    await visit.tab.click('text=Sign');
    await stage().shows(visit, 'offers');
    const popup = await stage().pay(visit);
    await stage().drawn(popup, 'armed');
    expect(await popup.html()).toContain('data-act="copy-headers"');
    expect(await posts()).toHaveLength(before + 1);
    expect(await stage().spent()).toEqual([]);
    const { payment } = await stage().shows(visit, 'armed');
    const { headers } = await stage().command('payment.proof', { paymentId: payment.id });
    await stage().shows(visit, 'unsent');
    const answer = await fetch(`${v2}/form`, { method: 'POST', headers });
    expect(answer.status).toBe(200);
    expect(await stage().spent()).toHaveLength(1);
    await stage().command('payment.check', { paymentId: payment.id });
    await stage().shows(visit, 'receipt');
  });

  test.each([
    ['', '/worker/page'],
    [', without a body,', '/worker/empty'],
  ])('a page%s behind its own service worker is paid for', async (_how, path) => {
    const other = await installWorker('/worker/');
    const visit = await stage().visit(odd() + path);
    await stage().shows(visit, 'offers');
    // The browser does not say which tab a worker works for: it is nothing that the other tab met.
    await until(async () => (await stage().badge(other)) === '', { what: 'no badge' });
    expect((await stage().state(other)).kind).toBe('nothing');
    await stage().payFor(visit);
    await visit.tab.waitFor('#paid');
    expect(await stage().spent()).toHaveLength(1);
    await stage().shows(visit, 'receipt');
    await visit.tab.reload();
    await stage().shows(visit, 'offers');
  });

  test('a page that comes by its own service worker again is what it says now', async () => {
    await installWorker('/worker/');
    const visit = await stage().visit(stage().once(`${odd()}/worker/dearer`));
    const { quoteId } = await stage().offer(visit);
    await visit.tab.reload();
    const next = async () => {
      const offer = await stage().offer(visit);
      return offer.quoteId !== quoteId && offer;
    };
    await until(next, { what: 'the new price' });
    const freed = await stage().visit(stage().once(`${odd()}/worker/then-free`));
    await stage().shows(freed, 'offers');
    // By so much the browser may be wrong about when a page began.
    await pause(200);
    await freed.tab.reload();
    await freed.tab.waitFor('#free');
    await stage().shows(freed, 'nothing');
  });

  test('a 402 that a page’s worker made up is shown, and cannot be paid', async () => {
    await installWorker('/invented/');
    const visit = await stage().visit(`${odd()}/invented/page`);
    await stage().shows(visit, 'cannot-pay', 'broken');
    await until(async () => (await stage().badge(visit)) === '402', { what: 'the badge' });
  });

  test('a page fetched ahead is not a visit', async () => {
    const ahead = async () =>
      (await requestsOf(odd())).filter(({ target }) => target.startsWith('/prefetch/')).length;
    const before = await ahead();
    const visit = await stage().visit(stage().once(`${odd()}/prefetch`));
    await until(async () => (await ahead()) > before, { what: 'the browser to fetch ahead' });
    await stage().offer(await stage().visit(stage().once(`${odd()}/empty`)));
    expect((await stage().state(visit)).kind).toBe('nothing');
    expect(await stage().badge(visit)).toBe('');
  });

  test('what a script fetches ahead of a visit is neither listed nor announced', async () => {
    const visit = await stage().visit(stage().once(`${odd()}/ahead`));
    await visit.tab.waitFor(() => document.querySelector('#calls')?.textContent === 'done');
    await stage().offer(await stage().visit(stage().once(`${odd()}/empty`)));
    expect((await stage().state(visit)).kind).toBe('nothing');
    expect(await stage().badge(visit)).toBe('');
  });

  test('a 402 of another site’s server is listed and not announced', async () => {
    const visit = await stage().visit(stage().once(`${odd()}/stranger`));
    await stage().shows(visit, 'offers');
    await stage().offer(await stage().visit(stage().once(`${odd()}/empty`)));
    expect(await stage().badge(visit)).toBe('');
  });

  test.each(Object.entries(hardAddresses))('a %s address is paid for', async (_name, path) => {
    const before = (await paidRequestsOf(odd())).length;
    const visit = await stage().visit(odd() + path);
    await stage().payFor(visit);
    await visit.tab.waitFor('#paid');
    expect(await stage().spent()).toHaveLength(1);
    expect(await proofsSince(before)).toHaveLength(1);
  });
});
