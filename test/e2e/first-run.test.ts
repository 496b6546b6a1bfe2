import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Driver, ExtensionTab, Tab } from './driver/driver.ts';
import { browserNames, openBrowser } from './driver/open.ts';
import { paymentsIn } from './driver/stored.ts';
import { until } from './driver/until.ts';

// Farebox is installed: one tab greets, and leads through a payment without money to the end; later it goes on there.

const WELCOME = 'src/pages/welcome/index.html';

describe.each(browserNames)('%s', (name) => {
  let driver: Driver;
  let home: ExtensionTab;
  beforeAll(async () => {
    driver = await openBrowser(name, { keepsWelcome: true });
    home = await driver.extensionPage();
  });
  afterAll(() => driver?.close());

  const greeting = () =>
    home.evaluate(async () => {
      const all = await browser.tabs.query({});
      return all.filter(({ url }) => url?.includes('/pages/welcome/')).map(({ active }) => active);
    });
  const step = async (tab: Tab, is: string) => tab.waitFor(`main[data-step=${is}]`);
  const storedStep = async () => {
    const answer = (await home.send('settings.get', null)) as {
      out: { settings: { firstRun: string } };
    };
    return answer.out.settings.firstRun;
  };

  test('one tab greets; a practice payment leads to the end, and moves nothing', async () => {
    await until(async () => (await greeting()).length > 0, { what: 'the introduction' });
    expect(await greeting()).toHaveLength(1);
    const tab = await driver.newTab(driver.extensionUrl(WELCOME));
    await step(tab, 'welcome');
    await tab.click('[data-act=next]');
    await step(tab, 'access');
    await tab.waitFor('[data-access]');
    await tab.click('[data-act=next]');
    await step(tab, 'try');
    await tab.click('[data-act=open-letter]');
    await tab.click('[data-act=pay][data-ready]');
    await tab.waitFor('[data-practice=receipt]');
    expect(await tab.text()).toContain('Practice: no money moved');
    await tab.click('[data-act=done]');
    await tab.waitFor('[data-practice=over]');
    expect(await paymentsIn(home)).toEqual([]);
    await tab.click('[data-act=next]');
    await step(tab, 'wallet');
    await until(async () => (await storedStep()) === 'wallet', { what: 'the step to be kept' });

    // Opened again, it goes on where it was.
    await tab.reload();
    await step(tab, 'wallet');
    await tab.click('[data-act=next]');
    await step(tab, 'limits');
    await tab.click('[data-act=next]');
    await step(tab, 'done');
    expect(await greeting()).toHaveLength(2);

    // The popup, while nothing is asked for and there is no wallet: its home leads back to the practice payment.
    const popup = await driver.popup(await driver.tabIdOf(tab));
    await popup.waitFor('[data-home=none] [data-act=practise]');
    expect(await popup.text()).toContain('No payments yet.');
  });
});
