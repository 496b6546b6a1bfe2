import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/setup.mjs';
import type { BrowserName } from '../e2e/driver/driver.ts';
import type { BrowserMutant } from './browser/mutant.ts';

/** What became of one mutant. `stale`: its text is not in the source any more, or its test is gone. */
export type Verdict = 'killed' | 'survived' | 'stale' | 'does not build';

const bin = (name: string) => join(root, 'node_modules', '.bin', name);

/** What a build needs, and the tests of the pages, which are built by those themselves; besides `node_modules`. */
const SOURCES = [
  'src',
  'test',
  'scripts',
  'manifest.json',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
];

/** The source with the mutant's change; undefined unless its text stands there exactly once. */
export function mutate(source: string, { find, replace }: BrowserMutant): string | undefined {
  const parts = source.split(find);
  return parts.length === 2 ? parts.join(replace) : undefined;
}

/**
 * Builds the extension with one change, in a copy, and runs the browser test that should notice it. The test
 * is run on the unchanged build first by `npm test`: here only its failure is looked for.
 */
export function tryMutant(mutant: BrowserMutant, log: (text: string) => void): Verdict {
  const changed = mutate(readFileSync(join(root, mutant.file), 'utf8'), mutant);
  if (changed === undefined) return 'stale';
  const copy = mkdtempSync(join(tmpdir(), 'farebox-mutant-'));
  try {
    for (const path of SOURCES) {
      cpSync(join(root, path), join(copy, path), { recursive: true, filter: isOurs });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, mutant.file), changed);
    if (mutant.project === 'pages') return judge(mutant, copy, copy, log);
    const targets = browsersOf(mutant).map((name) => (name === 'firefox' ? name : 'chrome'));
    const built = spawnSync(bin('tsx'), ['scripts/build.ts', ...targets], {
      cwd: copy,
      encoding: 'utf8',
    });
    if (built.status !== 0) {
      log(built.stderr);
      return 'does not build';
    }
    return judge(mutant, root, copy, log);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const isOurs = (path: string): boolean => !path.endsWith('/node_modules');

function browsersOf({ browser = 'chromium' }: BrowserMutant): readonly BrowserName[] {
  return browser === 'both' ? ['chromium', 'firefox'] : [browser];
}

/** Runs the mutant's test, from `cwd`, against the build in the copy. */
function judge(mutant: BrowserMutant, cwd: string, copy: string, log: (text: string) => void) {
  const { test, name, project } = mutant;
  const report = join(copy, 'report.json');
  const FAREBOX_BROWSERS = browsersOf(mutant).join(',');
  spawnSync(
    bin('vitest'),
    [
      ...['run', '--project', project ?? 'e2e', test, '-t', name],
      ...['--reporter=json', `--outputFile.json=${report}`],
    ],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, FAREBOX_BROWSERS, FAREBOX_DIST: join(copy, 'dist') },
    },
  );
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { assertionResults: { status: string; failureMessages: string[] }[] }[];
  };
  if (numPassedTests + numFailedTests === 0) return 'stale';
  const failures = testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ failureMessages }) => failureMessages),
  );
  for (const failure of failures) log(failure.split('\n')[0] ?? '');
  return numFailedTests > 0 ? 'killed' : 'survived';
}
