import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript';
import { languagesOf, textsPath } from '../languages.ts';
import { SetupError } from '../setup.mjs';

/** A text by its language; a language without one gets the English text, to be translated. */
export type Drafted = { readonly en: string } & Readonly<Record<string, string>>;

/**
 * Changes to a repository that are made together or not at all: each method checks and throws a SetupError, and only
 * `write` touches the disk. Paths are from the repository's root.
 */
export type Draft = {
  /** No file or folder is there, also where case does not count. */
  mustBeFree(path: string): void;
  /** A new file; its path must be free. */
  add(path: string, text: string): void;
  /** Lines after the only line of a file that is `anchor`, spaces around it aside. */
  insertAfter(path: string, anchor: string, text: string): void;
  /** The same before it. */
  insertBefore(path: string, anchor: string, text: string): void;
  /** Lines after the last line of a file that begins so, of those before the line `until`. */
  insertAfterLast(path: string, start: string, until: string, text: string): void;
  /** A text under a new key, after the text of another key, in every language. */
  text(key: string, after: string, texts: Drafted): void;
  /** A file does not use this identifier for something else. */
  mustNotDeclare(path: string, identifier: string): void;
  /** A file does not have this text. */
  mustNotHave(path: string, text: string): void;
  /** No string of src outside of `home` is this id: the registries' tests would take it for a use of the id. */
  mustNotBeWritten(id: string, home: string): void;
  /** Writes all of it, in the format of the repository; the paths of new and changed files. */
  write(): readonly string[];
};

/** The changes to the repository at `root`. */
export function createDraft(root: string): Draft {
  const files = new Map<string, string>();
  const read = (path: string) => files.get(path) ?? readFileSync(join(root, path), 'utf8');

  function lineOf(path: string, anchor: string): { lines: string[]; at: number } {
    const lines = read(path).split('\n');
    const at = lines.findIndex((line) => line.trim() === anchor);
    if (at < 0 || lines.findLastIndex((line) => line.trim() === anchor) !== at) {
      throw new SetupError(
        `${path} does not have the line "${anchor}" exactly once. scripts/new looks for it: change both.`,
      );
    }
    return { lines, at };
  }

  function insertAt(path: string, lines: string[], at: number, text: string): void {
    files.set(path, lines.toSpliced(at, 0, text).join('\n'));
  }

  function mustBeFree(path: string): void {
    const taken = takenPath(root, path);
    if (taken !== undefined) throw new SetupError(`${taken} exists: choose another name.`);
  }

  return {
    mustBeFree,
    add(path, text) {
      mustBeFree(path);
      files.set(path, text);
    },
    insertAfter(path, anchor, text) {
      const { lines, at } = lineOf(path, anchor);
      insertAt(path, lines, at + 1, text);
    },
    insertBefore(path, anchor, text) {
      const { lines, at } = lineOf(path, anchor);
      insertAt(path, lines, at, text);
    },
    insertAfterLast(path, start, until, text) {
      const { lines, at: end } = lineOf(path, until);
      const at = lines.slice(0, end).findLastIndex((line) => line.startsWith(start));
      if (at < 0) throw new SetupError(`${path} has no line that begins with "${start}".`);
      insertAt(path, lines, at + 1, text);
    },
    text(key, after, texts) {
      for (const language of languagesOf(root)) {
        const path = textsPath(language);
        const { lines, at } = lineOf(path, `"${after}": {`);
        if (lines.includes(`  "${key}": {`)) {
          throw new SetupError(`${path} has a text "${key}" already: choose another name.`);
        }
        const end = lines.indexOf('  },', at);
        insertAt(
          path,
          lines,
          end + 1,
          `  "${key}": {\n    "message": ${JSON.stringify(texts[language] ?? texts.en)}\n  },`,
        );
      }
    },
    mustNotDeclare(path, identifier) {
      if (identifiersOf(read(path)).has(identifier)) {
        throw new SetupError(`${path} has a "${identifier}" already: choose another name.`);
      }
    },
    mustNotHave(path, text) {
      if (read(path).includes(text)) {
        throw new SetupError(`${path} has ${text} already: choose another name.`);
      }
    },
    mustNotBeWritten(id, home) {
      for (const entry of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
        const path = `src/${entry.replaceAll(sep, '/')}`;
        if (path.startsWith(home) || !/\.tsx?$/.test(path)) continue;
        const text = read(path);
        if (text.includes(`'${id}'`) || text.includes(`"${id}"`)) {
          throw new SetupError(`"${id}" has a meaning in ${path} already: choose another name.`);
        }
      }
    },
    write() {
      for (const [path, text] of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      const paths = [...files.keys()];
      const code = paths.filter((path) => !path.endsWith('.md'));
      const biome = join(root, 'node_modules/.bin/biome');
      const { status, stderr, error } = spawnSync(biome, ['check', '--write', ...code], {
        cwd: root,
        encoding: 'utf8',
      });
      if (status !== 0) {
        throw new SetupError(`The files are written, but not formatted: ${error ?? stderr}`);
      }
      return paths;
    },
  };
}

/** The path that is there and differs from this one at most in case; undefined without one. */
function takenPath(root: string, path: string): string | undefined {
  let known = '';
  for (const part of path.split('/')) {
    const folder = join(root, known);
    if (!existsSync(folder)) return undefined;
    const same = readdirSync(folder).find((name) => name.toLowerCase() === part.toLowerCase());
    if (same === undefined) return undefined;
    known = known === '' ? same : `${known}/${same}`;
  }
  return known;
}

/** Every identifier of a TypeScript file. */
export function identifiersOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const file = ts.createSourceFile('a.tsx', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
