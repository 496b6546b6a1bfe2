import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languagesOf, textsPath } from '../../../scripts/languages.ts';
import { makeNew } from '../../../scripts/new.ts';
import { root } from '../../../scripts/setup.mjs';

/** What the generator reads and changes, and what the type check and the tests of the result need. */
const PARTS = [
  '.gitignore',
  'biome.json',
  'docs/protocols.md',
  'manifest.json',
  'package.json',
  'scripts',
  'src',
  'test/fixtures',
  'test/pages/fixtures',
  'test/pages/messages.test.ts',
  'test/pages/states.ts',
  'test/unit/id-literals.ts',
  'test/unit/protocols/registry.test.ts',
  'test/unit/wallets/registry.test.ts',
  'tsconfig.json',
];

/** The tests that are run on the result. `messages` asks for texts in every language, in the same order, all used. */
const TESTS = [
  'test/unit/protocols/acme-pay/read.test.ts',
  'test/unit/protocols/registry.test.ts',
  'test/unit/wallets/acme-bank/acme-bank.test.ts',
  'test/unit/wallets/registry.test.ts',
  'test/pages/messages.test.ts',
];

const copy = mkdtempSync(join(tmpdir(), 'farebox-new-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));
beforeAll(() => {
  for (const part of PARTS) {
    mkdirSync(dirname(join(copy, part)), { recursive: true });
    cpSync(join(root, part), join(copy, part), {
      recursive: true,
      filter: (path) => !path.endsWith('node_modules'),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // Not vite.config.ts, which loads what builds the extension.
  writeFileSync(
    join(copy, 'vitest.config.ts'),
    `export default { define: { __FIREFOX__: 'false' }, test: { include: ['test/**/*.test.ts'] } };\n`,
  );
  const config = {
    extends: './tsconfig.json',
    compilerOptions: { incremental: false, tsBuildInfoFile: null },
    include: ['src/**/*.d.ts', 'src/pages/popup', 'test/pages/states.ts', ...TESTS],
  };
  writeFileSync(join(copy, 'tsconfig.part.json'), JSON.stringify(config));
});

/** Every file of the copy with its text. */
function files(): Map<string, string> {
  const all = readdirSync(copy, { recursive: true, withFileTypes: true });
  return new Map(
    all
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(copy.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** Runs a program of the repository in the copy; what it printed, and its exit code. */
function run(program: string, ...args: string[]) {
  const { VITEST: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: copy,
    encoding: 'utf8',
    env,
  });
  return { status, output: stdout + stderr };
}

// Class: names that cannot become a folder, an identifier, a kind or a key of a text, or that are taken.
describe('a bad name is named, and nothing is written', () => {
  test.each([
    [[], 'Usage: npm run new protocol|wallet|state NAME'],
    [['protocol'], 'Usage'],
    [['bank', 'acme'], 'no kind "bank"'],
    [['toString', 'acme'], 'no kind "toString"'],
    [['protocol', 'acme', 'pay'], 'not also "pay"'],
    ...['', 'Acme', 'acme_pay', 'acme pay', '4acme', '-acme', 'acme-', 'a--b', '../acme', 'é'].map(
      (name) => [['protocol', name], `"${name}" is not lower-case kebab-case`] as const,
    ),
    [['wallet', 'a'.repeat(41)], 'longer than 40'],
    [['protocol', 'class'], '"class" means something in JavaScript'],
    [['wallet', 'fetch'], '"fetch" means something in JavaScript'],
    [['state', 'error'], '"Error" means something in JavaScript'],
    [['protocol', 'sanitize'], 'every protocol uses "sanitize"'],
    [['wallet', 'about'], 'every wallet uses "about"'],
    [['state', 'heading'], 'every state uses "Heading"'],
    [['protocol', 'k402'], 'src/protocols/k402 exists'],
    [['protocol', 'bsv'], 'src/protocols/bsv exists'],
    [['protocol', 'notices'], 'every protocol uses "notices"'],
    [['protocol', 'create-protocols'], 'src/protocols/index.ts has a "createProtocols"'],
    [['protocol', 'l402-Offers'], 'kebab-case'],
    [['wallet', 'evm'], 'src/wallets/evm exists'],
    [['wallet', 'webln'], 'src/wallets/webln exists'],
    [['wallet', 'holds'], 'has a text "wallet_holds"'],
    [['wallet', 'lightning'], '"lightning" has a meaning in src/'],
    [['state', 'under-way'], 'src/pages/popup/states/UnderWay.tsx exists'],
    [['state', 'underway'], 'src/pages/popup/states/UnderWay.tsx exists'],
    [['state', 'no-purse'], "src/messages/views.ts has kind: 'no-purse'"],
    [['state', 'expired'], 'src/pages/popup/states/Expired.tsx exists'],
    [['state', 'restore'], 'has a text "restore_title"'],
  ] as const satisfies readonly (readonly [readonly string[], string])[])('%j', (args, error) => {
    const before = files();
    expect(() => makeNew(copy, args)).toThrow(error);
    expect(files()).toEqual(before);
  });

  test('on the command line the error is one line and exit code 1', () => {
    const before = files();
    const { status, output } = run('tsx', 'scripts/new.ts', 'wallet', 'Acme');
    expect(status).toBe(1);
    expect(output.trim().split('\n')).toEqual([expect.stringContaining('"Acme" is not')]);
    expect(files()).toEqual(before);
  });
});

describe('what is made', { timeout: 300_000 }, () => {
  let before: Map<string, string>;
  const tasks: string[] = [];
  beforeAll(() => {
    before = files();
    // Once as a user runs it; then in this process, which is faster.
    const { status, output } = run('tsx', 'scripts/new.ts', 'protocol', 'acme-pay');
    expect(output).toContain('src/protocols/acme-pay/index.ts');
    expect(status).toBe(0);
    for (const args of [
      ['wallet', 'acme-bank'],
      ['state', 'over-budget'],
    ]) {
      tasks.push(...makeNew(copy, args).tasks);
    }
    tasks.push(output);
  }, 300_000);

  test('is a folder, a line in each registry, texts and a scene', () => {
    const after = files();
    const changed = [...after].filter(([path, text]) => before.get(path) !== text);
    const expected = [
      ...languagesOf(root).map(textsPath),
      'docs/protocols.md',
      'src/messages/views.ts',
      'src/pages/popup/states/OverBudget.tsx',
      'src/pages/popup/views.ts',
      'src/protocols/acme-pay/index.ts',
      'src/protocols/index.ts',
      'src/wallets/acme-bank/about.ts',
      'src/wallets/acme-bank/index.ts',
      'src/wallets/index.ts',
      'test/fixtures/acme-pay/challenge.ts',
      'test/pages/states.ts',
      'test/unit/protocols/acme-pay/read.test.ts',
      'test/unit/wallets/acme-bank/acme-bank.test.ts',
    ];
    expect(changed.map(([path]) => path).sort()).toEqual(expected.sort());
    // Nothing that was there is gone: a list of one member may be broken into lines, no more.
    for (const [path, text] of before) {
      const lines = new Set(after.get(path)?.split('\n'));
      expect(text.split('\n').filter((line) => !lines.has(line))).toEqual([]);
    }
  });

  test('is what the guides list; they and the list of what is left name files that are there', () => {
    const guides = ['protocol', 'wallet', 'popup-state'].map((kind) =>
      readFileSync(join(root, `docs/adding-a-${kind}.md`), 'utf8'),
    );
    const named = [...guides, ...tasks].flatMap((text) =>
      [...text.matchAll(/\b(?:src|test|docs)\/[\w./-]+\.(?:tsx?|md)\b/g)].map(([path]) => path),
    );
    expect(named.length).toBeGreaterThan(20);
    const after = files();
    const missing = named.filter((path) => !after.has(path) && !existsSync(join(root, path)));
    expect(missing).toEqual([]);
    const made = [...after.keys()].filter((path) => !before.has(path));
    expect(made.filter((path) => !named.includes(path))).toEqual([]);
  });

  test('is the same name once only', () => {
    for (const args of [
      ['protocol', 'acme-pay'],
      ['wallet', 'acme-bank'],
      ['state', 'over-budget'],
    ]) {
      expect(() => makeNew(copy, args)).toThrow('exists');
    }
  });

  test('is in the format of the repository', () => {
    expect(run('biome', 'check', 'src', 'test', 'scripts')).toMatchObject({ status: 0 });
  });

  test('passes the type check', () => {
    expect(run('tsc', '-p', 'tsconfig.part.json')).toEqual({ status: 0, output: '' });
  });

  test('passes its tests, and those of the registries and texts', () => {
    const { status, output } = run('vitest', 'run', '--reporter=default', ...TESTS);
    expect(output).toContain(`${TESTS.length} passed`);
    expect(status).toBe(0);
  });
});
