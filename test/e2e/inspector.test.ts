import { expect, test } from 'vitest';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';

// The developers' page about a tab, opened from the popup as a user does, with a real 402 before and after payment.

inBothBrowsers((stage) => {
  test('shows a 402 before it is paid for, and both answers, proof and receipt after', async () => {
    const path = '/article';
    const visit = await stage().visit(stage().once(`${stage().street.v2}${path}`));
    const popup = await stage().popup(visit);
    const page = await openInspector(visit.id, popup);
    await page.waitFor('[data-outcome=asks]');
    await page.click('[data-outcome=asks]');
    await page.waitFor(() => document.querySelector('.tree')?.textContent?.includes('payTo'));
    expect(await page.text()).toContain('PAYMENT-REQUIRED');

    // The popup has closed with the press; another one pays.
    await stage().payFor(visit);
    await page.waitFor('[data-outcome=settled]');
    await page.click('[data-tab=payment]');
    await page.waitFor(() => document.querySelector('#part')?.textContent?.includes('signature'));
    const [proof] = await stage().proofsAt(
      stage().street.v2,
      new URL(await visit.tab.url()).pathname + new URL(await visit.tab.url()).search,
    );
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('textarea')].map(({ value }) => value).join('\n'),
    );
    expect(shown).toContain(proof);
    await page.click('[data-tab=answers]');
    await page.waitFor(() => document.querySelectorAll('#part .part').length === 2);
    await page.close();
  });

  // The class: whatever a page asks for. The browser names the tab of all but what a service worker fetches.
  test('has a row for everything that a page asks for, live, with its kind and initiator', async () => {
    const shop = stage().street.odd;
    const { tab, id } = await stage().visit(`${shop}/kinds/before`);
    const view = await stage().driver.newTab(
      stage().driver.extensionUrl(`src/pages/inspector/402.html?tab=${id}`),
    );
    await view.waitFor('[role=toolbar]');
    await tab.goto(`${shop}/kinds`);
    const rows = () =>
      view.evaluate(() =>
        [...document.querySelectorAll('[role=option]')].map((row) => {
          const at = (n: number) => row.children[n]?.textContent ?? '';
          const name = row.querySelector('.where bdi')?.textContent?.replace('/kinds/paid/', '');
          return `${name} ${at(2)} ${at(7)} ${at(8)}`;
        }),
      );
    const { host } = new URL(shop);
    const expected = [
      `style.css GET style ${host}`,
      `script.js GET script ${host}`,
      `frame GET frame ${host}`,
      `image.png GET image ${host}`,
      `video.mp4 GET media ${host}`,
      `object GET object ${host}`,
      `fetch GET fetch ${host}`,
      `elsewhere GET fetch ${host}`,
      `xhr POST fetch ${host}`,
      `from-worker GET fetch ${host}`,
      `from-service-worker GET fetch ${host}, a worker of the page`,
    ].sort();
    let seen: readonly string[] = [];
    await until(
      async () => {
        // Firefox asks for a picture twice that its parser has asked for ahead and may not keep.
        seen = [...new Set(await rows())].sort();
        return seen.length >= expected.length;
      },
      { what: () => `rows beside ${seen.join('; ')}` },
    ).catch(() => undefined);
    expect(seen).toEqual(expected);
    // A bar for scrolling moves the names of the columns as it moves the rows.
    await view.evaluate(() => {
      const list = document.querySelector<HTMLElement>('.list');
      if (list !== null) list.style.maxBlockSize = '6rem';
    });
    await view.waitFor(() => {
      const startOf = (line: string) =>
        document.querySelector(`${line} > :nth-child(5)`)?.getBoundingClientRect().left;
      const box = document.querySelector('.rows-box');
      const isScrolled = box !== null && box.scrollHeight > box.clientHeight;
      return isScrolled && startOf('.columns') === startOf('.line');
    });
    await view.close();
  });

  test('has the preflight of a call, and does not blame it for headers that it was not asked for', async () => {
    const { street, driver } = stage();
    const { tab, id } = await stage().visit(`${street.oddElsewhere}/`);
    const view = await driver.newTab(driver.extensionUrl(`src/pages/inspector/402.html?tab=${id}`));
    await view.waitFor('[role=toolbar]');
    await tab.evaluate((url) => {
      void fetch(url, { headers: { 'X-Custom': '1' } });
    }, `${street.odd}/parts/away`);
    await view.waitFor('[data-outcome=asks]');
    await view.click('[data-outcome=asks]');
    await view.click('[data-tab=request]');
    await view.waitFor(() => document.querySelectorAll('#part textarea').length > 0);
    const lines = await view.evaluate(() =>
      [...document.querySelectorAll('textarea')].map(({ value }) => value).join('\n'),
    );
    expect(lines).toMatch(/x-custom: 1/i);
    expect(lines).toMatch(/access-control-allow-headers: x-custom/i);
    await view.click('[data-tab=checks]');
    expect(await view.text()).not.toContain('The preflight does not allow');
    await view.close();
  });

  test('enlarged, has the list in sight again after Escape', async () => {
    const { tab, id } = await stage().visit(stage().once(`${stage().street.v2}/article`));
    const { driver, home } = stage();
    const view = await driver.newTab(driver.extensionUrl(`src/pages/inspector/402.html?tab=${id}`));
    await view.click('[data-outcome=asks]');
    const own = await driver.tabIdOf(view);
    await home.evaluate((tabId) => browser.tabs.setZoom(tabId, 3), own);
    await view.waitFor(() => innerHeight < 400);
    // A part far down, of which less than the whole list is in sight.
    await view.evaluate(() => {
      const list = document.querySelector('[role=listbox]')?.getBoundingClientRect();
      scrollBy(0, (list?.bottom ?? 0) - 20);
      document.querySelector<HTMLElement>('#part')?.focus({ preventScroll: true });
    });
    await view.press('Escape');
    // Enlarged, the edges of boxes are no whole pixels.
    await view.waitFor(() => {
      const list = document.querySelector('[role=listbox]');
      return list === document.activeElement && (list?.getBoundingClientRect().top ?? -9) > -1;
    });
    await home.evaluate((tabId) => browser.tabs.setZoom(tabId, 1), own);
    await view.close();
    await tab.close();
  });

  async function openInspector(tabId: number, popup: { click(selector: string): Promise<void> }) {
    const before = await stage().home.evaluate(async () => (await browser.tabs.query({})).length);
    await popup.click('[data-act=inspector]');
    const url = await until(
      () =>
        stage().home.evaluate(async () => {
          const all = await browser.tabs.query({});
          return all.find((tab) => tab.url?.includes('/inspector/402.html'))?.url;
        }),
      { what: `the developers' page beside ${before} tabs` },
    );
    expect(url).toContain(`?tab=${tabId}`);
    // Its own tab is no tab of the driver's: the same page once more.
    await stage().home.evaluate(async () => {
      const all = await browser.tabs.query({});
      for (const { id, url } of all) {
        if (id !== undefined && url?.includes('/inspector/402.html')) await browser.tabs.remove(id);
      }
    });
    return stage().driver.newTab(url);
  }
});
