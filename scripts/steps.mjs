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

/** Steps that run at the same time: as many as a small machine has cores. */
const AT_ONCE = 2;

/** @typedef {{ name: string, command: string, args: string[] }} Step */

/** What can be said of the sources without running them; the slowest first, so that two lanes end together. @type {Step[]} */
export const checks = [
  { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
  { name: 'dependency rules', command: 'npm', args: ['run', '-s', 'rules'] },
  { name: 'spelling', command: 'npm', args: ['run', '-s', 'spelling'] },
  { name: 'dead code', command: 'npm', args: ['run', '-s', 'dead'] },
  { name: 'format and lint', command: bin('biome'), args: ['ci'] },
];

/**
 * Runs a step, and says in a line how it ended and how long it took. Its output is shown when it has failed and is
 * over, so that two do not mix.
 * @param {Step} step
 * @returns {Promise<boolean>} Whether it passed.
 */
function passes({ name, command, args }) {
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
      const passed = code === 0;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      if (!passed) console.error(`\n── ${name}\n${output.trim()}\n`);
      console.log(`${passed ? 'ok    ' : 'failed'} ${seconds.padStart(6)} s  ${name}`);
      resolve(passed);
    });
  });
}

/** Runs steps two at a time, to the end even when one fails. @param {readonly Step[]} steps @returns {Promise<Count>} */
export async function together(steps) {
  const waiting = [...steps];
  const count = { passed: 0, failed: 0 };
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      count[(await passes(step)) ? 'passed' : 'failed'] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return count;
}

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
