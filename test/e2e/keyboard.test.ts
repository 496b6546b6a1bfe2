import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectWallet } from '../lab/lightning/remote.ts';
import type { Driver, Tab } from './driver/driver.ts';
import { PAY } from './driver/pay-button.ts';
import { until } from './driver/until.ts';
import { openStage, PASSPHRASE, type Stage, type Visit } from './helpers.ts';
import { lightning } from './lightning.ts';

// A fresh profile, walked by keyboard alone, as at a zoom of 200 %: in 400 × 300 CSS pixels, which is the whole of a
// toolbar popup there. At each stop of the Tab key the focus must be seen. Pictures lie in out/keyboard.

const FOLDER = 'out/keyboard';
const SIZE = { width: 400, height: 300 };
/** More stops than any page has. */
const STOPS = 120;
const CASES = [
  ['chromium', 'de'],
  ['firefox', 'en'],
] as const;

/** What is wrong with the focus as it is seen now; undefined where all is well. */
const blind = () => {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return 'nothing has the focus';
  const { outerHTML } = active;
  const said = outerHTML.slice(0, 100);
  const { left, top, width, height } = active.getBoundingClientRect();
  const { outlineStyle } = getComputedStyle(active);
  if (outlineStyle === 'none') return `no outline: ${said}`;
  const [x, y] = [left + width / 2, top + Math.min(height, innerHeight) / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `out of sight: ${said}`;
  const over = document.elementFromPoint(x, y);
  const label = active.closest('label');
  const isSeen =
    over !== null && (active.contains(over) || over.contains(active) || label?.contains(over));
  return isSeen ? undefined : `covered by ${over?.outerHTML.slice(0, 60)}: ${said}`;
};

describe.each(CASES)('%s in %s', (name, lang) => {
  let driver: Driver;
  let stage: Stage;
  let settings: Tab;
  let pictures = 0;
  const faults: string[] = [];

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    stage = await openStage(name, { lang, viewport: SIZE });
    driver = stage.driver;
    settings = await driver.newTab(driver.extensionUrl('src/pages/settings/index.html'));
    await settings.activate();
    await settings.waitFor('[data-purse=none]');
  });
  afterAll(() => driver?.close());

  const photograph = async (tab: Tab, what: string) => {
    pictures += 1;
    const number = String(pictures).padStart(2, '0');
    await tab.screenshot(`${FOLDER}/${name}-${lang}-${number}-${what}.png`);
  };

  /** Presses Tab until this has the focus. */
  const reach = async (tab: Tab, selector: string) => {
    await tab.waitFor(selector);
    for (let stop = 0; stop < STOPS; stop++) {
      await tab.press('Tab');
      const seen = async () => (await tab.evaluate(blind)) === undefined;
      await until(seen, { timeout: 500 }).catch(() => undefined);
      const fault = await tab.evaluate(blind);
      // The browser's own parts come between the last field and the first.
      if (fault !== undefined && !fault.startsWith('nothing')) faults.push(`${selector}: ${fault}`);
      const there = await tab.evaluate(
        (wanted) => document.activeElement?.matches(wanted) === true,
        selector,
      );
      if (there) return;
    }
    throw new Error(`no stop at ${selector}`);
  };
  const write = async (tab: Tab, selector: string, text: string) => {
    await reach(tab, selector);
    await tab.type(text);
  };
  const press = async (tab: Tab, selector: string) => {
    await reach(tab, selector);
    await tab.press('Enter');
  };
  /** Waits until a popup has drawn this, seen from its top. Not by `waitFor`, which scrolls. */
  const draws = async (popup: Tab, kind: string) => {
    const drawn = () =>
      popup.evaluate((state) => document.querySelector('main')?.dataset['state'] === state, kind);
    await until(drawn, { what: kind });
    // A field that takes the focus at once may lie lower. The view goes to its top after it was painted.
    const isAtTop = () => popup.evaluate(() => scrollY === 0);
    if (kind !== 'locked') await until(isAtTop, { what: `the top of ${kind}` });
    await photograph(popup, kind);
  };
  const popupOf = async (visit: Visit, kind: string) => {
    const popup = await driver.popup(visit.id);
    await popup.activate();
    await draws(popup, kind);
    return popup;
  };
  const pay = async (visit: Visit) => {
    const popup = await popupOf(visit, 'offers');
    await reach(popup, '[data-act=pay]');
    // Each key starts the moment anew in which the price must be in sight.
    await popup.waitFor(PAY);
    await photograph(popup, 'pay');
    await popup.press('Enter');
    await draws(popup, 'receipt');
    return popup;
  };
  const article = () => stage.visit(stage.once(`${stage.street.v2}/article`));

  test('a purse is made and funded', async () => {
    await photograph(settings, 'fresh');
    await write(settings, '[data-purse] .card:not(details) input[type=password]', PASSPHRASE);
    await settings.press('Tab');
    await settings.type(PASSPHRASE);
    await photograph(settings, 'passphrase');
    await press(settings, '[data-act=create]');
    await settings.waitFor('[data-purse=open]');
    await photograph(settings, 'made');
    const purse = await stage.command('purse.get', null);
    if (purse.state === 'none') throw new Error('no purse was made');
    stage.address = purse.address as typeof stage.address;
    await stage.chain.mint(stage.address, 5_000_000n);
    await press(settings, '[data-act=all-networks]');
    await settings.waitFor(() =>
      /^5\sUSDC/.test(
        document.querySelector('[data-network="eip155:84532"] .figure')?.textContent ?? '',
      ),
    );
    await photograph(settings, 'funded');
  });

  test('a page is paid for, and its site gets auto-pay', async () => {
    const visit = await article();
    const popup = await pay(visit);
    await visit.tab.waitFor('#paid');
    await press(popup, '[data-act=auto-pay-open]');
    await photograph(popup, 'auto-pay');
    await press(popup, '[data-act=auto-pay-site]');
    await popup.waitFor('[data-act=auto-pay-revoke]');
    await photograph(popup, 'auto-pay-on');
    await popup.close();
    await visit.tab.activate();
    await visit.tab.goto(stage.once(`${stage.street.v2}/article`));
    await visit.tab.waitFor('#paid');
    expect(await stage.spent()).toHaveLength(2);
  });

  test('the settings show it; auto-pay is stopped, a network is reached', async () => {
    await settings.activate();
    await until(async () => (await settings.text()).match(/402|127\.0\.0\.1|localhost/) !== null, {
      what: 'the history',
    });
    await press(settings, '[data-act=auto-pay-revoke]');
    await photograph(settings, 'history');
    await settings.waitFor(() => document.querySelector('[data-act=auto-pay-revoke]') === null);
    await reach(settings, 'fieldset[data-network] input');
    await photograph(settings, 'network');
  });

  test('locked, and unlocked in the popup', async () => {
    await settings.reload();
    await press(settings, '[data-act=lock]');
    await settings.waitFor('[data-purse=locked]');
    await photograph(settings, 'locked');
    const visit = await article();
    const popup = await popupOf(visit, 'locked');
    const field = await popup.evaluate(() => document.activeElement?.getAttribute('type'));
    if (field !== 'password') await reach(popup, 'input[type=password]');
    await popup.type(PASSPHRASE);
    await popup.press('Enter');
    await draws(popup, 'offers');
    await popup.close();
  });

  test('a Lightning wallet is connected and pays', async () => {
    const map = await lightning();
    const { uri } = await connectWallet(map, {});
    await settings.activate();
    await settings.reload();
    await settings.waitFor('[aria-labelledby=lightning] input');
    await write(settings, '[aria-labelledby=lightning] input', uri);
    await photograph(settings, 'connection');
    await press(settings, '[data-act=connect]');
    await settings.waitFor('[data-lightning=connected]');
    await photograph(settings, 'connected');
    const visit = await stage.visit(stage.once(`${map.shop}/l402`));
    await pay(visit);
    await visit.tab.waitFor('#paid');
  });

  test('the focus was seen at every stop', () => {
    expect([...new Set(faults)]).toEqual([]);
  });
});
