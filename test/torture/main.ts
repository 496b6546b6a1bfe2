import type { BrowserName } from '../e2e/driver/driver.ts';
import { browserNames } from '../e2e/driver/open.ts';
import { startStreet } from '../lab/street.ts';
import { audit } from './audit.ts';
import { plan } from './plan.ts';
import { seeded } from './random.ts';
import { strike } from './strike.ts';
import { World } from './world.ts';

/** `npm run torture [-- --runs 200 --seed 1 --browser firefox]`: kills Farebox while it pays. */
const { runs, seed, names } = options(process.argv.slice(2));
const random = seeded(seed);
const street = await startStreet();
const total = { runs: 0, payments: 0, double: 0, lost: 0, lies: 0, broken: 0 };

try {
  for (const name of names) await torture(name, Math.ceil(runs / names.length));
} finally {
  await street.close();
}
console.log(
  `seed ${seed}: runs ${total.runs}, payments made ${total.payments}, double payments ${total.double}, ` +
    `lost ${total.lost}, lies ${total.lies}, broken runs ${total.broken}`,
);
if (total.double + total.lost + total.lies + total.broken > 0 || total.runs < runs) {
  process.exitCode = 1;
}

async function torture(name: BrowserName, count: number): Promise<void> {
  const world = await World.open(name, street);
  try {
    for (const [at, each] of (await plan(world, count, random)).entries()) {
      const { moment, victim, door } = each;
      const where = moment.kind === 'call' ? `${moment.when} ${moment.api} ${moment.nth}` : '';
      const what = `${victim} ${where || JSON.stringify(moment)} at ${new URL(door).pathname}`;
      total.runs += 1;
      try {
        const { faults, ...outcome } = await strike(world, each);
        for (const fault of faults) count1(fault);
        const missed = outcome.reached ? '' : ' (not reached)';
        console.log(
          `${name} ${at + 1}: ${what}${missed} → ${outcome.shown}, ${outcome.end}, ${outcome.payments} paid`,
        );
        for (const fault of faults) console.log(`  ${fault}`);
      } catch (error) {
        total.broken += 1;
        console.log(
          `${name} ${at + 1}: ${what} broke: ${error instanceof Error ? error.message : error}`,
        );
      }
    }
    const books = await audit(world);
    total.payments += books.payments;
    for (const fault of books.faults) {
      count1(fault);
      console.log(`${name}, at the end: ${fault}`);
    }
  } finally {
    await world.close();
  }
}

function count1(fault: string): void {
  if (fault.startsWith('double')) total.double += 1;
  else if (fault.startsWith('lie')) total.lies += 1;
  else total.lost += 1;
}

function options(args: readonly string[]) {
  const value = (name: string) => {
    const at = args.indexOf(`--${name}`);
    return at < 0 ? undefined : args[at + 1];
  };
  const only = value('browser');
  return {
    runs: Number(value('runs') ?? 220),
    seed: Number(value('seed') ?? Date.now() % 1_000_000),
    names: browserNames.filter((name) => only === undefined || name === only),
  };
}
