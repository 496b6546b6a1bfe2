import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

inBothBrowsers((stage) => {
  let shop: Server;
  beforeAll(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    await stage().settle({ openPopup: true });
  });
  // What was refused in one test is nothing to the next.
  afterEach(() => stage().forgetPopups());

  const enter = async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    await stage().shows(visit, 'offers');
    await until(async () => (await stage().badge(visit)) !== '', { what: 'the badge' });
    return visit;
  };
  const opened = () => until(() => stage().driver.actionPopup(), { what: 'the popup to open' });
  const closed = () =>
    until(async () => (await stage().driver.actionPopup()) === undefined, {
      what: 'the popup to be closed',
    });
  /**
   * Whether no popup has opened over the page in front: the worker has decided that when the popup of the next page, of
   * another site, has opened.
   */
  const openedNext = async () => {
    expect(await stage().driver.actionPopup()).toBeUndefined();
    const { tab } = await stage().visit(stage().once(`${stage().street.odd}/empty`));
    const popup = await opened();
    await popup.waitFor('main[data-state=offers]');
    expect(await popup.text()).toContain(new URL(stage().street.odd).host);
    const before = await dismissals();
    await popup.close();
    await closed();
    // That is noted a moment later, and would be written over what the next test forgets.
    await until(async () => (await dismissals()) > before, { what: 'one more no' });
    await tab.close();
  };
  /** How many dismissals are remembered. */
  const dismissals = () =>
    stage().home.evaluate(async () => {
      const stored = (await browser.storage.session.get('popup-cooldown')) as {
        'popup-cooldown'?: { dismissals?: readonly number[] };
      };
      return (stored['popup-cooldown']?.dismissals ?? []).length;
    });

  test('closing a popup that opened by itself is a no, and the second one is heeded', async () => {
    for (const count of [1, 2]) {
      const visit = await enter();
      const popup = await opened();
      await popup.waitFor('main[data-state=offers]');
      await popup.close();
      await closed();
      await until(async () => (await dismissals()) === count, { what: `no number ${count}` });
      await visit.tab.close();
    }
    await enter();
    await openedNext();
  });

  test('over a blocked site it stays closed', async () => {
    const { origin } = new URL(shop.url);
    await stage().command('block', { origin });
    try {
      await stage().shows(await stage().visit(stage().once(`${shop.url}/wall`)), 'offers');
      await openedNext();
      const openings = await stage().home.evaluate(async () => {
        const stored = (await browser.storage.session.get('popup-cooldown')) as {
          'popup-cooldown': { openings: readonly number[] };
        };
        return stored['popup-cooldown'].openings.length;
      });
      expect(openings).toBe(1);
    } finally {
      await stage().command('unblock', { origin });
    }
  });
});
