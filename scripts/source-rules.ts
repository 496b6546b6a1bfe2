import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { root } from './setup.mjs';

// The rules of src and test that are about a file's own text; what may import what is in .dependency-cruiser.mjs.

/** Lines of a source file at most. */
export const MOST_LINES = 300;

/** No folder of src holds more files than these itself: what belongs together has a folder. */
export const MOST_FILES = 12;
/** Folders that hold one file for each member of a list, and nothing else: they grow with the list. */
const ONE_FILE_EACH = ['src/pages/popup/states'];

/** Names that tell one browser from another. */
const TELLING = new Set(['__FIREFOX__', 'userAgent', 'userAgentData', 'getBrowserInfo']);
/** The global objects of the extension API. */
const API_ROOTS = new Set(['browser', 'chrome']);
const GLOBALS = /^(globalThis|window|self)$/;

/** The word by which a node tells browsers apart or calls the extension API without src/platform. */
function browserWordOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && TELLING.has(node.text)) return node.text;
  if (ts.isStringLiteralLike(node) && TELLING.has(node.text)) return node.text;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const object = node.expression;
  if (!ts.isIdentifier(object)) return undefined;
  if (API_ROOTS.has(object.text)) return object.text;
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  const member = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
  return GLOBALS.test(object.text) && API_ROOTS.has(member) ? member : undefined;
}

/** An import that the dependency rules cannot see: its name is computed, or a script is loaded by the worker. */
function hiddenImportOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: [name] = [] } = node;
  if (ts.isIdentifier(expression) && /^(require|importScripts)$/.test(expression.text)) {
    return `${expression.text}() is not used in src`;
  }
  const isImport = expression.kind === ts.SyntaxKind.ImportKeyword;
  const isPlain = name !== undefined && ts.isStringLiteralLike(name);
  return isImport && !isPlain ? 'the name in import() is not a plain string' : undefined;
}

/** The only file that changes the journal of payments. */
const JOURNAL_WRITER = 'src/background/payments/runner.ts';
const JOURNAL_WRITES = new Set(['begin', 'add', 'update']);

/** The call by which a node changes the journal: `journal.begin`, `context.journal.update`. */
function journalWriteOf(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || !JOURNAL_WRITES.has(node.name.text)) return undefined;
  const object = node.expression;
  const name = ts.isPropertyAccessExpression(object) ? object.name : object;
  return ts.isIdentifier(name) && name.text === 'journal' ? node.name.text : undefined;
}

/** The only files that set alarms: the timers of payments, and the purse's automatic lock. */
const ALARM_SETTERS = ['src/background/payments/timers.ts', 'src/background/wallets/auto-lock.ts'];
const ALARM_WORDS = new Set(['setAlarm', 'clearAlarm']);

/** What a statement of a module keeps for all who import it: two workers in one test would share it. */
function sharedStateOf(statement: ts.Statement): string | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const { declarations, flags } = statement.declarationList;
  if ((flags & ts.NodeFlags.Const) === 0) return 'a variable that changes';
  return declarations
    .map(({ initializer }) => initializer && stateMadeBy(initializer))
    .find(Boolean);
}

/** `new Map()`, or what a `create…` of ours gives; a set that is made of a list is a constant. */
function stateMadeBy(made: ts.Expression): string | undefined {
  if (ts.isNewExpression(made) && ts.isIdentifier(made.expression)) {
    const { text } = made.expression;
    const isEmpty = made.arguments === undefined || made.arguments.length === 0;
    return /^(Weak)?(Map|Set)$/.test(text) && isEmpty ? `new ${text}()` : undefined;
  }
  if (!ts.isCallExpression(made) || !ts.isIdentifier(made.expression)) return undefined;
  return /^create[A-Z]/.test(made.expression.text) ? `${made.expression.text}()` : undefined;
}

/** The one package that tests may replace, and where. Everything else is given to what is tested. */
const MOCKABLE = { folder: 'test/unit/platform/', module: 'webextension-polyfill' };

/** The module that a call of Vitest replaces: `vi.mock('./a.ts')`, `vi.doMock(import('./a.ts'))`. */
function mockOf(path: string, node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  const { expression, name } = node.expression;
  const isVi = ts.isIdentifier(expression) && /^(vi|vitest)$/.test(expression.text);
  if (!isVi || !/^(do)?[mM]ock$/.test(name.text)) return undefined;
  const [module] = node.arguments;
  const text = module !== undefined && ts.isStringLiteralLike(module) ? module.text : 'a file';
  return path.startsWith(MOCKABLE.folder) && text === MOCKABLE.module ? undefined : text;
}

/** The rule of tests: what is tested gets what it needs as a value, and no test replaces a file. */
export function testFaultsOf(path: string, text: string): string[] {
  const faults: string[] = [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const visit = (node: ts.Node): void => {
    const mocked = mockOf(path, node);
    if (mocked !== undefined) {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      faults.push(`${path}:${line}: a test does not mock ${mocked}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

/** Every rule that a file of src breaks, as `path:line: what is wrong`. `path` is from the repository's root. */
export function faultsOf(path: string, text: string): string[] {
  const faults: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > MOST_LINES) faults.push(`${path}: ${lines} lines, more than ${MOST_LINES}`);
  // Parsed as the compiler does it, so that comments and strings do not count.
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const visit = (node: ts.Node): void => {
    const line = () => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const word = path.startsWith('src/platform/') ? undefined : browserWordOf(node);
    if (word !== undefined) faults.push(`${path}:${line()}: only src/platform names ${word}`);
    const write = path === JOURNAL_WRITER ? undefined : journalWriteOf(node);
    if (write !== undefined) {
      faults.push(`${path}:${line()}: only ${JOURNAL_WRITER} calls journal.${write}`);
    }
    const setsAlarms = path.startsWith('src/background/') && !ALARM_SETTERS.includes(path);
    if (setsAlarms && ts.isIdentifier(node) && ALARM_WORDS.has(node.text)) {
      faults.push(`${path}:${line()}: only ${ALARM_SETTERS.join(' and ')} name ${node.text}`);
    }
    const hidden = hiddenImportOf(node);
    if (hidden !== undefined) faults.push(`${path}:${line()}: ${hidden}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const statement of path.startsWith('src/background/') ? file.statements : []) {
    const state = sharedStateOf(statement);
    const line = file.getLineAndCharacterOfPosition(statement.getStart(file)).line + 1;
    if (state !== undefined)
      faults.push(`${path}:${line}: module state (${state}): make it in a create… function`);
  }
  return faults;
}

/** The folders of `paths` that hold too many files, as `path: what is wrong`. */
export function crowded(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([folder, files]) => files > MOST_FILES && !ONE_FILE_EACH.includes(folder))
    .map(([folder, files]) => `${folder}: ${files} files, more than ${MOST_FILES}`);
}

/** All TypeScript of a folder: path from the repository's root, and text. */
export function sources(folder: 'src' | 'test' = 'src'): [path: string, text: string][] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'))
    .map((file) => [relative(root, file).replaceAll(sep, '/'), readFileSync(file, 'utf8')]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = sources();
  const tests = sources('test').filter(([, text]) => /mock/i.test(text));
  const faults = [
    ...all.flatMap(([path, text]) => faultsOf(path, text)),
    ...tests.flatMap(([path, text]) => testFaultsOf(path, text)),
    ...crowded(all.map(([path]) => path)),
  ];
  for (const fault of faults) console.error(fault);
  console.log(`Source rules: ${all.length} files, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}
