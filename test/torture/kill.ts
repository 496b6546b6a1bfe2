import type { BrowserName } from '../e2e/driver/driver.ts';
import { startLightning } from '../lab/lightning/lightning.ts';
import { startStreet } from '../lab/street.ts';
import { audit } from '../support/audit.ts';
import { Total } from '../support/counts.ts';
import { startEcash } from './ecash.ts';
import { plan } from './plan.ts';
import { seeded } from './random.ts';
import { type Strike, strike } from './strike.ts';
import { World } from './world.ts';

/** Ends the worker or the browser so many times while it pays, in each of the browsers in turn. */
export async function kill(
  runs: number,
  seed: number,
  names: readonly BrowserName[],
): Promise<Total> {
  const random = seeded(seed);
  const street = await startStreet();
  const lightning = await startLightning();
  const ecash = await startEcash(lightning.map);
  const total = new Total();
  try {
    for (const name of names) {
      const world = await World.open(name, street, lightning.map, ecash);
      try {
        await killIn(world, await plan(world, Math.ceil(runs / names.length), random), total);
      } finally {
        await world.close();
      }
    }
  } finally {
    await ecash.close();
    await lightning.close();
    await street.close();
  }
  return total;
}

async function killIn(world: World, strikes: readonly Strike[], total: Total): Promise<void> {
  for (const [at, each] of strikes.entries()) {
    const what = `${world.name} ${at + 1}: ${wordsFor(each)}`;
    total.runs += 1;
    try {
      const { faults, reached, shown, end, payments, records } = await strike(world, each);
      for (const fault of faults) total.fault(fault);
      const missed = reached ? '' : ' (not reached)';
      console.log(`${what}${missed} → ${shown}, ${end}, ${payments} paid`);
      for (const line of faults.length > 0 ? [...faults, ...records] : []) console.log(`  ${line}`);
    } catch (error) {
      total.broken += 1;
      console.log(`${what} broke: ${error instanceof Error ? error.message : error}`);
    }
  }
  const books = audit(await world.journal(), await world.moves());
  total.payments += books.payments;
  const missing = await world.missing();
  const nowhere = missing === 0n ? [] : [`lost: ${missing} sat of ecash are nowhere`];
  for (const fault of [...books.faults, ...nowhere]) {
    total.fault(fault);
    console.log(`${world.name}, at the end: ${fault}`);
  }
}

function wordsFor({ moment, victim, door }: Strike): string {
  const when =
    moment.kind === 'call'
      ? `${moment.when} ${moment.api} ${moment.nth}`
      : moment.kind === 'time'
        ? `after ${moment.ms} ms`
        : moment.kind;
  return `${victim} ${when} at ${new URL(door).pathname}`;
}
