import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserName } from '../e2e/driver/driver.ts';
import { noted, Total } from '../support/counts.ts';

/** Tests of `npm test` that are run here again and again, with more at once, and counted. */
export const suites = {
  race: ['test/e2e/safety-races.test.ts', 'test/e2e/limits.test.ts'],
  hostile: ['test/e2e/safety.test.ts', 'test/e2e/safety-senders.test.ts'],
} as const;

/** A test of fifty tabs on a machine that does other things too. */
const PATIENCE = 600_000;

/** Runs the tests of one suite so many times in each of the browsers. */
export async function runSuite(
  suite: keyof typeof suites,
  rounds: number,
  names: readonly BrowserName[],
): Promise<Total> {
  const folder = mkdtempSync(join(tmpdir(), 'farebox-torture-'));
  const file = join(folder, 'counts.jsonl');
  writeFileSync(file, '');
  const total = new Total();
  try {
    const code = await vitest(suites[suite], {
      FAREBOX_ROUNDS: String(rounds),
      FAREBOX_COUNTS: file,
      FAREBOX_BROWSERS: names.join(),
    });
    for (const { failed, payments, faults } of noted(file)) {
      total.runs += 1;
      total.payments += payments;
      if (failed) total.broken += 1;
      for (const fault of faults) {
        total.fault(fault);
        console.log(`${suite}: ${fault}`);
      }
    }
    // A test file that does not even start counts no run.
    if (code !== 0 && !total.bad) total.broken += 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
  return total;
}

function vitest(files: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const args = ['vitest', 'run', '--project', 'e2e', `--testTimeout=${PATIENCE}`, ...files];
  const child = spawn('npx', args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
