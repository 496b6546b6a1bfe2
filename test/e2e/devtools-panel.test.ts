import { type BrowserContext, type CDPSession, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BARE } from '../../scripts/chromium-features.ts';
import { type RawTarget, rawTarget } from '../support/raw-target.ts';
import { installed, unpacked } from './driver/installed.ts';
import { makeProfile } from './driver/profile.ts';
import { until } from './driver/until.ts';
import { street } from './own-street.ts';

// The panel "402" in Chromium's own DevTools. Playwright has no page for their window, but the browser has a target for it
// and one for each page of an extension in it.

const PANEL = '402.html';
const profile = makeProfile('devtools');
let context: BrowserContext;
let session: CDPSession;

beforeAll(async () => {
  const extension = unpacked('chrome');
  context = await chromium.launchPersistentContext(profile.dir, {
    executablePath: installed('chromium'),
    chromiumSandbox: false,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...BARE,
      '--auto-open-devtools-for-tabs',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
  });
  const browser = context.browser();
  if (browser === null) throw new Error('no browser');
  session = await browser.newBrowserCDPSession();
});
afterAll(async () => {
  await context?.close();
  await profile.remove();
});

async function targetsAt(part: string): Promise<readonly string[]> {
  const { targetInfos } = await session.send('Target.getTargets');
  return targetInfos.filter(({ url }) => url.includes(part)).map(({ targetId }) => targetId);
}

/** Chooses the panel in one window of DevTools, as a press on its tab does. Run there; says whether it is there. */
const choosePanel = `(async () => {
  const { InspectorView } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
  const view = InspectorView.InspectorView.instance();
  const id = view.tabbedPane.tabIds().find((id) => /^chrome-extension:.*402$/.test(id));
  if (id === undefined) return false;
  await view.showPanel(id);
  return true;
})()`;

/**
 * Whether a panel hears of requests. Its target is there before its script has run. The browser answers the calls of a page
 * in order, so an answer to this one says that the listeners added before it are in place.
 */
const listens = `(async () => {
  if (document.querySelector('[role=toolbar]') === null) return false;
  await chrome.webRequest.handlerBehaviorChanged();
  return true;
})()`;

/** The panels of all windows of DevTools: every tab has one. */
async function openPanels(): Promise<readonly RawTarget[]> {
  const windows = new Map<string, RawTarget>();
  const chosen = new Set<string>();
  await until(
    async () => {
      for (const id of await targetsAt('devtools://')) {
        const window = windows.get(id) ?? (await rawTarget(session, id));
        windows.set(id, window);
        if (!chosen.has(id) && (await window.evaluate(choosePanel)) === true) chosen.add(id);
      }
      return (
        chosen.size === context.pages().length && (await targetsAt(PANEL)).length === chosen.size
      );
    },
    { what: 'the panel in DevTools' },
  );
  const panels = await Promise.all((await targetsAt(PANEL)).map((id) => rawTarget(session, id)));
  for (const panel of panels)
    await until(async () => (await panel.evaluate(listens)) === true, { what: 'a panel drawn' });
  return panels;
}

/** Presses what is there, or soon is: the list draws itself anew when something comes. */
async function press(panel: RawTarget, selector: string): Promise<void> {
  const pressed = `(() => {
    const found = document.querySelector('${selector}');
    found?.click();
    return found !== null;
  })()`;
  await until(async () => (await panel.evaluate(pressed)) === true, { what: selector });
}

test('shows the 402 of the inspected page in real DevTools, and what is chosen in it', async () => {
  const page = await context.newPage();
  const panels = await openPanels();
  await page.goto(`${street().v2}/article`).catch(() => undefined);
  const texts = () => Promise.all(panels.map((each) => each.evaluate('document.body.innerText')));
  const panel = await until(
    async () => panels[(await texts()).findIndex((text) => String(text).includes('can be paid'))],
    { what: 'the 402 in the panel' },
  );
  await press(panel, '[data-outcome=asks]');
  await until(
    async () => String(await panel.evaluate('document.body.innerText')).includes('payTo'),
    {
      what: 'the challenge in the panel',
    },
  );
  expect(await panel.evaluate('location.search')).toMatch(/^\?tab=\d+&panel$/);
  await press(panel, '[data-tab=request]');
  // The panel was open when the page asked, so the request's own headers are known.
  const sent = async () =>
    String(await panel.evaluate(`document.querySelector('#part textarea')?.value`));
  await until(async () => /accept: /i.test(await sent()), { what: 'the headers of the request' });
  // Another tab's panel knows nothing of it.
  const others = (await texts()).filter((text) => String(text).includes('can be paid'));
  expect(others).toHaveLength(1);
});
