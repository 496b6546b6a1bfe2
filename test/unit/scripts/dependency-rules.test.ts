import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../../../scripts/setup.mjs';

/** What stands in a pretend repository, and the rules that each of its files breaks. */
type Case = readonly [file: string, text: string, ...rules: string[]];

const FOLDERS = [
  'core',
  'protocols',
  'checks',
  'inspect',
  'wallets',
  'messages',
  'content',
  'platform',
  'background',
  'pages',
];
const ALLOWED: Record<string, readonly string[]> = {
  protocols: ['core'],
  checks: ['core', 'protocols'],
  inspect: ['core', 'protocols', 'checks', 'messages'],
  wallets: ['core'],
  messages: ['core'],
  platform: ['core', 'messages'],
  background: ['core', 'protocols', 'checks', 'wallets', 'messages', 'platform', 'content'],
  pages: ['core', 'checks', 'inspect', 'messages', 'platform'],
};
const between = FOLDERS.flatMap((from) => FOLDERS.map((to) => [from, to] as const)).filter(
  ([from, to]) => from !== to,
);
const breaking = between.filter(([from, to]) => !ALLOWED[from]?.includes(to));
const keeping = between.filter(([from, to]) => ALLOWED[from]?.includes(to));

/** Every way to write an import. */
const FORMS = [
  `import { b } from '../pages/b.ts'; b;`,
  `import type { b } from '../pages/b.ts'; export type B = typeof b;`,
  `import * as b from '../pages/b.ts'; b;`,
  `import '../pages/b.ts';`,
  `export { b } from '../pages/b.ts';`,
  `export type { b } from '../pages/b.ts';`,
  `export * from '../pages/b.ts';`,
  `export const b = await import('../pages/b.ts');`,
  'export const b = await import(`../pages/b.ts`);',
  `export type B = typeof import('../pages/b.ts');`,
  `export type B = import('../pages/b.ts').B;`,
  `import b = require('../pages/b.ts'); b;`,
  `import { b } from '../core/../pages/b.ts'; b;`,
];

const FAULTS: readonly Case[] = [
  ...breaking.map(
    ([from, to]): Case => [
      `src/${from}/to-${to}.ts`,
      `import type { b } from '../${to}/b.ts'; export type B = typeof b;`,
      `src/${from}: folders`,
    ],
  ),
  ...FORMS.map((text, n): Case => [`src/core/form-${n}.ts`, text, 'src/core: folders']),
  // Types only.
  ...['inspect', 'messages', 'pages', 'platform'].flatMap((from): Case[] => {
    const to = from === 'messages' ? 'core' : from === 'pages' ? 'static' : 'messages';
    const rule = `src/${from}: types only`;
    return [
      [`src/${from}/value.ts`, `import { b } from '../${to}/b.ts'; b;`, rule],
      [`src/${from}/all.ts`, `export * from '../${to}/b.ts';`, rule],
      [`src/${from}/later.ts`, `export const b = await import('../${to}/b.ts');`, rule],
    ];
  }),
  // Packages.
  ...['core', 'background', 'pages', 'protocols'].map(
    (folder): Case => [
      `src/${folder}/polyfill.ts`,
      `import type { Tabs } from 'webextension-polyfill'; export type T = Tabs;`,
      `src/${folder}: packages`,
    ],
  ),
  ['src/core/preact.ts', `import 'preact';`, 'src/core: packages'],
  ['src/content/uqr.ts', `import 'uqr';`, 'src/content: packages'],
  ['src/checks/noble.ts', `import '@noble/hashes/sha2.js';`, 'src/checks: packages'],
  ['src/inspect/preact.ts', `import 'preact';`, 'src/inspect: packages'],
  ['src/messages/noble.ts', `import '@noble/hashes/sha2.js';`, 'src/messages: packages'],
  ['src/background/noble.ts', `import '@noble/hashes/sha2.js';`, 'src/background: packages'],
  ['src/platform/preact.ts', `import 'preact';`, 'src/platform: packages'],
  ['src/wallets/cashu.ts', `import '@cashu/cashu-ts';`, 'src/wallets: packages'],
  ['src/wallets/purse/cashu.ts', `import '@cashu/cashu-ts';`, 'src/wallets: packages'],
  ['src/wallets/ecash/preact.ts', `import 'preact';`, 'src/wallets/ecash: packages'],
  ['src/wallets/keyring/preact.ts', `import 'preact';`, 'src/wallets/keyring: packages'],
  ['src/core/node.ts', `import 'node:fs';`, 'src: nothing from outside'],
  ['src/core/missing.ts', `import 'no-such-package';`, 'src: nothing from outside', 'unresolvable'],
  // Apart.
  ...['protocols', 'wallets'].flatMap((folder): Case[] => [
    [
      `src/${folder}/one/other.ts`,
      `import type { b } from '../two/b.ts'; export type B = typeof b;`,
      `src/${folder}: apart`,
    ],
    [
      `src/${folder}/one/deep/other.ts`,
      `import { b } from '../../two/b.ts'; b;`,
      `src/${folder}: apart`,
    ],
    [
      `src/${folder}/one/registry.ts`,
      `import type { b } from '../index.ts'; export type B = typeof b;`,
      `src/${folder}: registry`,
    ],
  ]),
  ['src/protocols/one/wallet.ts', `import '../../wallets/two/b.ts';`, 'src/protocols: folders'],
  ['src/wallets/one/protocol.ts', `import '../../protocols/two/b.ts';`, 'src/wallets: folders'],
  // The layers of src/background.
  ['src/background/worker.ts', `import './index.ts';`, 'src/background: worker'],
  ['src/background/app.ts', `import './worker.ts';`, 'src/background: app'],
  ['src/background/api/up.ts', `import '../app.ts';`, 'src/background: api'],
  ['src/background/requests/up.ts', `import '../api/b.ts';`, 'src/background: requests'],
  ['src/background/wallets/up.ts', `import '../requests/b.ts';`, 'src/background: wallets'],
  ['src/background/offers/up.ts', `import '../wallets/b.ts';`, 'src/background: offers'],
  [
    'src/background/context.ts',
    `import type { b } from './offers/b.ts'; export type B = typeof b;`,
    'src/background: context',
  ],
  ['src/background/payments/up.ts', `import '../requests/b.ts';`, 'src/background: payments'],
  ['src/background/payments/top.ts', `import '../index.ts';`, 'src/background: payments'],
  ['src/background/button/up.ts', `import '../payments/b.ts';`, 'src/background: button'],
  ['src/background/journal/up.ts', `import '../payments/b.ts';`, 'src/background: journal'],
  ['src/background/stores/up.ts', `import '../journal/b.ts';`, 'src/background: stores'],
  // The browser is given, not imported.
  ...[
    ['other', `import '../platform/b.ts';`],
    ['payments/alarm', `import { b } from '../../platform/alarms.ts'; b;`],
    ['api/port', `import * as b from '../../platform/b.ts'; b;`],
    ['stores/later', `export const b = await import('../../platform/b.ts');`],
  ].map(
    ([file, text]): Case => [
      `src/background/${file}.ts`,
      text ?? '',
      'src/background: the browser is a port',
    ],
  ),
  // Checks are loaded when someone asks for them.
  ...['background', 'pages/popup', 'pages/settings'].map(
    (folder): Case => [
      `src/${folder}/eager.ts`,
      `import { b } from '${folder.includes('/') ? '../' : ''}../checks/b.ts'; b;`,
      'src/checks: loaded when asked for',
    ],
  ),
  // Outside of src, and folders without a rule.
  ['src/core/test.ts', `import '../../test/lab/b.ts';`, 'src: nothing from outside'],
  ['src/pages/script.ts', `import '../../scripts/b.ts';`, 'src: nothing from outside'],
  ['src/core/known.ts', `import '../util/b.ts';`, 'src/core: folders', 'src: known folders'],
  ['test/unit/known.test.ts', `import '../../src/util/b.ts';`, 'src: known folders'],
  ['scripts/known.ts', `import '../test/util/b.ts';`, 'scripts', 'test: known folders'],
  ['packages/one/src/protocol.ts', `import '../../../src/protocols/b.ts';`, 'packages'],
  ['packages/one/src/lab.ts', `import '../../../test/lab/b.ts';`, 'packages'],
  ['test/package/unit.ts', `import '../unit/b.ts';`, 'test/package: folders'],
  ['scripts/background.ts', `import '../src/background/b.ts';`, 'scripts'],
  ['scripts/lab.ts', `import '../test/lab/b.ts';`, 'scripts'],
  // The folders of test.
  ['test/fixtures/lab.ts', `import '../lab/b.ts';`, 'test/fixtures: folders'],
  ['test/lab/unit.ts', `import '../unit/b.ts';`, 'test/lab: folders'],
  ['test/support/e2e.ts', `import '../e2e/b.ts';`, 'test/support: folders'],
  ['test/unit/e2e.ts', `import '../e2e/b.ts';`, 'test/unit: folders'],
  ['test/fuzz/unit.ts', `import '../unit/b.ts';`, 'test/fuzz: folders'],
  ['test/oracles/unit.ts', `import '../unit/b.ts';`, 'test/oracles: folders'],
  ['test/pages/e2e.ts', `import '../e2e/b.ts';`, 'test/pages: folders'],
  ['test/e2e/unit.ts', `import '../unit/b.ts';`, 'test/e2e: folders'],
  ['test/e2e/torture.ts', `import '../torture/b.ts';`, 'test/e2e: folders'],
  ['test/torture/e2e.ts', `import '../e2e/b.ts';`, 'test/torture: folders'],
  ['test/bench/e2e.ts', `import '../e2e/b.ts';`, 'test/bench: folders'],
  ['test/bench/oracles.ts', `import '../oracles/b.ts';`, 'test/bench: folders'],
  ['test/demo/e2e.ts', `import '../e2e/b.ts';`, 'test/demo: folders'],
  ['test/mutants/lab.ts', `import '../lab/b.ts';`, 'test/mutants: folders'],
  // Circles, orphans and what leads nowhere.
  ['src/core/circle/a.ts', `import { b } from './b.ts'; export const a = b;`, 'cycle'],
  ['src/core/orphan.ts', 'export const a = 1;', 'orphan'],
  ['src/core/nowhere.ts', `import './gone.ts';`, 'src: nothing from outside', 'unresolvable'],
  ['test/unit/nowhere.ts', `import './gone.ts';`, 'unresolvable'],
];

/** The other files of circles: a circle of files is reported once, a circle of folders at the folders. */
const PARTNERS: readonly Case[] = [
  ['src/core/circle/b.ts', `import type { a } from './a.ts'; export type A = typeof a;`],
  ['src/core/east/a.ts', `import { b } from '../west/a.ts'; export const a = b;`],
  ['src/core/west/a.ts', 'export const b = 1;'],
  ['src/core/west/b.ts', `import { b } from '../east/b.ts'; export const a = b;`],
  ['src/core/east/b.ts', 'export const b = 1;'],
];

const FINE: readonly Case[] = [
  ...keeping.map(
    ([from, to]): Case => [
      `src/${from}/fine-${to}.ts`,
      `import type { b } from '../${to}/b.ts'; export type B = typeof b;`,
    ],
  ),
  [
    'src/messages/fine.ts',
    `import { type b, type c } from '../core/b.ts'; export type B = typeof b | typeof c;`,
  ],
  ['src/messages/export.ts', `export type { b } from '../core/b.ts';`],
  ['src/core/fine-noble.ts', `import '@noble/hashes/sha2.js';`],
  [
    'src/core/comment.ts',
    `// import '../pages/b.ts'\nimport './b.ts';\nexport const a = "import '../pages/b.ts'";`,
  ],
  ['src/platform/fine-polyfill.ts', `import 'webextension-polyfill';`],
  ['src/wallets/ecash/fine.ts', `import '@cashu/cashu-ts'; import '@noble/hashes/sha2.js';`],
  ['src/pages/fine.ts', `import 'preact/hooks'; import 'uqr';`],
  [
    'src/protocols/one/fine.ts',
    `import '../shared.ts'; import './b.ts'; import '../../core/b.ts';`,
  ],
  ['src/protocols/index.ts', `import './one/b.ts'; import './two/b.ts';`],
  ['src/background/flat.ts', `import './app.ts'; import './payments/b.ts';`],
  ['src/background/payments/fine.ts', `import '../journal/b.ts'; import '../stores/b.ts';`],
  [
    'src/background/payments/typed.ts',
    `import type { b } from '../../platform/alarms.ts'; export type B = typeof b;`,
  ],
  ['src/background/index.ts', `import '../platform/b.ts';`],
  ['src/background/lazy.ts', `export const later = () => import('../checks/b.ts');`],
  ['src/pages/popup/lazy.ts', `export const later = () => import('../../checks/b.ts');`],
  ['src/pages/inspector/fine.ts', `import { b } from '../../checks/b.ts'; b;`],
  ['packages/one/src/fine.ts', `import '../../../src/checks/b.ts'; import 'node:fs';`],
  ['scripts/checks.ts', `import { b } from '../src/checks/b.ts'; b;`],
  ['test/torture/fine.ts', `import '../e2e/driver/b.ts'; import '../lab/b.ts';`],
];

/** Where the imports of the cases lead. */
const TARGETS = [
  ...[...FOLDERS, 'static', 'util'].map((folder) => `src/${folder}/b.ts`),
  ...['api', 'requests', 'wallets', 'offers', 'payments', 'journal', 'stores'].map(
    (layer) => `src/background/${layer}/b.ts`,
  ),
  ...['protocols', 'wallets'].flatMap((folder) =>
    ['index.ts', 'shared.ts', 'one/b.ts', 'two/b.ts'].map((file) => `src/${folder}/${file}`),
  ),
  'src/background/index.ts',
  'src/platform/alarms.ts',
  'scripts/b.ts',
  ...['lab', 'unit', 'e2e', 'e2e/driver', 'torture', 'oracles', 'util'].map(
    (folder) => `test/${folder}/b.ts`,
  ),
];

type Violation = { readonly from: string; readonly rule: { readonly name: string } };

const folder = mkdtempSync(join(tmpdir(), 'farebox-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the rules of this repository on a pretend one. One run, since starting takes longest. */
function violations(): readonly Violation[] {
  const files = new Map<string, string>([
    ...TARGETS.map((file) => [file, 'export const b = 1; export const c = 2;'] as const),
    ...[...FAULTS, ...PARTNERS, ...FINE].map(([file, text]) => [file, text] as const),
  ]);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const file of ['package.json', '.dependency-cruiser.mjs']) {
    cpSync(join(root, file), join(folder, file));
  }
  const program = join(root, 'node_modules/.bin/depcruise');
  const { stdout, stderr } = spawnSync(
    program,
    ['--config', '.dependency-cruiser.mjs', '-T', 'json', 'src', 'packages', 'test', 'scripts'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: readonly Violation[] } };
  return summary.violations;
}

const found = violations();
const rulesOf = (file: string) =>
  [...new Set(found.filter(({ from }) => from === file).map(({ rule }) => rule.name))].sort();

describe('a file that breaks a rule', () => {
  test.each(FAULTS)('%s: %s', (file, _, ...rules) => {
    expect(rulesOf(file)).toEqual([...rules].sort());
  });

  test('two folders that import each other without a circle of files', () => {
    expect(rulesOf('src/core/east')).toEqual(['folder cycle']);
    expect(rulesOf('src/core/west')).toEqual(['folder cycle']);
  });

  test('every rule is broken once at least', async () => {
    const path = join(root, '.dependency-cruiser.mjs');
    const config = (await import(path)) as {
      default: { forbidden: readonly { readonly name: string }[] };
    };
    const names = config.default.forbidden.map(({ name }) => name);
    const broken = new Set(found.map(({ rule }) => rule.name));
    // Nothing above the top layer, and nothing that static could import.
    const never = ['src/static: folders', 'src/static: packages'];
    expect(names.filter((name) => !broken.has(name) && !never.includes(name))).toEqual([]);
  });
});

test.each([...FINE, ...PARTNERS])('a file that keeps the rules: %s', (file) => {
  expect(rulesOf(file)).toEqual([]);
});
