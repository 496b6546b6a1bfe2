import type { Driver } from '../e2e/driver/driver.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms, pairedRatio } from './stats.ts';
import type { Shop } from './web.ts';

const ROUNDS = 21;
const WARM_UP = 2;

/** ms until a page of the shop has `finished`. */
export async function load(driver: Driver, url: string): Promise<number> {
  const tab = await driver.newTab(url);
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

/** How much longer a page of 500 pictures takes than with an empty listener of the same filter, and of pages, frames and calls alone. */
export async function pictureRows(
  farebox: Driver,
  all: Driver,
  three: Driver,
  shop: Shop,
): Promise<Row[]> {
  const url = `${shop.url}/pictures`;
  const drivers = [farebox, all, three];
  const times = drivers.map((): number[] => []);
  const side = (driver: Driver, at: number) => async () =>
    void times[at]?.push(await load(driver, url));
  await inTurns(WARM_UP + ROUNDS, ...drivers.map(side));
  const [ours = [], same = [], few = []] = times.map((each) => each.slice(WARM_UP));
  const row = (what: string, theirs: number[], budget: number): Row => ({
    what: `500 pictures ÷ with an empty listener of ${what}`,
    ratio: pairedRatio(ours, theirs),
    budget,
    figures: `${ms(median(ours))} ÷ ${ms(median(theirs))}, ${ROUNDS} rounds`,
  });
  return [row('all types', same, 1.03), row('three types', few, 1.1)];
}
