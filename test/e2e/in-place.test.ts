import { expect, test } from 'vitest';
import { requestsOf } from '../lab/remote.ts';
import { PAY } from './driver/pay-button.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { ASKED, ask, isPaidOnce, OPENED, openPart } from './parts.ts';

// The class: whatever a page asks for that is not the page itself. It is paid once, comes to where it was asked for, and
// nothing that the user has typed is lost.

inBothBrowsers((stage, name) => {
  const odd = () => stage().street.odd;

  const open = (kind: string) => openPart(stage(), kind);
  const typed = (visit: Visit) =>
    visit.tab.evaluate(() => (document.querySelector('#typed') as HTMLInputElement).value);

  const paidOnce = (visit: Visit, at: string) => isPaidOnce(stage(), visit, at);

  /** Whether the very thing is there, as the page itself sees it. */
  const THERE: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
    image: () => (document.querySelector('#thing') as HTMLImageElement).naturalWidth === 40,
    sound: () => Math.round((document.querySelector('#thing') as HTMLMediaElement).duration) === 1,
    source: () => Math.round((document.querySelector('#thing') as HTMLMediaElement).duration) === 1,
    frame: () =>
      (document.querySelector('#thing') as HTMLIFrameElement).contentDocument?.querySelector(
        '#paid',
      ) != null,
    object: () =>
      (document.querySelector('#thing') as HTMLObjectElement).contentDocument?.querySelector(
        'rect',
      ) != null,
    embed: () =>
      (document.querySelector('#thing') as HTMLEmbedElement)
        .getSVGDocument()
        ?.querySelector('rect') != null,
    style: () => getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)',
    script: () => (globalThis as { opened?: string }).opened === 'by the script',
  };

  test.each(Object.keys(THERE))('%s: the element is given its address again', async (kind) => {
    const { visit, at } = await open(kind);
    await stage().shows(visit, 'offers');
    const popup = await stage().pay(visit);
    await visit.tab.waitFor(THERE[kind] as () => boolean);
    await stage().drawn(popup, 'receipt');
    await paidOnce(visit, at);
    expect(await typed(visit)).toBe('half a letter');
  });

  test.each([
    ['fetch', 'GET', ''],
    ['post', 'POST', '{"say":"half a letter"}'],
    ['put', 'PUT', 'a'.repeat(1000)],
    ['patch', 'PATCH', 'part'],
    ['delete', 'DELETE', ''],
    ['xhr', 'POST', 'by xhr'],
    ['worker', 'POST', 'by a worker'],
    ['shared', 'POST', 'by a shared worker'],
  ])(
    'a call (%s) is made again by the page, and its answer is in the page',
    async (kind, method, body) => {
      const { visit, at } = await open(kind);
      await ask(visit);
      await visit.tab.waitFor(ASKED);
      await stage().shows(visit, 'offers');
      const popup = await stage().pay(visit);
      await stage().drawn(popup, 'armed');
      expect(await popup.text()).toMatch(/Press the page’s button again/);
      expect(await stage().spent()).toEqual([]);
      expect(await stage().proofsAt(odd(), at)).toEqual([]);
      await ask(visit);
      await visit.tab.waitFor(OPENED);
      const got = await visit.tab.evaluate(() => document.querySelector('#got')?.textContent ?? '');
      expect(JSON.parse(got.slice(4))).toEqual({ method, body });
      await paidOnce(visit, at);
      expect(await typed(visit)).toBe('half a letter');
    },
  );

  test.each([
    ['events', 'the first event'],
    ['socket', 'the first message'],
  ])(
    '%s: a 402 is the end of the page’s object; a new one takes the proof along',
    async (kind, first) => {
      const { visit, at } = await open(kind);
      await ask(visit);
      await visit.tab.waitFor(ASKED);
      if (kind === 'socket' && name === 'chromium') {
        // Chromium tells an extension nothing of a handshake that fails.
        expect((await stage().state(visit)).kind).toBe('nothing');
        return;
      }
      const { request } = await stage().shows(visit, 'offers');
      expect(request.what).toBe(kind === 'events' ? 'fetch' : 'socket');
      await stage().drawn(await stage().pay(visit), 'armed');
      await ask(visit);
      await visit.tab.waitFor(OPENED);
      expect(await visit.tab.evaluate(() => document.querySelector('#got')?.textContent)).toBe(
        `200 ${first}`,
      );
      await paidOnce(visit, at);
      expect(await typed(visit)).toBe('half a letter');
    },
  );

  test('an upload goes with the proof, file and fields', async () => {
    const { visit, at } = await open('upload');
    await ask(visit);
    const { request } = await stage().shows(visit, 'offers');
    expect(request.sent).toMatchObject({ kind: 'form', fields: 2 });
    await stage().drawn(await stage().pay(visit), 'armed');
    await ask(visit);
    await visit.tab.waitFor(OPENED);
    const got = await visit.tab.evaluate(() => document.querySelector('#got')?.textContent ?? '');
    expect(got).toContain('half a letter');
    expect(got).toContain('filename=\\"letter.txt\\"');
    await paidOnce(visit, at);
  });

  test('a beacon takes the proof along', async () => {
    const { visit, at } = await open('beacon');
    await ask(visit);
    await stage().shows(visit, 'offers');
    await stage().drawn(await stage().pay(visit), 'armed');
    await ask(visit);
    await paidOnce(visit, at);
  });

  test('a form is sent again by its own button, with what it holds', async () => {
    const { visit, at } = await open('form');
    await ask(visit);
    await stage().shows(visit, 'offers');
    const { tab } = visit;
    await stage().drawn(await stage().pay(visit), 'armed');
    await tab.evaluate(() => void setTimeout(() => history.back()));
    await tab.waitFor('#ask');
    await ask(visit);
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
    expect(await stage().proofsAt(odd(), at)).toHaveLength(1);
  });

  test('a form is sent again from the popup, with what it held, where the browser lets it be', async () => {
    const { visit, at } = await open('form');
    await ask(visit);
    await stage().shows(visit, 'offers');
    const popup = await stage().pay(visit);
    await stage().drawn(popup, 'armed');
    await popup.click('[data-act=reload]');
    if (name === 'firefox') {
      // Firefox asks its user first, and WebDriver says no: the proof goes on waiting.
      expect((await stage().state(visit)).kind).toBe('armed');
      expect(await stage().spent()).toEqual([]);
      return;
    }
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
    expect(await stage().proofsAt(odd(), at)).toHaveLength(1);
  });

  // Headless Chromium asks for no icons; Firefox does.
  test('the icon of a tab is nobody’s wish: it is not listed, and a picture beside it is', async () => {
    const { visit } = await open('icon');
    await visit.tab.evaluate(() => {
      const picture = new Image();
      picture.src = '/parts/image?beside';
      document.body.append(picture);
    });
    const { request } = await stage().shows(visit, 'offers');
    expect(request.path).toBe('/parts/image?beside');
    expect((await stage().state(visit)).others).toEqual([]);
  });

  test('a report of what a page’s policy forbade is sent by the browser, and not listed', async () => {
    const url = stage().once(`${odd()}/parts/csp`);
    const visit = await stage().visit(url);
    const report = `/parts/report${new URL(url).search}`;
    await until(async () => (await requestsOf(odd())).some(({ target }) => target === report), {
      what: 'the report to come',
    });
    // A picture beside it is seen after it.
    await visit.tab.evaluate(async () => (await fetch('/parts/fetch')).status);
    const { request } = await stage().shows(visit, 'offers');
    expect(request.path).toBe('/parts/fetch');
    expect((await stage().state(visit)).others).toEqual([]);
  });

  test('an element that is gone is said, and the page can be loaded again instead', async () => {
    const { visit, at } = await open('gone');
    await stage().shows(visit, 'offers');
    await visit.tab.evaluate(() => document.querySelector('#thing')?.remove());
    const popup = await stage().pay(visit);
    await stage().drawn(popup, 'armed');
    expect(await popup.text()).toMatch(/Nothing on the page has this address any more/);
    await popup.click('[data-act=reload]');
    await paidOnce(visit, at);
    await visit.tab.waitFor(
      () => (document.querySelector('#thing') as HTMLImageElement).naturalWidth === 40,
    );
  });

  test('a proof that the user wants back waits no more, and can be made ready again', async () => {
    const { visit, at } = await open('post');
    await ask(visit);
    await stage().shows(visit, 'offers');
    const popup = await stage().pay(visit);
    await stage().drawn(popup, 'armed');
    await popup.click('[data-act=take-down]');
    await stage().drawn(popup, 'unsent');
    await ask(visit);
    await visit.tab.waitFor(ASKED);
    expect(await stage().proofsAt(odd(), at)).toEqual([]);
    expect(await stage().spent()).toEqual([]);
    await popup.click('[data-act=send]');
    await stage().drawn(popup, 'armed');
    await ask(visit);
    await visit.tab.waitFor(OPENED);
    await paidOnce(visit, at);
  });

  test('two calls of one page wait side by side, and each gets its own answer', async () => {
    const { visit: first, at } = await open('post');
    await ask(first);
    await stage().shows(first, 'offers');
    await stage().drawn(await stage().pay(first), 'armed');
    const other = at.replace('/parts/post', '/parts/put');
    const call = (url: string) =>
      first.tab.evaluate(async (to) => (await fetch(to, { method: 'PUT', body: 'b' })).status, url);
    expect(await call(other)).toBe(402);
    const popup = await stage().popup(first, 'armed');
    await popup.click('[data-act=show]');
    await stage().drawn(popup, 'offers');
    await popup.click(PAY);
    await stage().drawn(popup, 'armed');
    expect(await call(other)).toBe(200);
    await ask(first);
    await first.tab.waitFor(OPENED);
    expect(await stage().spent()).toHaveLength(2);
    expect(await stage().proofsAt(odd(), at)).toHaveLength(1);
    expect(await stage().proofsAt(odd(), other)).toHaveLength(1);
  });

  test('a polling thief of an armed proof: the site is paid once, and nothing is paid again by itself', async () => {
    const { visit, at } = await open('post');
    await ask(visit);
    await stage().shows(visit, 'offers');
    await stage().drawn(await stage().pay(visit), 'armed');
    // A script of the page that asks for the same has the answer before the user presses the button, which has a 402.
    const thief = visit.tab.evaluate(
      async (to) => (await fetch(to, { method: 'POST', body: 'of the thief' })).status,
      at,
    );
    expect(await thief).toBe(200);
    await ask(visit);
    await visit.tab.waitFor(ASKED);
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
    expect(new Set(await stage().proofsAt(odd(), at)).size).toBe(1);
  });

  test('a script that asks all the time: Pay is there to be pressed, and pays once', async () => {
    const { visit, at } = await open('post');
    await visit.tab.evaluate((to) => {
      const again = async () => {
        const { status } = await fetch(to, { method: 'POST', body: 'of the script' });
        if (status === 402) setTimeout(() => void again(), 50);
        else document.body.dataset['came'] = String(status);
      };
      void again();
    }, at);
    await stage().shows(visit, 'offers');
    await stage().pay(visit);
    await visit.tab.waitFor('[data-came="200"]');
    await paidOnce(visit, at);
  });

  test('a proof that waits goes with no other request', async () => {
    const { visit, at } = await open('post');
    await ask(visit);
    await stage().shows(visit, 'offers');
    await stage().drawn(await stage().pay(visit), 'armed');
    const status = (url: string, method: string) =>
      visit.tab.evaluate(async (to, how) => (await fetch(to, { method: how })).status, url, method);
    expect(await status(at, 'GET')).toBe(402);
    expect(await status(`${at}&more`, 'POST')).toBe(402);
    const elsewhere = await stage().visit(`${odd()}/nothing-here`);
    expect(
      await elsewhere.tab.evaluate(async (to) => (await fetch(to, { method: 'POST' })).status, at),
    ).toBe(402);
    expect(await stage().proofsAt(odd(), at)).toEqual([]);
    expect(await stage().spent()).toEqual([]);
    await ask(visit);
    await visit.tab.waitFor(OPENED);
    await paidOnce(visit, at);
  });
});
