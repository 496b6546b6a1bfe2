import ts from 'typescript';

/** One import, in whatever form it was written. */
export type Import = {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
};

/** What the rules look at in one file. */
export type Scan = {
  readonly imports: readonly Import[];
  /** Names by which code tells one browser from another, or reaches past src/platform. */
  readonly browserWords: readonly { readonly word: string; readonly line: number }[];
  readonly lines: number;
};

const TELLING = new Set(['__FIREFOX__', 'userAgent', 'userAgentData', 'getBrowserInfo']);
const API_ROOTS = new Set(['browser', 'chrome']);

function onlyTypes(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  if (bindings === undefined) return false;
  if (!ts.isNamedImports(bindings) && !ts.isNamedExports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}

/** The module that a node imports: `import … from`, `export … from`, `import()`, `import('…').Type`, `require`. */
function importOf(node: ts.Node): { at: ts.Node | undefined; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    const named = clause?.name === undefined && onlyTypes(clause?.namedBindings);
    return { at: node.moduleSpecifier, typeOnly: clause?.isTypeOnly === true || named };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    const clause = node.exportClause;
    const named = clause !== undefined && ts.isNamedExports(clause) && onlyTypes(clause);
    return { at: node.moduleSpecifier, typeOnly: node.isTypeOnly || named };
  }
  if (ts.isImportTypeNode(node)) {
    const { argument } = node;
    return { at: ts.isLiteralTypeNode(argument) ? argument.literal : undefined, typeOnly: true };
  }
  if (ts.isExternalModuleReference(node)) return { at: node.expression, typeOnly: false };
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const called =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && /^(require|importScripts)$/.test(expression.text));
  return called ? { at: node.arguments[0], typeOnly: false } : undefined;
}

function browserWordOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && TELLING.has(node.text)) return node.text;
  if (ts.isStringLiteralLike(node) && TELLING.has(node.text)) return node.text;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const root = node.expression;
  if (ts.isIdentifier(root) && API_ROOTS.has(root.text)) return root.text;
  const isGlobal = ts.isIdentifier(root) && /^(globalThis|window|self)$/.test(root.text);
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  const said = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
  return isGlobal && API_ROOTS.has(said) ? said : undefined;
}

/** Reads one TypeScript file as the compiler does, so that comments and strings are no imports. */
export function scan(path: string, text: string): Scan {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const lineOf = (node: ts.Node) =>
    file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const imports: Import[] = [];
  const browserWords: { word: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found !== undefined) {
      // A name that is only known at run time could be anything: the rules refuse it by its text.
      const said =
        found.at !== undefined && ts.isStringLiteralLike(found.at) ? found.at.text : '(computed)';
      imports.push({ specifier: said, line: lineOf(node), typeOnly: found.typeOnly });
    }
    const word = browserWordOf(node);
    if (word !== undefined) browserWords.push({ word, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { imports, browserWords, lines };
}
