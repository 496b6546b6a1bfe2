import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { decodeInvoice } from '../../src/core/lightning/bolt11.ts';
import { createNwc, type SocketClass } from '../../src/wallets/nwc/index.ts';
import { memory, random } from '../fixtures/memory.ts';
import type { LightningMap } from '../lab/lightning/map.ts';
import { connectWallet, nodesOf, pull, type WalletConnection } from '../lab/lightning/remote.ts';
import { proofsOf, requestsOf } from '../lab/remote.ts';
import { anotherBrowser, chooseFile, keepSaved, savedText } from './another-browser.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, PASSPHRASE, type Visit } from './helpers.ts';
import { lightning } from './lightning.ts';
import { receivedBy } from './received.ts';

/** Satoshi. */
const PRICE = 21n;

/** Pays an invoice as another app of the same wallet would. */
async function payElsewhere(uri: string, text: string): Promise<void> {
  const secrets = memory();
  const app = createNwc({
    store: memory(),
    safe: { ...secrets, get: async (name) => (await secrets.get(name)) as string | undefined },
    WebSocket: WebSocket as unknown as SocketClass,
    now: () => Date.now(),
    random,
  });
  await app.connect(uri);
  const invoice = decodeInvoice(text);
  if (typeof invoice === 'string') throw new Error(invoice);
  const { network, paymentHash, amount, expiresAt } = invoice;
  const rail = { rail: 'lightning', network, paymentHash, maxFee: '0', expiresAt } as const;
  await app.fulfil(
    { ...rail, invoice: text, amount: String(amount) },
    { paymentId: '', tabId: -1 },
  );
}

inBothBrowsers((stage) => {
  let map: LightningMap;
  let wallet: WalletConnection;
  let before: number;

  /** What the shop's node has received since the test began, satoshi. */
  const received = async () => {
    const all = await receivedBy(map);
    return all.slice(before).map(({ amount }) => amount);
  };
  const enter = (path: string): Promise<Visit> => stage().visit(stage().once(map.shop + path));
  const press = (visit: Visit, act?: 'pay-page') => stage().press(visit, act);
  const reads = (visit: Visit) => visit.tab.waitFor('#paid');
  const connect = async (options = {}) => {
    wallet = await connectWallet(map, options);
    await stage().command('lightning.connect', { uri: wallet.uri });
  };
  const proofsFor = async (path: string) =>
    (await requestsOf(map.shop)).filter(({ target }) => target.startsWith(path)).flatMap(proofsOf);

  beforeAll(async () => {
    map = await lightning();
  });
  beforeEach(async () => {
    await connect();
    before = (await nodesOf(map).merchant.received()).length;
  });

  describe('pays', () => {
    test.each([
      ['/l402', 'l402', /^L402 [^:]+:[0-9a-f]{64}$/],
      ['/l402-token', 'l402', /^L402 [^:]+:[0-9a-f]{64}$/],
      ['/lsat', 'l402', /^L402 [^:]+:[0-9a-f]{64}$/],
      ['/mpp', 'mpp', /^Payment [A-Za-z0-9_-]+$/],
      ['/x-lightning', 'lightning', /^[0-9a-f]{64}$/],
      ['/x402', 'x402', /^eyJ[A-Za-z0-9+/]+=*$/],
      ['/x402-lnbtc', 'x402', /^eyJ[A-Za-z0-9+/]+=*$/],
    ])('at %s, once, and reads the article', async (path, protocol, proof) => {
      const visit = await enter(path);
      const { request } = await stage().shows(visit, 'offers');
      expect(request.offers[0]).toMatchObject({
        protocol,
        money: { amount: '21000', currency: 'sat', decimals: 3 },
        network: { testnet: true },
        wallet: { id: 'nwc', name: 'Lab wallet' },
        maxFee: '10000',
      });
      await press(visit);
      await reads(visit);
      const { payment } = await stage().shows(visit, 'receipt');
      expect(payment).toMatchObject({ state: 'settled', paid: true, wallet: 'nwc' });
      expect(payment.preimage).toMatch(/^[0-9a-f]{64}$/);
      expect(await received()).toEqual([PRICE]);
      const { asked, paid } = await wallet.account();
      expect([asked.length, paid.length]).toEqual([1, 1]);
      const [[, value] = []] = (await proofsFor(path)).slice(-1);
      expect(value).toMatch(proof);
    });

    test('one of what Aperture offers together, and no more', async () => {
      const visit = await enter('/aperture');
      await press(visit);
      await reads(visit);
      await stage().shows(visit, 'receipt');
      expect(await received()).toEqual([PRICE]);
    });

    test('with a wallet that only speaks NIP-04', async () => {
      await connect({ encryption: 'nip04' });
      expect(await stage().command('lightning.get', null)).toMatchObject({ encryption: 'nip04' });
      const visit = await enter('/l402');
      await press(visit);
      await reads(visit);
      expect(await received()).toEqual([PRICE]);
    });

    test('with the page’s own wallet, when that is pressed', async () => {
      await stage().command('lightning.disconnect', null);
      const visit = await enter('/webln');
      await press(visit, 'pay-page');
      await reads(visit);
      expect(await received()).toEqual([PRICE]);
      expect((await wallet.account()).asked).toEqual([]);
    });
  });

  describe('a pass', () => {
    /** Pays at an address and reads what was paid for. */
    const buy = async (url: string) => {
      const visit = await stage().visit(url);
      await press(visit);
      await reads(visit);
      await stage().shows(visit, 'receipt');
    };

    test('opens the page again, for nothing, and by itself once that is allowed', async () => {
      const url = stage().once(`${map.shop}/l402`);
      await buy(url);
      const again = await stage().visit(url);
      const { request } = await stage().shows(again, 'pass');
      const passId = request.pass?.id ?? '';
      await stage().command('pass.auto', { passId, auto: true });
      // The same path at another origin is another shop's.
      const elsewhere = await stage().visit(url.replace('//127.0.0.1', '//localhost'));
      const { request: theirs } = await stage().shows(elsewhere, 'offers');
      expect(theirs.pass).toBeUndefined();
      const third = await stage().visit(url);
      await reads(third);
      // A pass that was used a moment ago is left to the user: the page may be asking again and again.
      const fourth = await stage().visit(url);
      const { request: asked } = await stage().shows(fourth, 'pass');
      await stage().command('pass.use', { tabId: fourth.id, seenId: asked.seenId });
      await reads(fourth);
      expect(await received()).toEqual([PRICE]);
      await stage().command('pass.remove', { passId });
    });

    test('opens the page for nothing in another browser, which restored the back-up file', async () => {
      const url = stage().once(`${map.shop}/l402`);
      await buy(url);
      const settings = 'src/pages/settings/index.html';
      const from = await stage().driver.newTab(stage().driver.extensionUrl(settings));
      await from.click('[data-act=backup-file-save-open] > summary');
      await keepSaved(from);
      await from.fill('[data-act=backup-file-save-open] input', PASSPHRASE);
      await from.click('[data-act=backup-file-save]');
      const text = await savedText(from);
      await from.close();
      expect(text).not.toMatch(/L402|Authorization|lnbc|127\.0\.0\.1/);
      const other = await anotherBrowser(stage().driver.name);
      try {
        const { driver } = other;
        const tab = await driver.newTab(driver.extensionUrl(settings));
        await tab.click('[data-act=backup-file-restore-open] > summary');
        await chooseFile(tab, '[data-act=backup-file]', text);
        await tab.fill('[data-act=backup-file-restore-open] input[type=password]', PASSPHRASE);
        await tab.click('[data-act=backup-file-restore]');
        await tab.waitFor('[data-restored]');
        const again = await other.visit(url);
        const { request } = await other.shows(again, 'pass');
        await other.command('pass.use', { tabId: again.id, seenId: request.seenId });
        await reads(again);
        const { payments } = await other.command('payment.list', null);
        expect(payments[0]).toMatchObject({ url, state: 'settled', paid: true });
      } finally {
        await other.driver.close();
      }
      expect(await received()).toEqual([PRICE]);
      for (const { id } of await stage().command('pass.list', null)) {
        await stage().command('pass.remove', { passId: id });
      }
    });

    test.each(['/l402-thrice', '/l402-once'])(
      'that %s no longer takes is dropped',
      async (path) => {
        const url = stage().once(map.shop + path);
        await buy(url);
        const arrived = async () => (await proofsFor(path)).length;
        for (let use = 0; use < 8; use++) {
          const again = await stage().visit(url);
          const shown = await stage().shows(again, 'pass', 'offers');
          if (shown.kind === 'offers') break;
          const before = await arrived();
          await stage().command('pass.use', { tabId: again.id, seenId: shown.request.seenId });
          await until(async () => (await arrived()) > before, { what: 'the pass to arrive' });
        }
        // Those of the other tests are still good.
        const kept = async () =>
          (await stage().command('pass.list', null)).filter(({ path: of }) => of.startsWith(path));
        await until(async () => (await kept()).length === 0, { what: 'the pass to be dropped' });
        expect(await received()).toEqual([PRICE]);
      },
    );
  });

  describe('a wallet that does not pay', () => {
    /** Presses Pay, and waits until the popup and the journal say why not. */
    const isRefused = async (visit: Visit, error: string) => {
      const popup = await press(visit);
      await popup.waitFor('[role=alert]');
      const { payments } = await stage().command('payment.list', null);
      expect(payments[0]).toMatchObject({
        state: 'refused',
        paid: false,
        ending: { kind: 'wallet', error },
      });
      expect(await received()).toEqual([]);
    };

    test.each([
      ['insufficient', 'error_nwc_balance'],
      ['restricted', 'error_nwc_restricted'],
      ['failing', 'error_nwc_failed'],
    ] as const)('because it is %s says so, and nothing moved', async (mode, error) => {
      await wallet.change({ mode });
      await isRefused(await enter('/l402'), error);
    });

    test('beyond its budget says so, and nothing moved', async () => {
      await wallet.change({ budget: 20 });
      await isRefused(await enter('/l402'), 'error_nwc_quota');
    });

    test('of which the relay is gone says so, and nothing moved', async () => {
      const visit = await enter('/l402');
      await stage().shows(visit, 'offers');
      await pull(map, 'refuse/on');
      await pull(map, 'drop');
      try {
        await isRefused(visit, 'error_nwc_unreachable');
      } finally {
        await pull(map, 'refuse/off');
      }
    });
  });

  describe('a wallet that leaves it open', () => {
    test('lies about the preimage: looked up at once, and the true one opens the page', async () => {
      await wallet.change({ mode: 'lie' });
      const visit = await enter('/l402');
      await press(visit);
      // It did pay: its books know the true one.
      await reads(visit);
      await stage().shows(visit, 'receipt');
      expect(await received()).toEqual([PRICE]);
      expect((await wallet.account()).asked).toHaveLength(1);
    });

    test('loses the relay in the middle: looked up, used, paid once', async () => {
      await wallet.change({ mode: 'hold' });
      const visit = await enter('/l402');
      await press(visit);
      await until(async () => (await wallet.account()).paid.length === 1, { what: 'the wallet' });
      await pull(map, 'hold/on');
      await wallet.change({ mode: 'honest' });
      await pull(map, 'drop');
      // Whether the answer comes before we are back is chance; both ways lead to the article.
      await pull(map, 'hold/off');
      await visit.tab.waitFor('#paid', { timeout: 30_000 });
      await stage().shows(visit, 'receipt');
      expect(await received()).toEqual([PRICE]);
      expect((await wallet.account()).asked).toHaveLength(1);
    });

    test('answers after the worker died: woken, looked up, used, paid once', async () => {
      await wallet.change({ mode: 'hold' });
      const visit = await enter('/l402');
      await press(visit);
      await until(async () => (await wallet.account()).paid.length === 1, { what: 'the wallet' });
      await stage().driver.killWorker();
      await wallet.change({ mode: 'honest' });
      const { kind, payment } = await stage().shows(
        visit,
        'unknown',
        'paying',
        'receipt',
        'opening',
      );
      if (kind === 'unknown') await stage().answer('payment.check', { paymentId: payment.id });
      await reads(visit);
      await stage().shows(visit, 'receipt');
      expect(await received()).toEqual([PRICE]);
      expect((await wallet.account()).asked).toHaveLength(1);
    });
  });

  describe('a shop', () => {
    test('whose invoice is for something else than its token is not payable', async () => {
      await stage().shows(await enter('/l402-mismatch'), 'broken');
    });

    test('whose price is beyond the wallet or the limits is not paid', async () => {
      await stage().shows(await enter('/l402-dear'), 'not-enough', 'over-limit');
    });

    test('whose invoice has ended between look and press is not paid', async () => {
      const visit = await enter('/l402-short');
      await stage().shows(visit, 'expired');
      expect(await received()).toEqual([]);
    });

    test('whose price changes is not paid at the old consent', async () => {
      const visit = await enter('/l402-rising');
      const { request } = await stage().shows(visit, 'offers');
      const [offer] = request.offers;
      await visit.tab.reload();
      await until(async () => {
        const state = await stage().state(visit);
        return state.kind === 'offers' && state.request.seenId !== request.seenId;
      });
      const answer = await stage().answer('pay', {
        quoteId: offer?.quoteId ?? '',
        hash: offer?.hash ?? '',
      });
      expect(answer).toMatchObject({ ok: false });
      expect(await received()).toEqual([]);
    });

    test('that breaks once opens at the second try with the same proof', async () => {
      const visit = await enter('/l402-broken');
      await press(visit);
      const { payment } = await stage().shows(visit, 'unknown');
      expect(payment).toMatchObject({ paid: true, maySend: true });
      await stage().command('payment.send', { paymentId: payment.id });
      await reads(visit);
      expect(await received()).toEqual([PRICE]);
    });

    test('that takes the money and stays shut is told so, and asks for no second payment by itself', async () => {
      const url = stage().once(`${map.shop}/l402-thief`);
      const visit = await stage().visit(url);
      await press(visit);
      const { payment } = await stage().shows(visit, 'refused');
      expect(payment).toMatchObject({ state: 'refused', paid: true, mayClose: true });
      // Nor in another tab: first the user closes this payment.
      const again = await stage().visit(url);
      expect((await stage().shows(again, 'refused')).payment.id).toBe(payment.id);
      const closed = await stage().command('payment.close', { paymentId: payment.id });
      expect(closed.state).toBe('settled');
      await stage().shows(again, 'offers');
      expect(await received()).toEqual([PRICE]);
    });
  });

  describe('a page with a wallet of its own', () => {
    test('that lies sends nothing', async () => {
      const visit = await enter('/webln-lie');
      const sent = (await proofsFor('/webln-lie')).length;
      await press(visit, 'pay-page');
      const { payment } = await stage().shows(visit, 'unknown');
      expect(payment.ending).toEqual({ kind: 'wallet', error: 'error_preimage' });
      expect((await proofsFor('/webln-lie')).length).toBe(sent);
    });

    test('that says no is not asked again', async () => {
      const visit = await enter('/webln-reject');
      await press(visit, 'pay-page');
      await stage().shows(visit, 'unknown', 'refused');
      expect(await received()).toEqual([]);
    });
  });

  test('an invoice that was paid already is found out, and opens the page', async () => {
    const visit = await enter('/x-lightning');
    const { request } = await stage().shows(visit, 'offers');
    const header = request.details.headers.find(([name]) => name.toLowerCase() === 'x-lightning');
    // The same wallet pays it over another connection: to ours it says that it failed.
    await payElsewhere((await connectWallet(map)).uri, header?.[1] ?? '');
    await press(visit);
    await reads(visit);
    await stage().shows(visit, 'receipt');
    expect(await received()).toEqual([PRICE]);
  });
});
