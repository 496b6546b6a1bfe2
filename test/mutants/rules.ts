import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { root } from '../../scripts/setup.mjs';
import type { Group } from './groups.ts';
import { survivors } from './survivors.ts';

/** How many mutants of a group the tests noticed. */
export type Score = { readonly killed: number; readonly all: number; readonly unexplained: number };

type Options = ConstructorParameters<typeof Stryker>[0];

const options = (rules: readonly string[]): Options => ({
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutants/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  mutate: [...rules],
  ignorePatterns: [
    '/dist',
    '/out',
    '/docs/*',
    // The tables of the state machine are held to what is drawn of them.
    '!/docs/payment-states.md',
    '/test/pages',
    '/test/e2e',
    '/test/lab/*/node_modules',
  ],
  disableTypeChecks: true,
  concurrency: 2,
  reporters: [],
  tempDirName: join(root, 'out/mutants'),
  timeoutMS: 20_000,
  allowConsoleColors: false,
});

/** Has Stryker change the rules of a group, one thing at a time, and prints each change that no test noticed. */
export async function tryRules({ name, rules, tests }: Group): Promise<Score> {
  process.env['FAREBOX_MUTANT_TESTS'] = JSON.stringify(tests);
  const results = await new Stryker(options(rules)).runMutationTest();
  const tried = results.filter(({ status }) => /Killed|Timeout|Survived|NoCoverage/.test(status));
  const left = tried.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  let unexplained = 0;
  for (const { fileName, location, replacement, mutatorName, status } of left) {
    const file = relative(root, fileName);
    const { line } = location.start;
    const code = readFileSync(fileName, 'utf8').split('\n')[line - 1]?.trim();
    const change = `${mutatorName}: ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 90)}`;
    const reason = survivors.find(
      (each) => each.file === file && each.code === code && each.changes.includes(change),
    );
    if (reason === undefined) unexplained++;
    console.log(`  ${status} ${file}:${line} ${change}${reason ? ` (${reason.why})` : ''}`);
  }
  const score = { killed: tried.length - left.length, all: tried.length, unexplained };
  console.log(`${name}: ${score.killed} of ${score.all} noticed`);
  return score;
}
