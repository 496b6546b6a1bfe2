import type { Driver } from '../e2e/driver/driver.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms, pairedRatio } from './stats.ts';
import type { Shop } from './web.ts';

const ROUNDS = 21;
const WARM_UP = 2;

async function load(driver: Driver, address: string): Promise<number> {
  const tab = await driver.newTab(address);
  const time = await tab.evaluate(
    () => (globalThis as unknown as { finished: Promise<number> }).finished,
  );
  await tab.close();
  return time;
}

/** The time of one page in two browsers, in turns. */
async function compareLoads(
  ours: Driver,
  theirs: Driver,
  address: string,
  what: string,
): Promise<Row> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  await inTurns(
    WARM_UP + ROUNDS,
    async () => void times.ours.push(await load(ours, address)),
    async () => void times.theirs.push(await load(theirs, address)),
  );
  const us = times.ours.slice(WARM_UP);
  const them = times.theirs.slice(WARM_UP);
  return {
    what,
    ratio: pairedRatio(us, them),
    budget: 1.03,
    figures: `${ms(median(us))} ÷ ${ms(median(them))}, ${ROUNDS} pairs of 221 requests`,
  };
}

/** How much longer a heavy page takes with Farebox than with an extension that only listens. */
export const loadRow = (farebox: Driver, stub: Driver, shop: Shop): Promise<Row> =>
  compareLoads(farebox, stub, `${shop.url}/heavy`, 'page load ÷ with an empty listener');

/** How much longer a page with ten 402s takes than with a Farebox that records nothing for developers. */
export const recordedRow = (farebox: Driver, without: Driver, shop: Shop): Promise<Row> =>
  compareLoads(
    farebox,
    without,
    `${shop.url}/asks`,
    'page with ten 402s, DevTools closed ÷ recording nothing',
  );
