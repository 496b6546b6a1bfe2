import type { Driver, Tab } from '../e2e/driver/driver.ts';
import { PAY } from '../e2e/driver/pay-button.ts';
import type { Steps } from './steps.ts';

/** From the 402 that a tab shows to the article in it and the receipt, as a person would. */
export async function buy(driver: Driver, tab: Tab, steps: Steps): Promise<void> {
  await steps.picture(tab, 'paywall');
  const popup = await steps.step('the popup says what it costs', async () => {
    const opened = await driver.popup(await driver.tabIdOf(tab));
    await opened.waitFor(PAY);
    return opened;
  });
  await steps.picture(popup, 'popup');
  await steps.step('a click on Pay: the article', async () => {
    await popup.click(PAY);
    await tab.waitFor('#paid', { timeout: 30_000 }).catch(async (error) => {
      await steps.picture(popup, 'failed');
      throw new Error(`Farebox says: ${await popup.text()}`, { cause: error });
    });
  });
  await steps.step('the popup shows the receipt', () =>
    popup.waitFor('main[data-state="receipt"]'),
  );
  await steps.picture(popup, 'receipt');
  await tab.activate();
  await steps.picture(tab, 'article');
}
