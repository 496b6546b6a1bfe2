import { browserNames } from '../e2e/driver/open.ts';
import { Total } from '../support/counts.ts';
import { kill } from './kill.ts';
import { runSuite } from './suite.ts';

/**
 * `npm run torture [-- --runs 220 --rounds 5 --seed 1 --browser firefox --suite kill]`: kills Farebox while it
 * pays, lets payments race, and shops where nobody should.
 */
const { runs, rounds, seed, names, only } = options(process.argv.slice(2));
const all = new Total();
const lines: string[] = [];

for (const suite of ['kill', 'race', 'hostile'] as const) {
  if (only !== undefined && only !== suite) continue;
  const total =
    suite === 'kill' ? await kill(runs, seed, names) : await runSuite(suite, rounds, names);
  if (suite === 'kill' && total.runs < runs) process.exitCode = 1;
  if (total.bad) process.exitCode = 1;
  all.add(total);
  lines.push(`${suite}${suite === 'kill' ? ` (seed ${seed})` : ''}: ${total}`);
  console.log(lines.at(-1));
}
console.log(['', ...lines, `in all: ${all}`].join('\n'));

function options(args: readonly string[]) {
  const value = (name: string) => {
    const at = args.indexOf(`--${name}`);
    return at < 0 ? undefined : args[at + 1];
  };
  const browser = value('browser');
  return {
    runs: Number(value('runs') ?? 220),
    rounds: Number(value('rounds') ?? 5),
    seed: Number(value('seed') ?? Date.now() % 1_000_000),
    names: browserNames.filter((name) => browser === undefined || name === browser),
    only: value('suite'),
  };
}
