import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LightningMap } from '../lab/lightning/map.ts';
import { connectNode } from '../lab/lightning/node/node.ts';
import { connectWallet, nodesOf, type WalletConnection } from '../lab/lightning/remote.ts';
import { buyToken } from '../lab/mint/buy.ts';
import { type Mint, startMint } from '../lab/mint/mint.ts';
import { type CashuShop, startCashuShop } from '../lab/mint/shop.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { lightning } from './lightning.ts';
import { receivedBy } from './received.ts';

/** To the browsers a site elsewhere, without encryption: what the lab serves on loopback. */
const HOST = 'shop.example';

// Stands for every request that is no load of a page, on every rail: it is paid once, and the proof goes with the same
// request of the page. What no page sends again, and a site over plain http, is not paid: that is said before anything
// is pressed, and nothing leaves on any rail.
const NOT_AGAIN = /cannot have this kind of request made again/;

inBothBrowsers(
  (stage) => {
    let map: LightningMap;
    let wallet: WalletConnection;
    let mint: Mint;
    let shop: CashuShop;
    /** What had been received, asked of the wallet and sold when the test began. */
    let before: number;
    let asked: number;
    let sold: number;

    beforeAll(async () => {
      map = await lightning();
      mint = await startMint({ lightning: connectNode(map.merchant) });
      shop = await startCashuShop([mint.url]);
      wallet = await connectWallet(map);
      await stage().command('lightning.connect', { uri: wallet.uri });
      await stage().command('ecash.addMint', { url: mint.url });
      const token = await buyToken(mint.url, 100, connectNode(map.customer).pay);
      await stage().command('ecash.receive', { token });
    });
    afterAll(async () => {
      await shop?.close();
      await mint?.close();
    });
    beforeEach(async () => {
      before = (await nodesOf(map).merchant.received()).length;
      asked = (await wallet.account()).asked.length;
      sold = shop.sales().length;
    });

    /** Where each kind of money is asked for: server and path. */
    const places = {
      x402: () => [stage().street.odd, '/empty'],
      l402: () => [map.shop, '/l402'],
      mpp: () => [map.shop, '/mpp'],
      lightning: () => [map.shop, '/x-lightning'],
      cashu: () => [shop.url, '/article'],
    } as const satisfies Record<string, () => readonly [server: string, path: string]>;

    const path = (url: string) => new URL(url).pathname + new URL(url).search;

    /** A page of the same site that sends this by itself, and is told 402. */
    async function fetches(method: string, url: string): Promise<Visit> {
      const visit = await stage().visit(`${new URL(url).origin}/nothing-here`);
      const status = await visit.tab.evaluate(
        async (method, url) => (await fetch(url, { method })).status,
        method,
        url,
      );
      expect(status).toBe(402);
      return visit;
    }

    /** A page of the same site whose form sends this. */
    async function submits(url: string): Promise<Visit> {
      const visit = await stage().visit(`${new URL(url).origin}/nothing-here`);
      await visit.tab.evaluate((action) => {
        document.body.innerHTML = `<form method="post" action="${action}"><button>Sign</button></form>`;
      }, path(url));
      await visit.tab.click('text=Sign');
      return visit;
    }

    /** The popup explains, and holds nothing that pays; a command to pay is refused; no money left on any rail. */
    async function isNotPaid(visit: Visit, says: RegExp, error: string): Promise<string> {
      const popup = await stage().popup(visit, 'cannot-pay');
      const text = await popup.text();
      expect(text).toMatch(says);
      expect(await popup.html()).not.toMatch(/data-act="pay/);
      const { request } = await stage().shows(visit, 'cannot-pay');
      expect(request.offers).not.toEqual([]);
      for (const { quoteId, hash } of request.offers) {
        expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({ error });
      }
      expect(await stage().spent()).toEqual([]);
      expect((await receivedBy(map)).slice(before)).toEqual([]);
      expect((await wallet.account()).asked.slice(asked)).toEqual([]);
      expect(shop.sales().slice(sold)).toEqual([]);
      return text;
    }

    /** Makes the page send the same once more; the status of the answer. */
    const again = ({ tab }: Visit, method: string, url: string) =>
      tab.evaluate(async (how, to) => (await fetch(to, { method: how })).status, method, url);

    test.each([
      ['PUT', 'l402'],
      ['HEAD', 'lightning'],
      ['DELETE', 'mpp'],
      ['POST', 'cashu'],
    ] as const)(
      'a fetch by %s is paid once by %s money, and goes when the page asks again',
      async (method, kind) => {
        const url = stage().once(places[kind]().join(''));
        const visit = await fetches(method, url);
        const popup = await stage().popup(visit);
        const text = await popup.text();
        expect(text).toContain(`the payment goes along with that ${method} request`);
        expect(text).toContain(`${method} ${path(url)}`);
        await stage().press(visit);
        const { payment } = await stage().shows(visit, 'armed');
        expect(payment).toMatchObject({ state: 'armed', paid: true, method });
        expect(await again(visit, method, url)).toBe(200);
        await stage().shows(visit, 'receipt');
        const lightningMoney = (await receivedBy(map)).slice(before).length;
        const sales = shop.sales().length - sold;
        expect(kind === 'cashu' ? sales : lightningMoney).toBe(1);
        // It was paid for once: what the page asks after that has its own price.
        expect(await again(visit, method, url)).toBe(402);
        expect(await stage().spent()).toEqual([]);
      },
    );

    test.each([
      ['l402', true],
      ['mpp', true],
      ['cashu', false],
    ] as const)(
      'a call with an API key of its own, by %s: that the payment takes its place is said before Pay (%s)',
      async (kind, said) => {
        const url = stage().once(places[kind]().join(''));
        const visit = await stage().visit(`${new URL(url).origin}/nothing-here`);
        await visit.tab.evaluate(async (to) => {
          await fetch(to, { headers: { Authorization: 'Bearer key' } });
        }, url);
        const popup = await stage().popup(visit);
        expect(/has an Authorization header of its own/.test(await popup.text())).toBe(said);
        // The same address without a key asks for nothing to be said.
        const other = await fetches('GET', `${url}&other`);
        const quiet = await stage().popup(other);
        expect(await quiet.text()).not.toMatch(/Authorization header of its own/);
      },
    );

    test.each(['l402', 'cashu'] as const)(
      'a form that %s money pays goes when it is sent again',
      async (kind) => {
        const url = stage().once(places[kind]().join(''));
        const visit = await submits(url);
        await stage().press(visit);
        await stage().shows(visit, 'armed');
        await visit.tab.evaluate(() => void setTimeout(() => history.back()));
        // The 402 that the form was answered with stays until the page before it is there.
        await visit.tab.waitFor(
          () => location.pathname === '/nothing-here' && document.readyState === 'complete',
        );
        await visit.tab.evaluate((action) => {
          document.body.innerHTML = `<form method="post" action="${action}"><button>Sign</button></form>`;
        }, path(url));
        await visit.tab.click('text=Sign');
        await stage().shows(visit, 'receipt');
      },
    );

    test.each(['OPTIONS', 'REPORT'])(
      'x402 by %s: no page sends that again, which is said before Pay, and Pay moves nothing',
      async (method) => {
        const url = stage().once(places.x402().join(''));
        const visit = await fetches(method, url);
        const popup = await stage().popup(visit);
        const text = await popup.text();
        expect(text).toContain(`Farebox cannot send this ${method} request for you`);
        expect(text).toContain(`${method} ${path(url)}`);
        await stage().press(visit);
        const { payment } = await stage().shows(visit, 'unsent');
        expect(payment).toMatchObject({ copyOnly: true, paid: false });
        expect(await stage().proofsAt(stage().street.odd, path(url))).toEqual([]);
        expect(await stage().spent()).toEqual([]);
      },
    );

    test('a method that no page sends again is not paid where the money leaves at once', async () => {
      const url = stage().once(places.l402().join(''));
      const text = await isNotPaid(await fetches('REPORT', url), NOT_AGAIN, 'error_method');
      expect(text).toContain(`REPORT ${path(url)}`);
    });

    describe('a page over plain http', () => {
      test.each(['x402', 'l402', 'cashu'] as const)('is not paid by %s', async (kind) => {
        const [server, at] = places[kind]();
        const url = new URL(stage().once(server + at));
        url.hostname = HOST;
        const visit = await stage().visit(url.href);
        await isNotPaid(visit, /connection is not encrypted/, 'error_insecure');
      });
    });
  },
  { hosts: [HOST] },
);
