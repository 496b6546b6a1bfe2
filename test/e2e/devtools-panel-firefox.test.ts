import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchFirefox } from './driver/firefox.ts';
import { inPanel, openPanel } from './driver/firefox-devtools.ts';
import { until } from './driver/until.ts';
import { street } from './own-street.ts';

// The panel "402" in Firefox's own DevTools.

let firefox: Awaited<ReturnType<typeof launchFirefox>>;
beforeAll(async () => {
  firefox = await launchFirefox({ lang: 'en' });
});
afterAll(() => firefox?.close());

test('shows the 402 of the inspected page in real DevTools, and what is chosen in it', async () => {
  const { bidi } = firefox;
  const tab = await firefox.newTab();
  await tab.activate();
  expect(await openPanel(bidi, '402')).toBe(true);
  const text = () => inPanel(bidi, 'document.body.innerText');
  await until(async () => (await text()).includes('What if'), { what: 'the panel drawn' });
  // BiDi waits a minute for the end of a navigation that DevTools watch.
  const visit = tab.goto(`${street().v2}/article`).catch(() => undefined);
  await until(async () => (await text()).includes('can be paid'), { what: 'the 402 in the panel' });
  await inPanel(bidi, "document.querySelector('[data-outcome=asks]').click()");
  await until(async () => (await text()).includes('payTo'), { what: 'the challenge in the panel' });
  expect(await inPanel(bidi, 'location.search')).toBe(`?tab=${await firefox.tabIdOf(tab)}&panel`);
  void visit;
});
