// `npm test`: everything, in order, to the end even when a step fails.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintFirefox } from './lint-firefox.mjs';
import { asProgram, dist, setup } from './setup.mjs';
import { bin, one, show, vitest } from './steps.mjs';

/** The packages' names and hashes; throws when there is none. */
function packages() {
  const files = readdirSync(dist).filter((name) => /\.zip$/.test(name));
  if (files.length === 0) throw new Error(`No package in ${dist}.`);
  const hash = (/** @type {string} */ name) =>
    createHash('sha256')
      .update(readFileSync(join(dist, name)))
      .digest('hex');
  return files.map((name) => `${hash(name)}  ${name}`).join('\n');
}

/** Packs twice: the same sources must give the same bytes, or nobody can check a release. */
async function packTwice() {
  const pack = () => show(bin('tsx'), ['scripts/package.ts']);
  if ((await pack()) !== 0) return 1;
  const first = packages();
  if ((await pack()) !== 0) return 1;
  const same = packages() === first;
  console.log(same ? first : `Two packs of the same sources differ:\n${first}\n${packages()}`);
  return same ? 0 : 1;
}

/** @type {[name: string, run: () => Promise<import('./steps.mjs').Count>][]} */
const steps = [
  ['format and lint', () => one(show(bin('biome'), ['ci']))],
  ['dependency rules', () => one(show('npm', ['run', '-s', 'rules']))],
  ['dead code', () => one(show('npm', ['run', '-s', 'dead']))],
  ['spelling', () => one(show('npm', ['run', '-s', 'spelling']))],
  ['types', () => one(show(bin('tsc'), ['--noEmit']))],
  ['unit and fuzz', () => vitest('unit', 'fuzz')],
  ['oracles', () => vitest('oracles')],
  ['build', () => one(show(bin('tsx'), ['scripts/build.ts']))],
  ['pages', () => vitest('pages')],
  ['browsers', () => vitest('e2e')],
  ['package twice', () => one(packTwice())],
  ['addons-linter', () => one(Promise.resolve().then(lintFirefox))],
];

await asProgram(async () => {
  setup({ browsers: true });
  const total = { passed: 0, failed: 0 };
  const table = [];
  for (const [name, run] of steps) {
    console.log(`\n── ${name}`);
    const start = performance.now();
    const count = await run().catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    total.passed += count.passed;
    total.failed += count.failed;
    table.push(`${name.padEnd(16)} ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
  }
  console.log(`\n${table.join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
});
