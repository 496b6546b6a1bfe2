import { describe, expect, test } from 'vitest';
import { crowded, faultsOf, sources } from '../../../scripts/source-rules.ts';

// Every file is parsed: that takes a busy machine a while.
test('this repository keeps the rules', { timeout: 120_000 }, () => {
  const all = sources();
  expect(all.length).toBeGreaterThan(100);
  expect(all.flatMap(([path, text]) => faultsOf(path, text))).toEqual([]);
  expect(crowded(all.map(([path]) => path))).toEqual([]);
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
  expect(crowded(files('src/background/api', 13))).toHaveLength(1);
});
