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

  test('what was skipped is said, and shown again by a press; a new load asks anew', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.v2}/article`));
    const { request } = await stage().shows(visit, 'offers');
    await stage().command('dismiss', { tabId: visit.id, seenId: request.seenId });
    expect(await stage().badge(visit)).toBe('');
    const popup = await stage().popup(visit, 'skipped');
    expect(await popup.text()).toMatch(/You skipped 0\.01\sUSDC on this page/);
    await popup.click('[data-act=show-again]');
    await stage().drawn(popup, 'offers');
    expect(await stage().badge(visit)).toBe('402');
    await stage().command('dismiss', { tabId: visit.id, seenId: request.seenId });
    await visit.tab.reload();
    await stage().shows(visit, 'offers');
    expect(await stage().spent()).toEqual([]);
  });
});
