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
      expect(await popup.text()).toMatch(/You paid 0\.01 USDC for this page at \d+:\d\d/);
      await popup.click('[data-act=bought-receipt]');
      await popup.waitFor('.bought dl');
    }
    const other = await stage().visit(stage().once(`${stage().street.v2}/article`));
    expect((await stage().shows(other, 'offers')).request.bought).toBeUndefined();
  });
});
