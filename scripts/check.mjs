// `npm run check [-- --all]`: what can be said of a change within a minute: format, lint, types, dependency rules,
// dead code, spelling, and the unit tests that import a file changed since main (`--all`: every unit test).
import { spawnSync } from 'node:child_process';
import { asProgram, root, setup } from './setup.mjs';
import { bin, checks, together } from './steps.mjs';

/** Where the branch left main; undefined without a main, as in a shallow clone. */
function branchPoint() {
  for (const main of ['origin/main', 'main']) {
    const { status, stdout } = spawnSync('git', ['merge-base', 'HEAD', main], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

/** @returns {import('./steps.mjs').Step} */
function unitTests() {
  const since = process.argv.includes('--all') ? undefined : branchPoint();
  const args = ['run', '--project', 'unit*', '--reporter=default', '--passWithNoTests'];
  if (since === undefined) return { name: 'unit', command: bin('vitest'), args };
  const name = `unit, changed since ${since.slice(0, 7)}`;
  return { name, command: bin('vitest'), args: [...args, '--changed', since] };
}

await asProgram(async () => {
  setup();
  const start = performance.now();
  const { failed } = await together([...checks, unitTests()]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failed === 0 ? 'All passed' : `${failed} failed`} in ${seconds} s`);
  if (failed > 0) process.exitCode = 1;
});
