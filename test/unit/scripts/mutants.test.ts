import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { browserMutants } from '../../mutants/browser.ts';
import { mutate } from '../../mutants/browser-run.ts';

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
