import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShopFormats } from '../lab/shop-formats.ts';
import type { Server } from '../lab/web.ts';
import type { Tab } from './driver/driver.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';

let shop: Server;
beforeAll(async () => {
  shop = await startShopFormats();
});
afterAll(() => shop?.close());

/** An amount and its unit stay on one line; here they need not. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

inBothBrowsers((stage, browserName) => {
  /** Waits until the 402 of a tab is read so. */
  async function reads(visit: Visit, request: object): Promise<void> {
    const asked = async () => {
      expect(await stage().state(visit)).toMatchObject({ request });
      return true;
    };
    await until(asked, { what: JSON.stringify(request), timeout: 10_000 });
  }

  const popupText = async (visit: Visit, kind: 'cannot-pay' | 'broken' | 'nothing') =>
    plain(await (await stage().popup(visit, kind)).text());

  test.each([
    ['/bytes/folded', 'Folded'],
    ['/bytes/utf-8', 'Café “fine” 🍞'],
    ['/bytes/latin-1', 'Café à la crème'],
    // Bytes that are no UTF-8 are shown as Latin-1, one character each, in both browsers alike.
    ['/bytes/invalid-utf-8', '\u00c3(\u00ff'],
  ])('the description in %s is %s', async (path, description) => {
    const visit = await stage().visit(shop.url + path);
    await reads(visit, { offers: [{ protocol: 'mpp', description, payable: false }] });
    expect(await popupText(visit, 'cannot-pay')).toContain(description);
  });

  test('two lines of WWW-Authenticate are two offers, and a line of another scheme is none', async () => {
    const visit = await stage().visit(`${shop.url}/bytes/two-lines`);
    await reads(visit, { offers: [{ description: 'First' }, { description: 'Second' }] });
    const text = await popupText(visit, 'cannot-pay');
    expect(text).toContain('1.75 pathUSD');
    expect(text).toContain('2.25 pathUSD');
  });

  test('a header of 100 KB is too large, and the popup says so', async () => {
    const visit = await stage().visit(`${shop.url}/bytes/100-kilobytes`);
    await reads(visit, { problems: [{ protocol: 'x402', field: 'PAYMENT-REQUIRED' }] });
    expect(await popupText(visit, 'broken')).toContain('The header is too large to be read.');
  });

  test('a header of 300 KB is too large for Chromium itself, which tells nobody of the answer', async () => {
    const visit = await stage().visit(`${shop.url}/bytes/300-kilobytes`);
    if (browserName === 'firefox') {
      await reads(visit, { problems: [{ protocol: 'x402', field: 'PAYMENT-REQUIRED' }] });
      expect(await popupText(visit, 'broken')).toContain('The header is too large to be read.');
    } else {
      await visit.tab.waitFor(() => document.body.innerText.includes('HEADERS_TOO_BIG'));
      expect(await popupText(visit, 'nothing')).toContain('has not seen what this page answered');
    }
  });

  test.each([
    ['/bytes/body-latin-1', 'no_credit', 'Crème brûlée épuisée'],
    ['/bytes/body-utf-16', 'no_credit', 'Crème brûlée épuisée'],
    ['/bytes/gzip', 'no_credit', 'Packed and unpaid'],
    ['/bytes/trailing-comma', 'expired_card', 'This card is too old.'],
  ])('the body of %s is read', async (path, code, message) => {
    const visit = await stage().visit(shop.url + path);
    await reads(visit, { notices: [{ kind: 'billing', code, message }] });
    expect(await popupText(visit, 'cannot-pay')).toContain(message);
  });

  test('an empty body of JSON says nothing, and the popup says that', async () => {
    const visit = await stage().visit(`${shop.url}/bytes/empty`);
    await reads(visit, { notices: [{ kind: 'unknown' }] });
    expect(await popupText(visit, 'cannot-pay')).toContain('without saying how');
  });

  describe('a page that never ends', () => {
    const letters = (tab: Tab) => tab.evaluate(() => document.body?.textContent.length ?? 0);

    test.each([
      ['/bytes/flood', 'A flood of words', 100_000],
      ['/bytes/drip', 'Drop by drop', 5],
    ])('%s is read as far as it goes, and goes on', async (path, message, enough) => {
      const tab = await stage().blank();
      const visit = { tab, id: await stage().driver.tabIdOf(tab) };
      await tab.evaluate((url: string) => {
        // Wait for this answer only: such a page never finishes loading.
        setTimeout(() => location.assign(url), 0);
      }, shop.url + path);
      await reads(visit, { notices: [{ kind: 'unknown', message }] });
      expect(await popupText(visit, 'cannot-pay')).toContain(message);
      const { request } = await stage().shows(visit, 'cannot-pay');
      expect(request.details.body?.length ?? 0).toBeLessThanOrEqual(64 * 1024);
      const before = await letters(tab);
      await until(async () => (await letters(tab)) > before + enough, { what: 'more of the page' });
      await tab.evaluate(() => window.stop());
    });
  });

  describe.each(['fetch', 'xhr'])('a price in the body of an answer to %s', (way) => {
    test(browserName === 'firefox' ? 'is read as it passes' : 'is fetched again', async () => {
      const visit = await stage().visit(`${shop.url}/calls/${way}`);
      await visit.tab.waitFor(() => document.querySelector('#status')?.textContent === '402');
      const offers = [{ protocol: 'x402', version: '2', payable: true }];
      if (browserName === 'firefox') {
        await reads(visit, { what: 'fetch', mayRefetch: false, offers });
      } else {
        await reads(visit, {
          what: 'fetch',
          mayRefetch: true,
          offers: [],
          details: { bodyMissing: 'not-readable' },
        });
        const popup = await stage().popup(visit, 'cannot-pay');
        expect(await popup.text()).toContain('does not show Farebox the content');
        await popup.click('[data-act=refetch]');
        await stage().drawn(popup, 'offers');
        await reads(visit, { what: 'fetch', mayRefetch: false, offers });
      }
      const popup = await stage().popup(visit, 'offers');
      expect(plain(await popup.text())).toContain('Pay 0.0025 USDC');
      expect(await stage().spent()).toEqual([]);
    });
  });
});
