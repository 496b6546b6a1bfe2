import { expect, test } from 'vitest';
import { become } from '../lab/remote.ts';
import { PAY } from './driver/pay-button.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, PASSPHRASE } from './helpers.ts';

inBothBrowsers((stage) => {
  const article = () => stage().once(`${stage().street.v2}/article`);

  test('a double click pays once', async () => {
    const visit = await stage().visit(article());
    const popup = await stage().popup(visit);
    await popup.click(PAY, { times: 2 });
    await stage().drawn(popup, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('two popups that pay at the same moment pay once', async () => {
    const visit = await stage().visit(article());
    const popups = [await stage().popup(visit), await stage().popup(visit)];
    const { quoteId, hash } = await stage().offer(visit);
    const answers = await Promise.all(
      popups.map((popup) =>
        popup.evaluate(
          (input) =>
            browser.runtime.sendMessage({ command: 'pay', in: input }) as Promise<{
              ok: boolean;
              error?: string;
            }>,
          { quoteId, hash },
        ),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ error }) => error === 'error_already_paying')).toHaveLength(1);
    for (const popup of popups) await stage().drawn(popup, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('what is being paid for in one tab cannot be paid for in another', async () => {
    await become(stage().street.facilitator, 'held');
    const url = article();
    const [one, other] = [await stage().visit(url), await stage().visit(url)];
    const theirs = await stage().offer(other);
    await stage().pay(one);
    await stage().shows(other, 'elsewhere');
    const { quoteId, hash } = theirs;
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
      error: 'error_already_paying',
    });
    await become(stage().street.facilitator, 'honest');
    await stage().shows(one, 'receipt');
    await stage().shows(other, 'offers');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('several tabs pay at once, each for itself', async () => {
    const visits = [];
    for (let count = 0; count < 4; count += 1) visits.push(await stage().visit(article()));
    const offers = await Promise.all(visits.map((visit) => stage().offer(visit)));
    await Promise.all(offers.map(({ quoteId, hash }) => stage().command('pay', { quoteId, hash })));
    for (const visit of visits) {
      const { payment } = await stage().shows(visit, 'receipt');
      expect(payment.url).toBe(await visit.tab.url());
      await visit.tab.waitFor('#paid');
    }
    expect(await stage().spent()).toHaveLength(4);
  });

  test('a locked purse asks for its passphrase before it pays', async () => {
    const visit = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(visit);
    await stage().command('keyring.lock', null);
    const popup = await stage().popup(visit, 'locked');
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({ error: 'error_locked' });
    await popup.fill('input[type=password]', PASSPHRASE);
    await popup.press('Enter');
    await stage().drawn(popup, 'offers');
    expect(await stage().spent()).toEqual([]);
    await popup.click(PAY);
    await stage().drawn(popup, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('the popup opens by itself, and not where that is switched off', async () => {
    await stage().driver.background(() => {
      const scope = globalThis as unknown as { opened: number };
      scope.opened = 0;
      const { openPopup } = browser.action;
      browser.action.openPopup = (...args) => {
        scope.opened += 1;
        return Reflect.apply(openPopup, browser.action, args);
      };
    });
    const opened = () =>
      stage().driver.background(() => (globalThis as unknown as { opened: number }).opened);
    const quiet = await stage().visit(article());
    await until(() => stage().isAsked(quiet), { what: 'the badge' });
    await stage().settle({ openPopup: true });
    const loud = await stage().visit(article());
    const popup = await until(() => stage().driver.actionPopup(), { what: 'the popup to open' });
    await popup.waitFor('main[data-state=offers]');
    expect(await popup.text()).toContain('0.01 USDC');
    expect(await opened()).toBe(1);
    await loud.tab.close();
  });
});
