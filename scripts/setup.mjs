// Plain Node without dependencies: this runs before there are any.
// `--browsers`: those too. `--lab v1`: that part of the lab too.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programPath } from './browsers.mjs';

/** The repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where builds and packages go. */
export const dist = resolve(root, process.env.FAREBOX_DIST ?? 'dist');

/** A failure that the person can act on: shown without a stack. */
export class SetupError extends Error {}

/** @param {string} command @param {string[]} args @param {string} [cwd] */
function run(command, args, cwd = root) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error !== undefined) throw new SetupError(`${command}: ${error.message}`);
  if (status !== 0) throw new SetupError(`${command} ${args.join(' ')} failed (${status}).`);
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = engines.node.replace('>=', '').split('.').map(Number);
  const found = process.versions.node.split('.').map(Number);
  const enough = found[0] > wanted[0] || (found[0] === wanted[0] && found[1] >= wanted[1]);
  if (enough) return;
  throw new SetupError(`Node ${engines.node} is needed; this is ${process.versions.node}.`);
}

/**
 * `npm ci` in a folder, unless what its lock file says is already there.
 * @param {string} folder
 */
export function installPackages(folder) {
  const lock = join(folder, 'package-lock.json');
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log(`Installing the packages of ${folder}`);
  run('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], folder);
}

/** Debian's package of each program. */
const debian = { chromium: 'chromium', firefox: 'firefox-esr', electrum: 'electrum' };

/** @param {(keyof typeof debian)[]} programs */
function installPrograms(programs) {
  const missing = programs.filter((name) => programPath(name) === undefined);
  if (missing.length === 0) return;
  const named = missing
    .map((name) => `FAREBOX_${name.toUpperCase()}`)
    .filter((variable) => process.env[variable]);
  if (named.length > 0) throw new SetupError(`${named.join(', ')}: no such program.`);
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    console.log(`Installing ${missing.join(' and ')}`);
    // Without a font, pages would show boxes.
    const packages = [...missing.map((name) => debian[name]), 'fonts-dejavu-core'];
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]);
  }
  const still = missing.filter((name) => programPath(name) === undefined);
  if (still.length === 0) return;
  throw new SetupError(
    `Not found: ${still.join(', ')}. Install ${still.map((name) => debian[name]).join(' and ')}, ` +
      `or say where: ${still.map((name) => `FAREBOX_${name.toUpperCase()}=/path`).join(' ')}.`,
  );
}

/**
 * Installs a part of the lab that has packages of its own, and the programs that it runs.
 * @param {string} part
 */
function installLab(part) {
  installPackages(join(root, 'test/lab', part));
  if (part === 'lightning') installPrograms(['electrum']);
}

/**
 * Makes ready what the scripts need, and says nothing when all is there.
 * Throws SetupError with a line for the person.
 * @param {{ browsers?: boolean }} options
 */
export function setup({ browsers = false } = {}) {
  checkNode();
  installPackages(root);
  if (browsers) installPrograms(['chromium', 'firefox']);
}

/**
 * Runs a tool's main; its failure is one clear line and exit code 1.
 * @param {() => unknown} main
 */
export async function asProgram(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lab = process.argv.indexOf('--lab');
  await asProgram(() => {
    setup({ browsers: process.argv.includes('--browsers') });
    if (lab !== -1) installLab(process.argv[lab + 1] ?? '');
  });
}
