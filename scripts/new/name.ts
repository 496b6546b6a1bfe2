import ts from 'typescript';
import { SetupError } from '../setup.mjs';

/** One name in the spellings that the generated files need. */
export type Name = {
  /** `acme-pay`: folders, ids, kinds. */
  readonly id: string;
  /** `acmePay`: values. */
  readonly camel: string;
  /** `AcmePay`: components, files of components, functions that begin with a verb. */
  readonly pascal: string;
  /** `acme_pay`: keys of texts. */
  readonly snake: string;
  /** `Acme Pay`: a product's name, for users. */
  readonly title: string;
  /** `Acme pay`: the beginning of a sentence. */
  readonly sentence: string;
};

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 40;

const upperFirst = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Throws a SetupError for a name that is not lower-case kebab-case, or that is a word of the language. */
export function nameOf(id: string): Name {
  if (!KEBAB.test(id)) {
    throw new SetupError(
      `The name "${id}" is not lower-case kebab-case: small letters and digits, a letter first, words parted by "-", as in acme-pay.`,
    );
  }
  if (id.length > LONGEST) {
    throw new SetupError(`The name "${id}" is longer than ${LONGEST} characters.`);
  }
  const words = id.split('-');
  const pascal = words.map(upperFirst).join('');
  const camel = pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
  for (const identifier of [camel, pascal]) {
    if (!isFree(identifier)) {
      throw new SetupError(
        `The name "${id}" cannot be used: "${identifier}" means something in JavaScript.`,
      );
    }
  }
  const title = words.map(upperFirst).join(' ');
  return {
    id,
    camel,
    pascal,
    snake: words.join('_'),
    title,
    sentence: upperFirst(words.join(' ')),
  };
}

/** Whether a word is neither a keyword nor a global of JavaScript. */
function isFree(word: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, undefined, word);
  const isIdentifier = scanner.scan() === ts.SyntaxKind.Identifier;
  return isIdentifier && word !== 'arguments' && !(word in globalThis);
}
