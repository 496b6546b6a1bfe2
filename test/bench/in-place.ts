import type { PopupState } from '../../src/messages/index.ts';
import type { Driver, Tab } from '../e2e/driver/driver.ts';
import { until } from '../e2e/driver/until.ts';
import { load } from './load.ts';
import type { Row } from './row.ts';
import { inTurns, lowerMean, median, ms, pairedRatio } from './stats.ts';
import type { Shop } from './web.ts';

const ROUNDS = 21;
const WARM_UP = 2;

type Page = { pressed: number; answered: Promise<number> };
type Told = { told?: number };

/** A command of the popup, and its answer. */
async function command<Out>(driver: Driver, name: string, input: unknown): Promise<Out> {
  const page = await driver.extensionPage();
  const answer = (await page.send(name, input)) as { ok: boolean; out: Out; error?: string };
  if (!answer.ok) throw new Error(`${name}: ${answer.error}`);
  return answer.out;
}

/** What the popup over a tab shows, once it is of this kind. */
async function shows<Kind extends PopupState['kind']>(driver: Driver, tab: Tab, kind: Kind) {
  const tabId = await driver.tabIdOf(tab);
  let state: PopupState | undefined;
  const isThere = async () => {
    state = await command<PopupState>(driver, 'popup.state', { tabId });
    return state.kind === kind;
  };
  await until(isThere, { what: () => `${kind}, and not ${state?.kind}` });
  return { tabId, state: state as Extract<PopupState, { kind: Kind }> };
}

/** A page whose button asks for an address. */
async function pressPage(driver: Driver, shop: Shop, target: string): Promise<Tab> {
  const tab = await driver.newTab(`${shop.url}/press?to=${encodeURIComponent(target)}`);
  await tab.waitFor('button');
  return tab;
}

/** The call of a page is asked for, and paid by a press. */
async function pay(driver: Driver, tab: Tab): Promise<void> {
  const { state } = await shows(driver, tab, 'offers');
  const [offer] = state.request.offers;
  await command(driver, 'pay', { quoteId: offer?.quoteId, hash: offer?.hash });
}

/** From now on the calls of this shop's pages wait. */
async function letWait(driver: Driver, shop: Shop): Promise<void> {
  const tab = await pressPage(driver, shop, '/door/first');
  await tab.click('button');
  const { tabId, state } = await shows(driver, tab, 'offers');
  await command(driver, 'calls.hold', { tabId, seenId: state.request.seenId });
  await tab.close();
}

/** Notes, in ms since 1970, when the background last told a page's call to go on. */
function watchCalls(driver: Driver): Promise<void> {
  return driver.background(() => {
    browser.runtime.onConnect.addListener((port) => {
      const tell = port.postMessage.bind(port);
      port.postMessage = (message: unknown) => {
        (globalThis as unknown as Told).told = Date.now();
        tell(message);
      };
    });
  });
}

/** ms from when its payment is there until a call that waited has its answer. */
async function heldTime(driver: Driver, shop: Shop, target: string): Promise<number> {
  const tab = await pressPage(driver, shop, target);
  await tab.click('button');
  await pay(driver, tab);
  const answered = await tab.evaluate(() => (globalThis as unknown as Page).answered);
  const told = await driver.background(() => (globalThis as unknown as Told).told);
  await tab.close();
  return answered - (told ?? Number.NaN);
}

/** ms of a call that brings a proof by itself. */
async function paidTime(driver: Driver, shop: Shop, target: string): Promise<number> {
  const tab = await pressPage(driver, shop, target);
  const time = await tab.evaluate(async (to) => {
    const begun = Date.now();
    await (await fetch(to, { headers: { 'payment-signature': 'x'.repeat(900) } })).text();
    return Date.now() - begun;
  }, target);
  await tab.close();
  return time;
}

/** ms from the press of a page's button until its request leaves the browser (`requestStart` of Resource Timing). */
async function leaveTime(tab: Tab, target: string): Promise<number> {
  await tab.evaluate(() => performance.clearResourceTimings());
  await tab.click('button');
  const time = await tab.evaluate(async (to) => {
    const { answered, pressed } = globalThis as unknown as Page;
    await answered;
    const [entry] = performance.getEntriesByName(new URL(to, location.href).href);
    return (entry as PerformanceResourceTiming).requestStart - pressed;
  }, target);
  await tab.close();
  return time;
}

/**
 * ms until the browser has done what follows a payment. A user reads "Press the page's button again" before pressing it;
 * every side waits as long.
 */
const READS = 500;
const reads = () => new Promise((resolve) => setTimeout(resolve, READS));

async function armedTime(driver: Driver, shop: Shop, target: string): Promise<number> {
  const tab = await pressPage(driver, shop, target);
  await tab.click('button');
  await pay(driver, tab);
  await shows(driver, tab, 'armed');
  await reads();
  await tab.activate();
  return leaveTime(tab, target);
}

/** As `armedTime` without a payment. `rule`: the browser attaches a header as it does a proof, and no more. */
async function bareTime(
  driver: Driver,
  shop: Shop,
  target: string,
  rule: boolean,
): Promise<number> {
  const tab = await pressPage(driver, shop, target);
  await tab.click('button');
  await tab.waitFor(() => document.querySelector('p')?.textContent !== '');
  if (rule) await setRule(driver, shop.url + target, await driver.tabIdOf(tab));
  await reads();
  await tab.activate();
  const time = await leaveTime(tab, target);
  if (rule) await setRule(driver);
  return time;
}

/** A number that Farebox gives no rule of its own. */
const RULE = 900_000;

/** A rule of the browser that adds a header to a tab's calls of one address; without an address it is removed. */
function setRule(driver: Driver, url?: string, tabId?: number): Promise<void> {
  return driver.background(
    async (id, header, pattern, tab) => {
      const rule = {
        id,
        action: {
          type: 'modifyHeaders' as const,
          requestHeaders: [
            { header: 'payment-signature', operation: 'set' as const, value: header },
          ],
        },
        condition: {
          ...(tab === null ? {} : { tabIds: [tab] }),
          regexFilter: pattern,
          resourceTypes: ['xmlhttprequest' as const],
        },
      };
      await browser.declarativeNetRequest.updateSessionRules({
        removeRuleIds: [id],
        addRules: pattern === '' ? [] : [rule],
      });
    },
    RULE,
    'x'.repeat(900),
    url === undefined ? '' : `^${url.replaceAll('.', '\\.')}$`,
    tabId ?? null,
  );
}

/** Calls of pages: with and without the wrapper, held, and armed. One browser; `held` and `free` are shops of their own. */
export async function inPlaceRows(driver: Driver, held: Shop, free: Shop): Promise<Row[]> {
  await letWait(driver, held);
  await watchCalls(driver);
  const rows: Row[] = [];
  for (const kind of ['fetch', 'xhr', 'image']) {
    const [ours, theirs] = await inRounds(
      () => load(driver, `${held.url}/calls?kind=${kind}`),
      () => load(driver, `${free.url}/calls?kind=${kind}`),
    );
    rows.push({
      what: `200 × ${kind} with the wrapper ÷ without`,
      ratio: pairedRatio(ours, theirs),
      budget: 1.05,
      figures: `${ms(median(ours))} ÷ ${ms(median(theirs))}, ${ROUNDS} pairs`,
    });
  }
  const [waited, alone] = await inRounds(
    (round) => heldTime(driver, held, `/door/held/${round}`),
    (round) => paidTime(driver, free, `/door/alone/${round}`),
  );
  rows.push({
    what: 'held call, paid → answer in the page ÷ the paid call alone',
    ratio: lowerMean(waited) / lowerMean(alone),
    budget: 1.3,
    figures: `${ms(lowerMean(waited))} ÷ ${ms(lowerMean(alone))}, ${ROUNDS} pairs`,
  });
  const [armed, bare, ruled] = await inRounds(
    (round) => armedTime(driver, free, `/door/armed/${round}`),
    (round) => bareTime(driver, free, `/json/bare/${round}`, false),
    (round) => bareTime(driver, free, `/json/ruled/${round}`, true),
  );
  for (const [name, theirs] of [
    ['bare press', bare],
    ['with a rule of the browser alone', ruled],
  ] as const) {
    rows.push({
      what: `press with an armed proof → request leaves ÷ ${name}`,
      ratio: lowerMean(armed) / lowerMean(theirs),
      budget: 1.1,
      figures: `${ms(lowerMean(armed))} ÷ ${ms(lowerMean(theirs))}, ${ROUNDS} rounds`,
    });
  }
  return rows;
}

type Side = (round: number) => Promise<number>;

/** The times of all sides in turns, without those of the first rounds. */
async function inRounds<const Sides extends readonly Side[]>(
  ...sides: Sides
): Promise<{ readonly [At in keyof Sides]: readonly number[] }> {
  const times = sides.map((): number[] => []);
  const timed = (side: Side, at: number) => async (round: number) =>
    void times[at]?.push(await side(round));
  await inTurns(WARM_UP + ROUNDS, ...sides.map(timed));
  return times.map((each) => each.slice(WARM_UP)) as never;
}
