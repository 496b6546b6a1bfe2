import { setTimeout as sleep } from 'node:timers/promises';
import { browserPath } from '../../scripts/browsers.mjs';
import type { BrowserName, Driver } from '../e2e/driver/driver.ts';
import { openBrowser } from '../e2e/driver/open.ts';
import { type Street, startStreet } from '../lab/street.ts';
import { fillPurse, PASSPHRASE } from './purse.ts';
import { type Errand, ecashErrand, lightningErrand, walkSats } from './sats.ts';
import { Steps } from './steps.ts';
import { walk } from './walk.ts';

/** What `npm start` runs once all is built: a street of shops, a browser with Farebox, a purse with test money. */

const name: BrowserName = process.argv.includes('--firefox') ? 'firefox' : 'chromium';
const { DISPLAY, WAYLAND_DISPLAY } = process.env;
const headed = Boolean(DISPLAY || WAYLAND_DISPLAY) && !process.argv.includes('--headless');

/** What is paid with: test dollars on a chain, or sats. */
const money = (['lightning', 'ecash'] as const).find((each) => process.argv.includes(`--${each}`));

const open: { close(): Promise<void> }[] = [];
let closing: Promise<void> | undefined;

/** Ends what was started, last first. */
function close(): Promise<void> {
  closing ??= (async () => {
    for (const each of open.reverse()) await each.close().catch(() => undefined);
  })();
  return closing;
}

/** Resolves when the person has closed the browser. */
async function gone(driver: Driver): Promise<void> {
  const page = await driver.extensionPage();
  for (;;) {
    await sleep(1000);
    try {
      await page.evaluate(() => true);
    } catch {
      return;
    }
  }
}

async function stay(driver: Driver, street: Street, errand: Errand | undefined): Promise<void> {
  const place = errand?.url ?? street.map.front;
  const tab = await driver.newTab(place);
  await tab.activate();
  console.log(`${errand === undefined ? 'The street' : 'The article'} is at ${place}
The purse holds 5 test USDC${errand === undefined ? '' : `, and there are ${await errand.holds()}`}.
Its passphrase, should it lock, is "${PASSPHRASE}".
${errand === undefined ? 'Click on a door, then on Farebox.' : 'Click on Farebox.'} Ctrl-C ends everything.`);
  await gone(driver);
}

async function main(): Promise<void> {
  const steps = new Steps(`out/demo/${[name, money].filter(Boolean).join('-')}`);
  const street = await steps.step('the street is open', async () => {
    const started = await startStreet();
    open.push(started);
    return started;
  });
  const driver = await steps.step(`${name} with Farebox in it`, async () => {
    const executable = browserPath(name);
    const started = await openBrowser(name, {
      headless: !headed,
      ...(executable === undefined ? {} : { executable }),
      ...(headed ? {} : { lang: 'en', viewport: { width: 1000, height: 760 } }),
    });
    open.push(started);
    return started;
  });
  const purse = await steps.step('a purse with 5 test USDC', () =>
    fillPurse(driver, street.chain, headed),
  );
  const keep = <Each extends { close(): Promise<void> }>(each: Each): Each => {
    open.push(each);
    return each;
  };
  const makeErrand = money && { lightning: lightningErrand, ecash: ecashErrand }[money];
  const errand = await makeErrand?.(driver, steps, keep);
  if (headed) return stay(driver, street, errand);
  if (errand === undefined) await walk(driver, street, purse, steps);
  else await walkSats(driver, errand, steps);
  console.log(`Pictures: ${steps.folder}`);
}

// Ctrl-C may arrive twice: from the terminal, and passed on by `npm start`.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void close().then(() => process.exit(signal === 'SIGINT' ? 0 : 1)));
}

try {
  await main();
} catch (error) {
  // Ctrl-C closes the browser under our hands; what fails then is no failure.
  if (closing === undefined) {
    console.error(`The demo failed. ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
} finally {
  await close();
}
