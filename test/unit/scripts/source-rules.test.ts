import { describe, expect, test } from 'vitest';
import { crowded, faultsOf, sources, testFaultsOf } from '../../../scripts/source-rules.ts';

// Every file is parsed: that takes a busy machine a while.
test('this repository keeps the rules', { timeout: 120_000 }, () => {
  const all = sources();
  expect(all.length).toBeGreaterThan(100);
  expect(all.flatMap(([path, text]) => faultsOf(path, text))).toEqual([]);
  expect(crowded(all.map(([path]) => path))).toEqual([]);
  const tests = sources('test').filter(([, text]) => text.includes('mock'));
  expect(tests.length).toBeGreaterThan(10);
  expect(tests.flatMap(([path, text]) => testFaultsOf(path, text))).toEqual([]);
});

describe('no test mocks a file', () => {
  test.each([
    ['../src/a.ts', `vi.mock('../src/a.ts');`],
    ['./a.ts', `vi.doMock('./a.ts', () => ({}));`],
    ['a file', `vi.mock(import('../src/a.ts'), () => ({}));`],
    ['webextension-polyfill', `vi.mock('webextension-polyfill', () => ({ default: {} }));`],
  ])('%s', (module, text) => {
    expect(testFaultsOf('test/unit/background/a.test.ts', `\n${text}`)).toEqual([
      `test/unit/background/a.test.ts:2: a test does not mock ${module}`,
    ]);
  });

  test('but tests of src/platform replace the package that it wraps, and nothing else', () => {
    const path = 'test/unit/platform/a.test.ts';
    expect(testFaultsOf(path, `vi.mock('webextension-polyfill', () => ({}));`)).toEqual([]);
    expect(testFaultsOf(path, `vi.mock('../src/platform/browser.ts');`)).toHaveLength(1);
  });

  test('functions that are watched are no files', () => {
    const text = `vi.mocked(a).mockClear(); vi.fn().mockReturnValue(1); jest.mock('./a.ts');`;
    expect(testFaultsOf('test/unit/background/a.test.ts', text)).toEqual([]);
  });
});

describe('modules of src/background keep no state', () => {
  test.each([
    ['a variable that changes', 'let busy = false;'],
    ['new Map()', 'const tabs = new Map<number, string>();'],
    ['new WeakMap()', 'export const cache = new WeakMap();'],
    ['new Set()', 'const a = 1, seen: Set<string> = new Set();'],
    ['createQueue()', 'const inOrder = createQueue();'],
  ])('%s: %s', (state, text) => {
    expect(faultsOf('src/background/a.ts', text)).toEqual([
      `src/background/a.ts:1: module state (${state}): make it in a create… function`,
    ]);
    expect(faultsOf('src/platform/a.ts', text)).toEqual([]);
  });

  test.each([
    'const LONG: ReadonlySet<string> = new Set(["a"]);',
    'const WORDS = new Map([["a", 1]]);',
    'function createTabs() { let last = 0; const tabs = new Map(); return { last, tabs }; }',
    'const at = new Date(0);',
  ])('allowed: %s', (text) => {
    expect(faultsOf('src/background/a.ts', text)).toEqual([]);
  });
});

describe('only the timers of payments and the automatic lock set alarms', () => {
  test.each([
    'await context.port.setAlarm(name, when);',
    'await port.clearAlarm(name);',
    'const { setAlarm } = context.port;',
  ])('%s', (text) => {
    expect(faultsOf('src/background/api/commands.ts', text)).toHaveLength(1);
    expect(faultsOf('src/background/payments/timers.ts', text)).toEqual([]);
    expect(faultsOf('src/background/wallets/auto-lock.ts', text)).toEqual([]);
  });
});

describe('only src/platform tells browsers apart', () => {
  test.each([
    ['__FIREFOX__', 'if (__FIREFOX__) go();'],
    ['userAgent', 'navigator.userAgent.includes("Firefox");'],
    ['userAgent', 'const { userAgent } = navigator;'],
    ['userAgent', 'navigator["userAgent"];'],
    ['userAgentData', 'navigator.userAgentData;'],
    ['chrome', 'chrome.tabs.query({});'],
    ['browser', 'browser["tabs"];'],
    ['browser', 'const api = globalThis.browser;'],
    ['chrome', 'const api = self["chrome"];'],
  ])('%s: %s', (word, text) => {
    expect(faultsOf('src/background/a.ts', `\n${text}`)).toEqual([
      `src/background/a.ts:2: only src/platform names ${word}`,
    ]);
    expect(faultsOf('src/platform/a.ts', text)).toEqual([]);
  });

  test('words in comments, and members of other objects, do not count', () => {
    const text = '// navigator.userAgent, __FIREFOX__\nexport const a = settings.browser;';
    expect(faultsOf('src/background/a.ts', text)).toEqual([]);
  });
});

describe('imports that the dependency rules cannot see', () => {
  test.each([
    'await import(name);',
    'await import(`../pages/$' + '{name}.ts`);',
    `require('../pages/b.ts');`,
    `importScripts('../pages/b.ts');`,
  ])('%s', (text) => {
    expect(faultsOf('src/core/a.ts', text)).toHaveLength(1);
  });

  test.each([`await import('./b.ts');`, 'await import(`./b.ts`);'])('allowed: %s', (text) => {
    expect(faultsOf('src/core/a.ts', text)).toEqual([]);
  });
});

describe('only the runner changes the journal', () => {
  test.each(['await journal.begin(payment);', 'context.journal.update(id, change);'])(
    '%s',
    (text) => {
      expect(faultsOf('src/background/api/commands.ts', text)).toHaveLength(1);
      expect(faultsOf('src/background/payments/runner.ts', text)).toEqual([]);
    },
  );

  test.each(['await journal.list();', 'store.update(key);'])('allowed: %s', (text) => {
    expect(faultsOf('src/background/api/commands.ts', text)).toEqual([]);
  });
});

test('a file of more than 300 lines', () => {
  const most = 'export {};\n'.repeat(300);
  expect(faultsOf('src/core/a.ts', most)).toEqual([]);
  expect(faultsOf('src/core/a.ts', `${most}export {};\n`)).toEqual([
    'src/core/a.ts: 301 lines, more than 300',
  ]);
});

test('a folder of more than twelve files', () => {
  const files = (folder: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${folder}/${n}.ts`);
  const below = files('src/core/money/more', 5);
  expect(crowded([...files('src/core/money', 12), ...below])).toEqual([]);
  expect(crowded([...files('src/core/money', 13), ...below])).toEqual([
    'src/core/money: 13 files, more than 12',
  ]);
  for (const folder of [
    'src/background/api',
    'src/pages/settings',
    'src/platform',
    'src/new/room',
  ]) {
    expect(crowded(files(folder, 13)), folder).toHaveLength(1);
  }
  // One file for each state of the popup.
  expect(crowded(files('src/pages/popup/states', 30))).toEqual([]);
  expect(crowded(files('src/pages/popup/states/more', 13))).toHaveLength(1);
});
