import type { Driver } from '../e2e/driver/driver.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms, pairedRatio } from './stats.ts';
import type { Shop } from './web.ts';

const ROUNDS = 21;
const WARM_UP = 2;

async function load(driver: Driver, shop: Shop): Promise<number> {
  const tab = await driver.newTab(`${shop.url}/heavy`);
  const time = await tab.evaluate(
    () => (globalThis as unknown as { finished: Promise<number> }).finished,
  );
  await tab.close();
  return time;
}

/** How much longer a heavy page takes with Farebox than with an extension that only listens. */
export async function loadRow(farebox: Driver, stub: Driver, shop: Shop): Promise<Row> {
  const times = { farebox: [] as number[], stub: [] as number[] };
  await inTurns(
    WARM_UP + ROUNDS,
    async () => void times.farebox.push(await load(farebox, shop)),
    async () => void times.stub.push(await load(stub, shop)),
  );
  const ours = times.farebox.slice(WARM_UP);
  const theirs = times.stub.slice(WARM_UP);
  return {
    what: 'page load ÷ with an empty listener',
    ratio: pairedRatio(ours, theirs),
    budget: 1.03,
    figures: `${ms(median(ours))} ÷ ${ms(median(theirs))}, ${ROUNDS} pairs of 221 requests`,
  };
}
