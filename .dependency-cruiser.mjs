// What may import what: `npm run lint` fails on anything else. docs/architecture.md explains the rules, and
// test/unit/scripts/dependency-rules.test.ts breaks each of them on purpose.

/**
 * @typedef {object} Folder
 * @property {readonly string[]} [imports] Other folders of src.
 * @property {readonly string[]} [types] Folders of src of which it may import types only.
 * @property {readonly string[]} [packages] npm packages; `@scope/` stands for all of a scope.
 */

/** @type {Record<string, Folder>} The folders of src. */
const FOLDERS = {
  core: { packages: ['@noble/', 'valibot'] },
  protocols: { imports: ['core'], packages: ['@noble/'] },
  wallets: { imports: ['core'], packages: ['@noble/', 'valibot'] },
  // What a developer's 402 gets wrong: pure, and loaded only by who asks for it.
  checks: { imports: ['core', 'protocols'] },
  // What developers see of an exchange, and take along of it: pure, and loaded by their page alone.
  inspect: {
    imports: ['core', 'protocols', 'checks'],
    types: ['messages', 'static'],
    packages: ['@noble/'],
  },
  messages: { types: ['core'] },
  // content/ is injected into pages as the source text of one function, so it cannot import anything.
  content: {},
  // platform/pages/extension-page.ts is typed by the commands of messages/.
  platform: { imports: ['core'], types: ['messages'], packages: ['webextension-polyfill', 'idb'] },
  background: {
    imports: ['core', 'protocols', 'checks', 'wallets', 'messages', 'platform', 'content'],
    packages: ['idb', 'valibot'],
  },
  // The keys of the UI texts are the keys of the English messages.json in static/.
  pages: {
    imports: ['core', 'checks', 'inspect', 'messages', 'platform'],
    types: ['static'],
    packages: ['preact', 'uqr'],
  },
  static: {},
};

/** @type {Record<string, readonly string[]>} npm packages that one sub-folder may import as well. */
const EXTRA_PACKAGES = {
  'wallets/ecash': ['@cashu/cashu-ts'],
  'wallets/keyring': ['@scure/bip32', '@scure/bip39'],
};

/** Folders whose sub-folders do not import each other: each protocol and each wallet stands alone. */
const SEPARATE = ['protocols', 'wallets'];

/** @type {Record<string, readonly string[]>} Sub-folders of those that the others may import. */
const SHARED = { wallets: ['evm', 'keyring'] };

/**
 * The layers of src/background from top to bottom: files (`index.ts`) and sub-folders (`api/`). A layer imports
 * its own level and the levels below. A file that is in no layer yet may be imported by all and import all.
 */
const BACKGROUND_LAYERS = [
  ['index'],
  ['worker'],
  ['app'],
  ['api'],
  ['requests'],
  ['wallets'],
  ['offers'],
  ['context'],
  ['payments'],
  ['button'],
  ['journal'],
  ['stores'],
];

/** The browser driver that benches, the demo, mutants and the crash tests share with the browser tests. */
const DRIVER = 'e2e/(driver/|received\\.ts$)';

/** @type {Record<string, readonly string[]>} What each folder of test imports of the others, as regular expressions. */
const TEST_FOLDERS = {
  fixtures: [],
  lab: ['fixtures/'],
  support: ['fixtures/', 'lab/'],
  unit: ['fixtures/', 'lab/', 'support/', 'mutants/'],
  fuzz: ['fixtures/', 'lab/', 'support/'],
  oracles: ['fixtures/', 'lab/'],
  pages: ['fixtures/', 'support/'],
  e2e: ['fixtures/', 'lab/', 'support/'],
  torture: ['fixtures/', 'lab/', 'support/', DRIVER],
  bench: [
    'fixtures/',
    'lab/',
    'support/',
    'oracles/setup\\.ts$',
    'pages/gallery/(build|open)\\.ts$',
    DRIVER,
  ],
  demo: ['fixtures/', 'lab/', 'support/', DRIVER],
  mutants: [DRIVER],
  package: ['lab/'],
};

const SRC = Object.keys(FOLDERS).join('|');

/** @param {readonly string[]} names @returns {string} */
const inSrc = (names) => `^src/(${names.join('|')})/`;

/** @param {readonly string[]} names @returns {string[]} A path that no package has stands for "none". */
const inPackages = (names) =>
  names.length === 0
    ? ['^none$']
    : names.map((name) => `(^|/)node_modules/${name}${name.endsWith('/') ? '' : '(/|$)'}`);

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const folderRules = Object.entries(FOLDERS).flatMap(
  ([folder, { imports = [], types = [], packages = [] }]) => {
    const from = { path: `^src/${folder}/` };
    const nested = Object.keys(EXTRA_PACKAGES).filter((path) => path.startsWith(`${folder}/`));
    return [
      forbid(
        `src/${folder}: folders`,
        `src/${folder} imports of src only: ${[folder, ...imports, ...types].join(', ')}.`,
        from,
        { path: '^src/', pathNot: inSrc([folder, ...imports, ...types]) },
      ),
      ...(types.length === 0
        ? []
        : [
            forbid(
              `src/${folder}: types only`,
              `src/${folder} imports types only from: ${types.join(', ')}.`,
              from,
              { path: inSrc(types), dependencyTypesNot: ['type-only', 'type-import'] },
            ),
          ]),
      forbid(
        `src/${folder}: packages`,
        `src/${folder} imports only these packages: ${packages.join(', ') || 'none'}.`,
        nested.length === 0 ? from : { ...from, pathNot: nested.map((path) => `^src/${path}/`) },
        { path: 'node_modules/', pathNot: inPackages(packages) },
      ),
      ...nested.map((path) =>
        forbid(
          `src/${path}: packages`,
          `src/${path} imports only these packages: ${[...packages, ...(EXTRA_PACKAGES[path] ?? [])].join(', ')}.`,
          { path: `^src/${path}/` },
          {
            path: 'node_modules/',
            pathNot: inPackages([...packages, ...(EXTRA_PACKAGES[path] ?? [])]),
          },
        ),
      ),
    ];
  },
);

const separateRules = SEPARATE.flatMap((folder) => [
  forbid(
    `src/${folder}: apart`,
    `The sub-folders of src/${folder} do not import each other; what they share is in src/core.`,
    { path: `^src/${folder}/([^/]+)/` },
    {
      path: `^src/${folder}/[^/]+/`,
      pathNot: [
        `^src/${folder}/$1/`,
        ...(SHARED[folder] ?? []).map((name) => `^src/${folder}/${name}/`),
      ],
    },
  ),
  forbid(
    `src/${folder}: registry`,
    `A sub-folder of src/${folder} does not import the registry that lists it.`,
    { path: `^src/${folder}/[^/]+/` },
    { path: `^src/${folder}/index\\.ts$` },
  ),
]);

const backgroundRules = BACKGROUND_LAYERS.slice(1).map((layer, at) => {
  const above = BACKGROUND_LAYERS.slice(0, at + 1).flat();
  return forbid(
    `src/background: ${layer.join(', ')}`,
    `${layer.join(' and ')} in src/background import nothing of the layers above: ${above.join(', ')}.`,
    { path: `^src/background/(${layer.join('|')})(/|\\.ts$)` },
    { path: `^src/background/(${above.join('|')})(/|\\.ts$)` },
  );
});

const portRule = forbid(
  'src/background: the browser is a port',
  'Only index.ts in src/background imports more than types of src/platform: the others are given a BrowserPort.',
  { path: '^src/background/', pathNot: '^src/background/index\\.ts$' },
  { path: '^src/platform/', dependencyTypesNot: ['type-only', 'type-import'] },
);

/** Checks, and what is made of exchanges, are for developers: what every user loads does not hold them. */
const lazyRule = forbid(
  'src/checks: loaded when asked for',
  'src/background and the popup and settings import src/checks and src/inspect by import() or types only.',
  { path: '^src/(background|pages/(popup|settings))/' },
  {
    path: '^src/(checks|inspect)/',
    dependencyTypesNot: ['dynamic-import', 'type-only', 'type-import'],
  },
);

const testRules = Object.entries(TEST_FOLDERS).map(([folder, others]) =>
  forbid(
    `test/${folder}: folders`,
    `test/${folder} imports of test only: ${[`${folder}/`, ...others].join(', ')}.`,
    { path: `^test/${folder}/` },
    { path: '^test/', pathNot: `^test/(${[`${folder}/`, ...others].join('|')})` },
  ),
);

export default {
  forbidden: [
    ...folderRules,
    ...separateRules,
    ...backgroundRules,
    portRule,
    lazyRule,
    ...testRules,
    forbid(
      'src: known folders',
      'A new folder of src needs its row in FOLDERS.',
      {},
      {
        path: '^src/',
        pathNot: `^src/(${SRC})/`,
      },
    ),
    forbid(
      'src: nothing from outside',
      'What is shipped imports nothing of test, of scripts, or of Node.',
      { path: '^src/' },
      { pathNot: ['^src/', 'node_modules/'] },
    ),
    forbid(
      'packages',
      'packages/ imports src/core, src/checks, of src/inspect what reads saved texts (what-if), of src/wallets what signs and verifies (evm, practice), and Node.',
      { path: '^packages/' },
      {
        path: '^(src|test|scripts)/',
        pathNot: '^src/(core|checks|inspect/what-if|wallets/evm|wallets/practice)/',
      },
    ),
    forbid(
      'test: known folders',
      'A new folder of test needs its row in TEST_FOLDERS.',
      {},
      { path: '^test/', pathNot: `^test/(${Object.keys(TEST_FOLDERS).join('|')})/` },
    ),
    forbid(
      'scripts',
      'scripts/ imports src/core, src/checks, the manifest and the build configuration, and no test.',
      { path: '^scripts/' },
      { path: '^(src|test)/', pathNot: '^src/(core|checks)/' },
    ),
    forbid(
      'cycle',
      'Files do not import each other in a circle, types included.',
      {},
      {
        circular: true,
      },
    ),
    {
      ...forbid('folder cycle', 'Folders do not import each other in a circle.', {}, {}),
      scope: 'folder',
      to: { circular: true },
    },
    forbid(
      'orphan',
      'A file that imports nothing and that no file imports is dead.',
      // Declarations of the .mjs file beside them, the program of a package that is installed later, and the tests' own extension.
      {
        orphan: true,
        pathNot: ['\\.d\\.mts$', '^test/lab/v1/server\\.mjs$', '^test/e2e/wallet-extension/'],
      },
      {},
    ),
    forbid(
      'unresolvable',
      'Every import leads to a file or an installed package.',
      // Parts of the lab have packages of their own, which are installed when a test first needs them.
      { pathNot: '^test/lab/.+\\.mjs$' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^test/lab/.*node_modules/', '^(dist|out)/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
