import { expect, test } from 'vitest';
import { launchFirefox } from './driver/firefox.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';

inBothBrowsers((stage, name) => {
  test('the browser does not delete the journal by itself', async () => {
    await stage().command('payment.list', { limit: 1 });
    const has = () =>
      stage().home.evaluate(() =>
        browser.permissions.contains({ permissions: ['unlimitedStorage'] }),
      );
    expect(await has()).toBe(true);
    // Chrome says false to an extension whose storage it never evicts.
    if (name === 'firefox') {
      const kept = () => stage().home.evaluate(() => navigator.storage.persisted());
      await until(kept, { what: 'the storage to be persistent' });
    }
  });

  /**
   * "Never remember history" makes every window of Firefox a private one, with databases that end with the browser.
   * `"incognito": "not_allowed"` keeps Farebox from running there at all: what it has kept stays on the disk, no record is
   * moved out of `storage.local`, and nothing can be paid that would be forgotten.
   */
  if (name === 'firefox') {
    test('where Firefox never remembers history Farebox does not run: nothing is moved or paid', async () => {
      const prefs = { 'browser.privatebrowsing.autostart': true };
      const driver = await launchFirefox({ prefs, keepsWelcome: true });
      try {
        const home = await driver.extensionPage();
        expect(await home.evaluate(() => typeof browser)).toBe('undefined');
      } finally {
        await driver.close();
      }
    });
  }
});
