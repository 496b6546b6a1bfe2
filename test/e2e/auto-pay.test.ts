import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { requestsOf } from '../lab/remote.ts';
import { startShopHostile } from '../lab/shop-hostile.ts';
import { type Server, startServer } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Stage, type Visit } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

// The class: whatever makes a browser load a page of a site that may be paid without asking, other than the user who
// looks at it. Another site, another tab, a reload.

inBothBrowsers((stage) => {
  let shop: Server;
  let evil: Server;
  beforeEach(async () => {
    // A site of its own for each test: what a site was paid within a minute counts.
    shop = await startShopHostile(ownStreet().facilitator);
  });
  beforeAll(async () => {
    evil = await startServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://evil.example');
      const to = searchParams.get('to') ?? '';
      if (pathname === '/redirect') return void response.writeHead(302, { location: to }).end();
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' });
      response.end(`<p>evil</p><script>
        const to = ${JSON.stringify(to)};
        if (to !== '') location.replace(to);
      </script>`);
    });
  });
  afterAll(() => evil.close());
  afterEach(async () => {
    await stage().command('auto-pay.revoke', { origin: shop.url });
    await shop.close();
  });

  const article = () => stage().once(`${shop.url}/wall`);
  const by = (path: string, to: string) => `${evil.url}${path}?to=${encodeURIComponent(to)}`;

  /** Pays for an article by a press, and allows its site to be paid without. */
  async function allow(again = false): Promise<Visit> {
    const visit = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(visit);
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'receipt');
    const amounts = { perPayment: '10000', perDay: '5000000', days: 1 };
    await stage().command('auto-pay.grant', { paymentId: quoteId, ...amounts, again });
    await stage().begin();
    return visit;
  }

  /** A link of the shop itself, in the tab in front. */
  async function follow(url: string): Promise<Visit> {
    const visit = await stage().visit(`${shop.url}/free`);
    await visit.tab.waitFor('#free');
    await visit.tab.evaluate((to) => {
      location.href = to;
    }, url);
    return visit;
  }

  /** What was decided before this is over by then: pages are paid without asking one after another. */
  async function pays(visit: Visit, times = 1): Promise<void> {
    const { payment } = await stage().shows(visit, 'receipt');
    expect(payment.autoPaid).toBe(true);
    await visit.tab.waitFor('#paid');
    expect(await stage().spent()).toHaveLength(times);
  }

  test('a link of the site, or its address, in the tab in front is paid', async () => {
    await allow();
    await pays(await follow(article()));
    await pays(await stage().visit(article()), 2);
  });

  test('another site that drives a tab in the background through three articles moves nothing', async () => {
    await allow();
    const front = await stage().visit(`${shop.url}/free`);
    const id = await stage().home.evaluate(
      async (url) => (await browser.tabs.create({ url, active: false })).id ?? -1,
      by('/', ''),
    );
    // A busy Chromium may lose the next address of a tab that is still loading its first one.
    const isLoaded = async (tabId: number) => (await browser.tabs.get(tabId)).status === 'complete';
    await until(() => stage().home.evaluate(isLoaded, id), { what: 'the tab in the background' });
    for (let count = 0; count < 3; count++) {
      const url = article();
      await stage().home.evaluate(
        (tabId, to) => browser.tabs.update(tabId, { url: to }).then(() => null),
        id,
        by('/', url),
      );
      await asks(stage(), id, url);
    }
    await front.tab.evaluate((to) => {
      location.href = to;
    }, article());
    await pays(front);
    await stage().home.evaluate((tabId) => browser.tabs.remove(tabId), id);
  });

  test('a page of the site itself in the background is asked for', async () => {
    await allow();
    const url = article();
    const front = await stage().visit(`${shop.url}/free`);
    const id = await stage().home.evaluate(
      async (to) => (await browser.tabs.create({ url: to, active: false })).id ?? -1,
      url,
    );
    await asks(stage(), id, url);
    await front.tab.evaluate((to) => {
      location.href = to;
    }, article());
    await pays(front);
    await stage().home.evaluate((tabId) => browser.tabs.remove(tabId), id);
  });

  test('a page in a window in the background is asked for', async () => {
    await allow();
    const visit = await stage().visit(`${shop.url}/free`);
    // A browser without a screen has no window behind another: it is made to say so.
    await stage().settle({ openPopup: true });
    await stage().driver.background(() => {
      const { get } = browser.windows;
      const scope = globalThis as unknown as { looked: number; bringBack: () => void };
      scope.looked = 0;
      scope.bringBack = () => {
        Object.defineProperty(browser.windows, 'get', { value: get });
      };
      const value = async (id: number) => {
        scope.looked += 1;
        return { id, focused: false };
      };
      Object.defineProperty(browser.windows, 'get', { value, configurable: true, writable: true });
    });
    const url = article();
    await visit.tab.evaluate((to) => {
      location.href = to;
    }, url);
    await asks(stage(), visit.id, url);
    // Looked at before the payment without asking, and then before the popup would open.
    const looked = () =>
      stage().driver.background(() => (globalThis as unknown as { looked: number }).looked);
    await until(async () => (await looked()) >= 2, { what: 'the decision' });
    await stage().driver.background(() =>
      (globalThis as unknown as { bringBack: () => void }).bringBack(),
    );
    await pays(await follow(article()));
  });

  test.each(['/', '/redirect'])(
    'what another site began, or redirected (%s), is asked for, in front too',
    async (path) => {
      await allow();
      const asked = await stage().countAsked();
      await asked(await stage().visit(by(path, article())));
      expect(await stage().spent()).toEqual([]);
      await pays(await follow(article()));
    },
  );

  test.each([false, true])(
    'a page that was paid for is not paid for again because it is loaded anew (again: %s)',
    async (again) => {
      await allow(again);
      const asked = await stage().countAsked();
      const visit = await follow(article());
      await pays(visit);
      const url = await visit.tab.url();
      await visit.tab.reload();
      await asked(visit);
      // As a page that refreshes itself does.
      await visit.tab.goto(url);
      await asked(visit);
      expect(await stage().spent()).toHaveLength(1);
      await pays(await follow(article()), 2);
      const elsewhere = await follow(url);
      if (again) await pays(elsewhere, 3);
      else {
        await asked(elsewhere);
        expect(await stage().spent()).toHaveLength(2);
      }
    },
  );

  test('more than five pages of a site within a minute are asked for', async () => {
    await allow();
    const asked = await stage().countAsked();
    for (let count = 1; count <= 5; count++) await pays(await stage().visit(article()), count);
    await asked(await follow(article()));
    expect(await stage().spent()).toHaveLength(5);
  });

  test.each(['about:blank', 'data:text/html,elsewhere', 'browser'])(
    'a tab that has gone to %s offers nothing, and what it offered cannot be paid',
    async (where) => {
      const visit = await stage().visit(article());
      const { quoteId, hash } = await stage().offer(visit);
      const own = stage().driver.name === 'firefox' ? 'about:license' : 'chrome://version';
      await visit.tab.goto(where === 'browser' ? own : where);
      await stage().shows(visit, 'nothing');
      expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
        error: 'error_quote_gone',
      });
      expect(await stage().spent()).toEqual([]);
    },
  );
});

/** Waits until a tab's popup would show the price of an address. */
async function asks(stage: Stage, tabId: number, url: string): Promise<void> {
  let last: unknown;
  const isAsked = async () => {
    const state = await stage.command('popup.state', { tabId });
    last = state;
    return state.kind === 'offers' && url.endsWith(state.request.path);
  };
  await until(isAsked, { what: `the price of ${url}` }).catch((error: Error) => {
    throw new Error(`${error.message}; it showed ${JSON.stringify(last)}`);
  });
}

describe('an address that is asked for once more', () => {
  const paywall = (terms: string) => `<p>Pay</p><script>window.x402 = ${terms};</script>`;

  inBothBrowsers((stage) => {
    let server: Server;
    beforeAll(async () => {
      server = await startServer((request, response) => {
        const { pathname } = new URL(request.url ?? '/', 'http://x.example');
        const html = { 'content-type': 'text/html', 'cache-control': 'no-store' };
        if (pathname === '/cookie') {
          const cookies = ['who=1; SameSite=Strict', 'lax=1; SameSite=Lax'];
          return void response.writeHead(200, { ...html, 'set-cookie': cookies }).end('<p>hi</p>');
        }
        if (pathname === '/moves' && request.headers.accept === 'application/json') {
          return void response.writeHead(302, { ...html, location: '/moved' }).end();
        }
        if (pathname === '/around') {
          const frame = `http://localhost:${request.socket.localPort}/frame`;
          return void response
            .writeHead(200, html)
            .end(`<p>around</p><iframe src="${frame}"></iframe>`);
        }
        response.writeHead(402, html).end(paywall('{}'));
      });
    });
    afterAll(() => server.close());
    const asked = async (path: string) =>
      (await requestsOf(server.url))
        .filter(({ target }) => target === path)
        .map(({ headers }) => new Map(headers.map(([name, value]) => [name.toLowerCase(), value])));

    test('is not followed where it redirects to', async () => {
      const page = await stage().visit(`${server.url}/moves`);
      const { request } = await stage().shows(page, 'cannot-pay');
      await until(async () => (await asked('/moves')).length === 2, { what: 'the second request' });
      expect(
        await stage().answer('refetch', { tabId: page.id, seenId: request.seenId }),
      ).toMatchObject({ error: 'error_refetch' });
      expect(await asked('/moved')).toEqual([]);
    });

    test('is that of a page, without cookies; by a press with them; of a frame never with them', async () => {
      const host = new URL(server.url).port;
      for (const name of ['127.0.0.1', 'localhost']) {
        await stage().visit(`http://${name}:${host}/cookie`);
      }
      const page = await stage().visit(`${server.url}/page`);
      await until(async () => (await asked('/page')).length === 2, { what: 'the second request' });
      expect((await asked('/page'))[1]?.get('cookie')).toBeUndefined();
      const { request } = await stage().shows(page, 'cannot-pay');
      await stage().answer('refetch', { tabId: page.id, seenId: request.seenId });
      expect((await asked('/page'))[2]?.get('cookie')).toContain('who=1');

      const around = await stage().visit(`${server.url}/around`);
      const { request: frame } = await stage().shows(around, 'cannot-pay');
      expect(frame.what).toBe('frame');
      await until(
        async () => {
          const state = await stage().state(around);
          return state.kind === 'cannot-pay' && state.request.details.body !== undefined;
        },
        { what: 'the frame to be read' },
      );
      // The page before was asked for again before the frame was read: by now, the frame would have been.
      expect(await asked('/frame')).toHaveLength(1);
      await stage().answer('refetch', { tabId: around.id, seenId: frame.seenId });
      const frames = await asked('/frame');
      expect(frames).toHaveLength(2);
      expect(frames[1]?.get('cookie')).toBeUndefined();
    });
  });
});
