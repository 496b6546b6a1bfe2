import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { browserMutants } from '../../mutants/browser.ts';
import { mutate } from '../../mutants/browser-run.ts';
import { groups } from '../../mutants/groups.ts';
import { survivors } from '../../mutants/survivors.ts';

/** Each of the paths that a glob with one level of braces stands for, as a regular expression. */
function patternsOf(glob: string): readonly RegExp[] {
  const [, before = glob, list = '', after = ''] = /^(.*?)\{(.*?)\}(.*)$/.exec(glob) ?? [];
  return list.split(',').flatMap((each) => {
    const path = `${before}${each}${after}`;
    if (path.includes('{')) return patternsOf(path);
    const parts = path.replaceAll('.', '\\.').replaceAll('**/', '<>').replaceAll('*', '[^/]*');
    return [new RegExp(`^${parts.replaceAll('<>', '(.*/)?')}$`)];
  });
}

// A file that was moved away would be changed by no fault any more, and no one would notice.
describe('the groups of rules', () => {
  const files = ['src', 'test/unit'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((path) => `${folder}/${String(path)}`),
  );

  it.each(groups)('$name: each of its files is there, and has tests', ({ rules, tests }) => {
    for (const pattern of [...rules, ...tests].flatMap(patternsOf)) {
      expect(files.filter((path) => pattern.test(path)).length, String(pattern)).toBeGreaterThan(0);
    }
  });
});

describe('the changes that make no difference', () => {
  it.each(survivors)('$file: its line stands there: $code', ({ file, code }) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines.map((line) => line.trim())).toContain(code);
  });
});

describe('the deliberate faults for browser tests', () => {
  it.each(browserMutants.map((mutant) => [mutant.id, mutant] as const))(
    '%s: the text to change stands in its file once, and its test exists',
    (_, mutant) => {
      expect(mutate(readFileSync(mutant.file, 'utf8'), mutant)).toBeDefined();
      const pattern = new RegExp(mutant.name);
      const names = [...readFileSync(mutant.test, 'utf8').matchAll(/['"`]([^'"`\n]+)['"`]/g)];
      expect(names.some(([, text = '']) => pattern.test(text))).toBe(true);
    },
  );

  it('refuses a text that is missing or stands there twice', () => {
    const mutant = { id: '', file: '', find: 'a', replace: 'b', test: '', name: '' };
    expect(mutate('xyz', mutant)).toBeUndefined();
    expect(mutate('aa', mutant)).toBeUndefined();
    expect(mutate('xay', mutant)).toBe('xby');
  });
});
