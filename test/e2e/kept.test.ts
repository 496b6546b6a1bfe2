import { expect, test } from 'vitest';
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
});
