import { expect, test } from 'vitest';
import { inBothBrowsers } from './helpers.ts';

const managed = {
  limits: { perPayment: '0.009', perMonth: '50' },
  blockedSites: ['localhost'],
  walletsOff: ['nwc', 'practice'],
};

inBothBrowsers(
  (stage) => {
    const article = () => stage().once(`${stage().street.v2}/article`);

    test('the limit of the organisation holds, whatever the user sets', async () => {
      for (const limits of [{}, { perPayment: '5000000' }]) {
        await stage().command('settings.set', { limits });
        const visit = await stage().visit(article());
        const { request } = await stage().shows(visit, 'over-limit');
        const [offer] = request.offers;
        expect(offer?.over).toEqual({ limit: 'perPayment', allowed: '9000', spent: '0' });
        const { quoteId = '', hash = '' } = offer ?? {};
        expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
          error: 'error_limit_payment',
        });
      }
      expect(await stage().spent()).toEqual([]);
    });

    test('a site that the organisation blocks is not paid, and the user cannot unblock it', async () => {
      const visit = await stage().visit(article().replace('127.0.0.1', 'localhost'));
      const { request } = await stage().shows(visit, 'over-limit');
      expect(request).toMatchObject({ blocked: true, forbidden: true });
      await stage().command('unblock', { origin: request.site.origin });
      const [offer] = request.offers;
      const { quoteId = '', hash = '' } = offer ?? {};
      expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
        error: 'error_forbidden',
      });
      expect(await stage().spent()).toEqual([]);
      const popup = await stage().driver.popup(visit.id);
      await popup.waitFor('.alert.warning');
      expect(await popup.evaluate(() => document.querySelector('[data-act=unblock]'))).toBeNull();
      expect(await popup.evaluate(() => document.body.innerText)).toContain('Your organisation');
      await popup.close();
    });

    test('the settings say what the organisation has set', async () => {
      const page = await stage().driver.newTab(
        stage().driver.extensionUrl('src/pages/settings/index.html'),
      );
      await page.waitFor('#organisation');
      const said = await page.evaluate(
        () => document.querySelector('[aria-labelledby=organisation]')?.textContent ?? '',
      );
      for (const text of ['0.009 US dollars', '50 US dollars', 'localhost', 'Practice wallet']) {
        expect(said).toContain(text);
      }
      await page.close();
    });
  },
  { managed },
);
