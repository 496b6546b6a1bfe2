import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { domainToASCII, fileURLToPath, pathToFileURL } from 'node:url';

// Writes src/core/web/site/public-suffixes.ts from the Public Suffix List that the package `tldts` carries: run it with
// `npx tsx scripts/suffixes.ts` after that package was updated. `test/unit/core/web/site.test.ts` compares the two.

type Trie = {
  readonly nodeFlags: Uint8Array;
  readonly edgeStart: Uint16Array;
  readonly edgeLength: Uint8Array;
  readonly edgeChild: Uint16Array;
  readonly labelText: string;
  readonly rulesRoot: number;
  readonly exceptionsRoot: number;
};

const here = dirname(fileURLToPath(import.meta.url));
const packed = join(here, '../node_modules/tldts');
const trie = (await import(pathToFileURL(join(packed, 'src/data/trie.ts')).href)) as Trie;
const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as {
  version: string;
};

const offsets: number[] = [];
let offset = 0;
for (const length of trie.edgeLength) {
  offsets.push(offset);
  offset += length;
}

/** Every rule below a node, as labels from the left; `*` stands for any label. */
function rules(node: number, right: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let edge = trie.edgeStart[node] ?? 0; edge < (trie.edgeStart[node + 1] ?? 0); edge++) {
    const start = offsets[edge] ?? 0;
    const text = trie.labelText.slice(start, start + (trie.edgeLength[edge] ?? 0));
    const labels = [/^[ -~]*$/.test(text) ? text : domainToASCII(text), ...right];
    const child = trie.edgeChild[edge] ?? 0;
    if (trie.nodeFlags[child] !== 0) found.push(labels);
    found.push(...rules(child, labels));
  }
  return found;
}

const byTop = new Map<string, Set<string>>();
function add(labels: readonly string[], sign: string): void {
  const top = labels.at(-1) ?? '';
  if (labels.length < 2) return;
  const list = byTop.get(top) ?? new Set<string>();
  byTop.set(top, list.add(sign + labels.slice(0, -1).join('.')));
}
for (const labels of rules(trie.rulesRoot, [])) add(labels, '');
for (const labels of rules(trie.exceptionsRoot, [])) add(labels, '!');

const lines = [...byTop]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([top, list], at) => `${at % 10 === 0 ? '\n' : ''};${top} ,${[...list].sort().join(',')},`);
writeFileSync(
  join(here, '../src/core/web/site/public-suffixes.ts'),
  `// The Public Suffix List (https://publicsuffix.org, MPL-2.0), both of its sections, in the state of tldts ${version}.
// Written by scripts/suffixes.ts. After each semicolon a top-level domain that has longer suffixes, then their
// other labels. A top-level domain that is not here has no others.
export const SUFFIXES = \`${lines.join('')};\`;
`,
);
