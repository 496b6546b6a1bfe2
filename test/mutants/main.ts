// `npm run mutants`: breaks the code on purpose, one thing at a time, and looks whether a test notices.
// `--rules` or `--browser` runs that half; further words choose groups or mutants by a part of their name.
import { browserMutants } from './browser.ts';
import { tryMutant } from './browser-run.ts';
import { groups } from './groups.ts';
import { tryRules } from './rules.ts';

/** The least share of changed rules that the unit tests must notice. */
const LEAST = 0.9;

const words = process.argv.slice(2);
const named = words.filter((word) => !word.startsWith('--'));
const wanted = (name: string) => named.length === 0 || named.some((part) => name.includes(part));
const half = (flag: string) => words.includes(flag) || !words.some((word) => word.startsWith('--'));

if (half('--rules')) {
  let killed = 0;
  let all = 0;
  for (const group of groups.filter(({ name }) => wanted(name))) {
    const score = await tryRules(group);
    killed += score.killed;
    all += score.all;
  }
  const share = all === 0 ? 1 : killed / all;
  console.log(`Rules: ${killed} of ${all} mutants noticed, ${(100 * share).toFixed(1)} %`);
  if (share < LEAST) process.exitCode = 1;
}

if (half('--browser')) {
  let killed = 0;
  const chosen = browserMutants.filter(({ id }) => wanted(id));
  for (const mutant of chosen) {
    const verdict = tryMutant(mutant, (text) => console.log(`    ${text.slice(0, 160)}`));
    if (verdict === 'killed') killed++;
    console.log(`  ${verdict}: ${mutant.id} (${mutant.file}; ${mutant.test})`);
  }
  console.log(`Browsers: ${killed} of ${chosen.length} mutants noticed`);
  if (killed < chosen.length) process.exitCode = 1;
}
