import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * Runs a command of the repository with its output shown; resolves with its exit code.
 * @param {string} command @param {string[]} args @param {string} [cwd]
 * @returns {Promise<number>}
 */
export function show(command, args, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit' });
    const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

/** Path of a program that the main install brought. @param {string} name */
export const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Where web-ext, Mozilla's tool for extensions, is installed when it is first needed. */
export const webExt = join(root, 'scripts/web-ext');

/** A step that is not made of tests counts as one. @param {Promise<number>} running @returns {Promise<Count>} */
export async function one(running) {
  return (await running) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Vitest projects, counted test by test. A skipped test is a failed one: nobody ran it.
 * A run that failed outside its tests, or that ran none, is one failure.
 * @param {...string} projects
 * @returns {Promise<Count>}
 */
export async function vitest(...projects) {
  const folder = mkdtempSync(join(tmpdir(), 'farebox-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await show(bin('vitest'), [
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    /** @type {{ numPassedTests: number, numTotalTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const passed = report.numPassedTests;
    const broken = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length;
    const failed = report.numTotalTests - passed + broken;
    const unsaid = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
    return { passed, failed: failed + unsaid };
  } catch (error) {
    console.error(`No report of ${projects.join(', ')}: ${error}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
