import { expect, test } from 'vitest';
import { inBothBrowsers } from './helpers.ts';

inBothBrowsers((stage) => {
  test('a page that was paid for says so when it asks again, in its own tab and in another', async () => {
    const url = stage().once(`${stage().street.v2}/article`);
    const first = await stage().visit(url);
    const receipt = await stage().payFor(first);
    await receipt.click('[data-act=done]');
    const elsewhere = await stage().visit(`${url}#part`);
    await first.tab.reload();
    for (const visit of [first, elsewhere]) {
      const { request } = await stage().shows(visit, 'offers');
      expect(request.bought).toMatchObject({ state: 'settled', method: 'GET', url });
      const popup = await stage().popup(visit);
      expect(await popup.text()).toMatch(/You paid 0\.01\sUSDC for this page at \d+:\d\d/);
      await popup.click('[data-act=bought-receipt]');
      await popup.waitFor('.bought dl');
    }
    const other = await stage().visit(stage().once(`${stage().street.v2}/article`));
    expect((await stage().shows(other, 'offers')).request.bought).toBeUndefined();
  });

  test('all payments are on a page of their own: found by words, with a receipt and a file', async () => {
    const url = stage().once(`${stage().street.v2}/article`);
    await stage().payFor(await stage().visit(url));
    const { driver } = stage();
    const page = await driver.newTab(driver.extensionUrl('src/pages/history/index.html'));
    await page.waitFor('.payment');
    await page.fill('[data-field=text]', new URL(url).search);
    await page.click('[data-act=search]');
    await page.waitFor(() => document.querySelectorAll('.payment').length === 1);
    expect(await page.text()).toMatch(/0\.01\sUSDC/);
    await page.waitFor('[aria-labelledby=months] .sums');
    const wish = { text: new URL(url).search };
    const { head, lines } = await stage().command('payment.csv', wish);
    expect(head).toMatch(/^time_local,time_utc,site,address,/);
    expect(lines).toContain(`,127.0.0.1:${new URL(url).port},${url},GET,page,`);
    expect(lines.split('\r\n')).toHaveLength(2);
    await page.click('.payment a');
    await page.waitFor('main[data-page=receipt] .steps-of');
    const [spent] = await stage().spent();
    const text = await page.text();
    for (const part of ['Approved', 'Sent', 'Paid', 'Ask for a refund', url]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(spent?.hash ?? 'the transaction');
    await page.close();
  });

  test('what was skipped is said, and shown again by a press; a new load asks anew', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.v2}/article`));
    const { request } = await stage().shows(visit, 'offers');
    await stage().command('dismiss', { tabId: visit.id, seenId: request.seenId });
    expect(await stage().badge(visit)).toBe('');
    const popup = await stage().popup(visit, 'skipped');
    expect(await popup.text()).toMatch(/You skipped 0\.01\sUSDC on this page/);
    await popup.click('[data-act=show-again]');
    await stage().drawn(popup, 'offers');
    expect(await stage().isAsked(visit)).toBe(true);
    await stage().command('dismiss', { tabId: visit.id, seenId: request.seenId });
    await visit.tab.reload();
    await stage().shows(visit, 'offers');
    expect(await stage().spent()).toEqual([]);
  });
});
