import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { root } from '../../scripts/setup.mjs';

/**
 * Names that are the same word as an id and mean something else: the kind of a rail (core/offers/rail.ts), a section of the
 * settings page, an attribute of a page's element, the key of a text.
 */
const OTHER_MEANINGS =
  /^(rail|rails|kind|legacy|method|section|id|settings|SettingsSection|known|t|aria-labelledby)$/;

/** What a string is compared with, assigned to, or a part of, as far as it has a name. */
function nameOf(node: ts.Node): string {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isJsxAttribute(parent)) return parent.name.getText();
  if (ts.isBinaryExpression(parent)) {
    const other = parent.left === node ? parent.right : parent.left;
    return ts.isPropertyAccessExpression(other) ? other.name.text : other.getText();
  }
  if (ts.isCaseClause(parent))
    return /(\w+)\)?$/.exec(parent.parent.parent.expression.getText())?.[1] ?? '';
  if (ts.isPropertySignature(parent) || ts.isTypeAliasDeclaration(parent))
    return parent.name.getText();
  if (ts.isCallExpression(parent)) return parent.expression.getText();
  return ts.isSourceFile(parent) || ts.isBlock(parent) ? '' : nameOf(parent);
}

/** Every string of src that is one of these ids and stands outside of `homes`, as `path:line: 'id'`. */
export function idLiterals(ids: readonly string[], ...homes: readonly string[]): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    const path = `src/${entry.replaceAll(sep, '/')}`;
    if (homes.some((home) => path.startsWith(home)) || !/\.tsx?$/.test(path)) continue;
    const text = readFileSync(join(root, path), 'utf8');
    if (!ids.some((id) => text.includes(`'${id}'`) || text.includes(`"${id}"`))) continue;
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && ids.includes(node.text)) {
        if (!OTHER_MEANINGS.test(nameOf(node))) {
          const { line } = file.getLineAndCharacterOfPosition(node.getStart());
          found.push(`${path}:${line + 1}: '${node.text}'`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}
