import { describe, expect, test } from 'vitest';
import { cyclesOf } from '../../../scripts/arrows/cycles.ts';
import { check } from '../../../scripts/arrows/rules.ts';
import { readSources } from '../../../scripts/arrows.ts';

const faultsOf = (files: Record<string, string>) => check(new Map(Object.entries(files)));

// Every file is parsed: that takes a busy machine a while.
test('this repository keeps the rules', { timeout: 120_000 }, () => {
  const sources = readSources();
  expect(sources.size).toBeGreaterThan(100);
  expect(check(sources)).toEqual([]);
});

describe('arrows that the house has', () => {
  test.each([
    ['src/core/quote.ts', `import { sha256 } from '@noble/hashes/sha2.js';`],
    ['src/core/quote.ts', `import { a } from './a.ts';`],
    ['src/protocols/x402/pay.ts', `import { a } from '../../core/a.ts';`],
    ['src/protocols/x402/pay.ts', `import type { Protocol } from '../protocol.ts';`],
    ['src/protocols/index.ts', `import { x402 } from './x402/index.ts';`],
    ['src/wallets/purse/purse.ts', `import { a } from '../../core/a.ts';`],
    ['src/wallets/ecash/cashu.ts', `import { Amount } from '@cashu/cashu-ts';`],
    ['src/messages/index.ts', `import type { A } from '../core/a.ts';`],
    ['src/messages/index.ts', `import { type A, type B } from '../core/a.ts';`],
    ['src/messages/index.ts', `export type { A } from '../core/a.ts';`],
    ['src/background/pay.ts', `import { a } from '../wallets/index.ts';`],
    ['src/background/views/popup.ts', `import { a } from '../pay.ts';`],
    ['src/pages/popup/main.tsx', `import { render } from 'preact';\nimport './popup.css';`],
    ['src/pages/popup/main.tsx', `import { useState } from 'preact/hooks';`],
    ['src/pages/popup/main.tsx', `import { send } from '../../platform/page.ts';`],
    ['src/platform/page.ts', `import type { A } from '../messages/index.ts';`],
    ['src/platform/browser.ts', `import browser from 'webextension-polyfill';\nbrowser.tabs;`],
    ['src/platform/browser.ts', 'export const a = __FIREFOX__ ? navigator.userAgent : 1;'],
  ])('%s: %s', (path, text) => {
    expect(faultsOf({ [path]: text })).toEqual([]);
  });
});

describe('arrows that it has not', () => {
  const all = ['core', 'protocols', 'wallets', 'messages', 'platform', 'background', 'pages'];
  const allowed: Record<string, readonly string[]> = {
    core: [],
    protocols: ['core'],
    wallets: ['core'],
    messages: [],
    content: [],
    platform: ['core'],
    background: ['core', 'protocols', 'wallets', 'messages', 'platform', 'content'],
    pages: ['core', 'messages', 'platform'],
  };
  const broken = Object.entries(allowed).flatMap(([from, to]) =>
    [...all, 'content']
      .filter((room) => room !== from && !to.includes(room))
      .map((room) => [from, room] as const),
  );

  test.each(broken)('src/%s → src/%s', (from, to) => {
    const faults = faultsOf({ [`src/${from}/a.ts`]: `import { b } from '../${to}/b.ts';` });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^src/${from}/a.ts:1: src/${from} .* src/${to}$`));
  });

  test.each([
    `import { b } from '../pages/b.ts';`,
    `import type { b } from '../pages/b.ts';`,
    `import b from '../pages/b.ts';`,
    `import * as b from '../pages/b.ts';`,
    `import '../pages/b.ts';`,
    `import { b } from '../pages/b.ts?raw';`,
    `export { b } from '../pages/b.ts';`,
    `export * from '../pages/b.ts';`,
    `export * as b from '../pages/b.ts';`,
    `const b = await import('../pages/b.ts');`,
    'const b = await import(`../pages/b.ts`);',
    `type B = import('../pages/b.ts').B;`,
    `type B = typeof import('../pages/b.ts');`,
    `import b = require('../pages/b.ts');`,
    `const b = require('../pages/b.ts');`,
    `importScripts('../pages/b.ts');`,
    `import { b } from '../core/../pages/b.ts';`,
  ])('however it is written: %s', (text) => {
    expect(faultsOf({ 'src/core/a.ts': text })).toEqual([
      'src/core/a.ts:1: src/core does not import src/pages',
    ]);
  });

  test('a comment and a string are no imports', () => {
    const text = `// import '../pages/b.ts'\nexport const a = "import '../pages/b.ts'";\n`;
    expect(faultsOf({ 'src/core/a.ts': text })).toEqual([]);
  });

  test('an import whose name is made at run time', () => {
    expect(faultsOf({ 'src/core/a.ts': 'await import(name);' })).toEqual([
      'src/core/a.ts:1: src/core does not import the package (computed)',
    ]);
  });

  test.each(['src/core/a.ts', 'src/background/a.ts', 'src/pages/a.tsx', 'src/protocols/x402/a.ts'])(
    'the polyfill in %s',
    (path) => {
      const text = `import type { Tabs } from 'webextension-polyfill';`;
      expect(faultsOf({ [path]: text })).toEqual([
        `${path}:1: only src/platform imports webextension-polyfill`,
      ]);
    },
  );

  test.each([
    ['src/core/a.ts', 'preact'],
    ['src/wallets/purse/a.ts', '@cashu/cashu-ts'],
    ['src/wallets/a.ts', '@cashu/cashu-ts'],
    ['src/core/a.ts', 'node:fs'],
    ['src/background/a.ts', '@noble/hashes/sha2.js'],
    ['src/pages/a.ts', 'preactor'],
    ['src/content/a.ts', 'uqr'],
  ])('%s imports the package %s', (path, name) => {
    expect(faultsOf({ [path]: `import '${name}';` })).toHaveLength(1);
  });

  test.each([
    `import { cashu } from '../cashu/index.ts';`,
    `import type { A } from '../cashu/index.ts';`,
    `const a = import('../cashu/index.ts');`,
  ])('a protocol imports another: %s', (text) => {
    expect(faultsOf({ 'src/protocols/x402/a.ts': text })).toEqual([
      'src/protocols/x402/a.ts:1: x402 does not import cashu: they are apart',
    ]);
  });

  test('a protocol imports a wallet, a wallet a protocol', () => {
    const faults = faultsOf({
      'src/protocols/x402/a.ts': `import { b } from '../../wallets/purse/b.ts';`,
      'src/wallets/purse/c.ts': `import { d } from '../../protocols/x402/d.ts';`,
    });
    expect(faults).toEqual([
      'src/protocols/x402/a.ts:1: src/protocols does not import src/wallets',
      'src/wallets/purse/c.ts:1: src/wallets does not import src/protocols',
      'folders import each other: src/protocols, src/wallets',
    ]);
  });

  test('a protocol imports the registry', () => {
    const text = `import type { Reader } from '../index.ts';`;
    expect(faultsOf({ 'src/protocols/x402/a.ts': text })).toEqual([
      'src/protocols/x402/a.ts:1: x402 does not import the registry that lists it',
    ]);
  });

  test('values where only types may go', () => {
    const texts = [`import { send } from '../messages/a.ts';`, `export * from '../messages/a.ts';`];
    for (const text of texts) {
      expect(faultsOf({ 'src/platform/a.ts': text })).toEqual([
        'src/platform/a.ts:1: src/platform imports types only from src/messages',
      ]);
    }
  });

  test('what lies outside of src', () => {
    expect(faultsOf({ 'src/core/a.ts': `import '../../test/lab/web.ts';` })).toEqual([
      'src/core/a.ts:1: test/lab/web.ts is outside of src',
    ]);
  });

  test('a folder that the house does not know', () => {
    expect(faultsOf({ 'src/util/a.ts': 'export {};' })).toEqual([
      'src/util/a.ts: src/util is no room of the house',
    ]);
  });
});

describe('who knows which browser this is', () => {
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
  ])('%s outside of src/platform', (word, text) => {
    expect(faultsOf({ 'src/background/a.ts': `\n${text}` })).toEqual([
      `src/background/a.ts:2: only src/platform knows ${word}`,
    ]);
  });

  test('words in comments, and members of other things, do not count', () => {
    const text = '// navigator.userAgent, __FIREFOX__\nexport const a = settings.browser;';
    expect(faultsOf({ 'src/background/a.ts': text })).toEqual([]);
  });
});

describe('cycles', () => {
  test('between files; types make none', () => {
    const files = {
      'src/core/a.ts': `import { b } from './b.ts';`,
      'src/core/b.ts': `import { c } from './c.ts';`,
      'src/core/c.ts': `export { a } from './a.ts';`,
    };
    expect(faultsOf(files)).toEqual([
      'files import each other: src/core/a.ts, src/core/b.ts, src/core/c.ts',
    ]);
    expect(faultsOf({ ...files, 'src/core/c.ts': `import type { A } from './a.ts';` })).toEqual([]);
  });

  test('between folders, types too', () => {
    const faults = faultsOf({
      'src/pages/a.ts': `import type { B } from '../platform/b.ts';`,
      'src/platform/b.ts': `import type { A } from '../pages/a.ts';`,
    });
    expect(faults).toContain('folders import each other: src/pages, src/platform');
  });

  test('every knot is found once', () => {
    const graph = new Map([
      ['a', new Set(['b', 'x'])],
      ['b', new Set(['a', 'c'])],
      ['c', new Set(['d'])],
      ['d', new Set(['c'])],
      ['e', new Set(['e'])],
      ['f', new Set(['a'])],
    ]);
    expect(cyclesOf(graph)).toEqual([['c', 'd'], ['a', 'b'], ['e']]);
  });
});

test('a file of more than 300 lines', () => {
  const most = 'export {};\n'.repeat(300);
  expect(faultsOf({ 'src/core/a.ts': most })).toEqual([]);
  expect(faultsOf({ 'src/core/a.ts': `${most}export {};\n` })).toEqual([
    'src/core/a.ts: 301 lines, more than 300',
  ]);
});
