// `npm test [-- check unit pages browsers package]`: all parts, or those named, in order, to the end even when a step
// fails.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintFirefox } from './lint-firefox.mjs';
import { asProgram, dist, SetupError, setup } from './setup.mjs';
import { bin, checks, one, show, together, vitest } from './steps.mjs';

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

/** @typedef {'check' | 'unit' | 'pages' | 'browsers' | 'package'} Part */

/** @type {[part: Part, name: string, run: () => Promise<import('./steps.mjs').Count>][]} */
const steps = [
  ['check', 'check', () => together(checks)],
  // Together: the longest oracle keeps one core busy for a minute.
  ['unit', 'unit, fuzz, oracles', () => vitest('unit*', 'fuzz', 'oracles')],
  ['pages', 'pages', () => vitest('pages')],
  ['browsers', 'build', () => one(show(bin('tsx'), ['scripts/build.ts']))],
  ['browsers', 'browsers', () => vitest('e2e')],
  ['package', 'package twice', () => one(packTwice())],
  ['package', 'command twice', () => one(show(bin('tsx'), ['scripts/package-check.ts']))],
  ['package', 'command installed', () => vitest('package')],
  ['package', 'web-ext lint', () => one(Promise.resolve().then(lintFirefox))],
];

/** The steps of the parts that are named on the command line; without a name, all. */
function wanted() {
  const parts = process.argv.slice(2);
  const unknown = parts.filter((part) => !steps.some(([known]) => known === part));
  if (unknown.length > 0) {
    const known = [...new Set(steps.map(([part]) => part))];
    throw new SetupError(`No part ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  }
  return steps.filter(([part]) => parts.length === 0 || parts.includes(part));
}

await asProgram(async () => {
  const chosen = wanted();
  setup({ browsers: chosen.some(([part]) => part === 'pages' || part === 'browsers') });
  const total = { passed: 0, failed: 0 };
  const table = [];
  for (const [, name, run] of chosen) {
    console.log(`\n── ${name}`);
    const start = performance.now();
    const count = await run().catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    total.passed += count.passed;
    total.failed += count.failed;
    table.push(`${name.padEnd(19)} ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
  }
  console.log(`\n${table.join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
});
