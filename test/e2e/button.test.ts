import { expect, test } from 'vitest';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';

// What the toolbar button says of a tab, as the browser has it: badge and tooltip. Icons can be set and not asked for.
inBothBrowsers((stage) => {
  const shows = (visit: Visit, badge: string, title: RegExp) =>
    until(
      async () =>
        (await stage().badge(visit)) === badge && title.test(await stage().tooltip(visit)),
      { what: `the button to show ${badge} and ${title}` },
    );

  test('it names site and price, then what was paid, and nothing at a page that asks for nothing', async () => {
    const { v2 } = stage().street;
    const host = new URL(v2).host.replaceAll('.', '\\.');
    const visit = await stage().visit(stage().once(`${v2}/article`));
    await shows(
      visit,
      'T1¢',
      new RegExp(`^Farebox: ${host} asks for 0\\.01\\sUSDC · Test network`),
    );
    await stage().payFor(visit);
    await shows(visit, 'T✓', new RegExp(`^Farebox: paid 0\\.01\\sUSDC to ${host} · Test network`));
    expect(await stage().spent()).toHaveLength(1);
    await visit.tab.goto(`${v2}/`);
    await shows(visit, '', /^Farebox$/);
  });

  test('a site that is blocked is said to be, at once and when it is visited again', async () => {
    const { v2 } = stage().street;
    const { origin } = new URL(v2);
    const visit = await stage().visit(stage().once(`${v2}/article`));
    await shows(visit, 'T1¢', /asks for/);
    await stage().command('block', { origin });
    try {
      await shows(visit, '', /^Farebox: you have blocked /);
      await visit.tab.reload();
      await shows(visit, '', /^Farebox: you have blocked /);
    } finally {
      await stage().command('unblock', { origin });
    }
    await shows(visit, 'T1¢', /asks for/);
    expect(await stage().spent()).toEqual([]);
  });

  test('the browser takes each icon', async () => {
    const visit = await stage().visit(`${stage().street.v2}/`);
    const set = (name: string) =>
      stage().home.evaluate(
        async ([tabId, path]) => {
          await browser.action.setIcon({
            tabId: Number(tabId),
            path: { 16: `${path}16.png`, 32: `${path}32.png` },
          });
          return true;
        },
        [visit.id, name] as const,
      );
    for (const name of ['', 'button/asks-', 'button/paid-', 'button/blocked-'])
      expect(await set(`/icons/${name}`)).toBe(true);
  });
});
