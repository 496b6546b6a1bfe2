// `npm run check [-- --all]`: what can be said of a change within a minute: format, lint, types, dependency rules,
// dead code, spelling, and the unit tests that import a file changed since main (`--all`: every unit test).
import { spawn, spawnSync } from 'node:child_process';
import { asProgram, root, setup } from './setup.mjs';
import { bin } from './steps.mjs';

/** Steps that run at the same time: as many as a small machine has cores. */
const AT_ONCE = 2;

/** @typedef {{ name: string, command: string, args: string[] }} Step */

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

/** @returns {Step} */
function unitTests() {
  const since = process.argv.includes('--all') ? undefined : branchPoint();
  const args = ['run', '--project', 'unit*', '--reporter=default', '--passWithNoTests'];
  if (since === undefined) return { name: 'unit', command: bin('vitest'), args };
  const name = `unit, changed since ${since.slice(0, 7)}`;
  return { name, command: bin('vitest'), args: [...args, '--changed', since] };
}

/** The slowest first, so that two lanes end at about the same time. @type {Step[]} */
const steps = [
  { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
  { name: 'spelling', command: 'npm', args: ['run', '-s', 'spelling'] },
  { name: 'format and lint', command: bin('biome'), args: ['ci'] },
  { name: 'dependency rules', command: 'npm', args: ['run', '-s', 'rules'] },
  { name: 'dead code', command: 'npm', args: ['run', '-s', 'dead'] },
];

/**
 * Runs a step; its output is shown when it is over, so that two do not mix.
 * @param {Step} step
 * @returns {Promise<{ failed: boolean, line: string }>}
 */
function run({ name, command, args }) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => {
      output += error.message;
    });
    child.once('close', (code) => {
      const failed = code !== 0;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      if (failed) console.error(`\n── ${name}\n${output.trim()}\n`);
      resolve({
        failed,
        line: `${failed ? 'failed' : 'ok    '} ${seconds.padStart(6)} s  ${name}`,
      });
    });
  });
}

await asProgram(async () => {
  setup();
  const start = performance.now();
  const waiting = [...steps, unitTests()];
  let failures = 0;
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const { failed, line } = await run(step);
      console.log(line);
      if (failed) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failures === 0 ? 'All passed' : `${failures} failed`} in ${seconds} s`);
  if (failures > 0) process.exitCode = 1;
});
