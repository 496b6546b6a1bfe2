import { afterEach, beforeEach, expect, test } from 'vitest';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

inBothBrowsers((stage) => {
  let shop: Server;
  beforeEach(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
  });
  afterEach(() => shop.close());

  /** How often the site was told no, as the background keeps it. */
  const dismissals = () =>
    stage().home.evaluate(async () => {
      const stored = (await browser.storage.session.get('popup-cooldown')) as {
        'popup-cooldown'?: { dismissals: readonly number[] };
      };
      return stored['popup-cooldown']?.dismissals.length ?? 0;
    });
  const popup = () => stage().driver.actionPopup();

  test('a popup that opened by itself and was closed twice without a press does not open again', async () => {
    await stage().settle({ openPopup: true });
    for (let count = 1; count <= 2; count++) {
      const visit = await stage().visit(stage().once(`${shop.url}/wall`));
      await stage().shows(visit, 'offers');
      const open = await until(popup, { what: 'the popup' });
      await open.waitFor('main[data-state="offers"]');
      await open.close();
      await until(async () => (await dismissals()) === count, { what: `refusal ${count}` });
    }
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    await until(() => stage().isAsked(visit), { what: 'the badge' });
    await stage().shows(visit, 'offers');
    expect(await popup()).toBeUndefined();
  });
});
