import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/setup.mjs';

// A class of promises: a page of docs says that a test holds something. The test must be there, under that name.

const IS_TEST = /^(?:test|it|describe)(?:\.each)?$/;

/** The titles of a file's tests, and the strings and keys of the rows that they run over. */
function namesIn(source: string): readonly string[] {
  const file = ts.createSourceFile('a.test.ts', source, ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const strings = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) names.push(node.text);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, strings);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = ts.isCallExpression(node.expression)
        ? node.expression.expression
        : node.expression;
      const [first] = node.arguments;
      if (first !== undefined && IS_TEST.test(callee.getText(file))) strings(first);
    }
    // The rows of `test.each(Object.keys(ROWS))`.
    if (ts.isPropertyAssignment(node) && ts.isFunctionLike(node.initializer)) {
      names.push(node.name.getText(file));
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return names;
}

/** Whether a name of the table is a row's, or the beginning of a title or a part of it. */
const isNamed = (wanted: string, names: readonly string[]): boolean =>
  names.some((name) => name === wanted || (wanted.includes(' ') && name.includes(wanted)));

const testFile = (name: string) => join(root, 'test', `${name}.test.ts`);

/** What one cell names that is not there: `frame; places: inner, foreign`. */
function missingOf(cell: string): readonly string[] {
  return cell.split(';').flatMap((part) => {
    const [file, list] = part.includes(':') ? part.split(':') : ['in-place', part];
    const path = testFile(`e2e/${file?.trim()}`);
    if (!existsSync(path)) return [path];
    const names = namesIn(readFileSync(path, 'utf8'));
    const wanted = (list ?? '').split(',').map((each) => each.trim());
    return wanted.filter((each) => !isNamed(each, names)).map((each) => `${file}: ${each}`);
  });
}

describe('docs/in-place.md names a test for each thing that asks', () => {
  const text = readFileSync(join(root, 'docs/in-place.md'), 'utf8');
  const [, table = ''] = text.split('| what asks | Chrome | Firefox | test |\n|---|---|---|---|\n');
  const rows = (table.split('\n\n')[0] ?? '').split('\n').map((line) => {
    const [what = '', , , cell = ''] = line.slice(1, -1).split('|');
    return { what: what.trim(), cell: cell.trim() };
  });

  test('the table is found', () => {
    expect(rows.length).toBeGreaterThan(15);
  });

  test.each(rows)('$what: $cell', ({ cell }) => {
    expect(cell).not.toBe('');
    expect(missingOf(cell)).toEqual([]);
  });

  test.each(['nothing', 'places: imag', 'in-places: image', 'film: opened as a book'])(
    'a name that no test has is found out: %s',
    (cell) => {
      expect(missingOf(cell)).not.toEqual([]);
    },
  );
});

const listed = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  );

test('every file of tests that a page of docs names is there', () => {
  const folders = ['unit', 'e2e', 'fuzz', 'torture', 'oracles'];
  const tests = folders.flatMap((folder) => [
    folder,
    ...listed(join('test', folder)).map((name) => `${folder}/${name}`),
  ]);
  const isThere = (name: string) => {
    const pattern = name.replace(/\/\*$/, '').replace('*', '[^/]+');
    return tests.some((each) => new RegExp(`^${pattern}(?:\\.test\\.tsx?)?$`).test(each));
  };
  const pages = listed('docs').filter((name) => name.endsWith('.md'));
  const missing = pages.flatMap((page) => {
    const text = readFileSync(join(root, 'docs', page), 'utf8');
    return [...text.matchAll(/`((?:unit|e2e|fuzz|torture|oracles)\/[\w/*-]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !isThere(name))
      .map((name) => `${page}: ${name}`);
  });
  expect(missing).toEqual([]);
});
