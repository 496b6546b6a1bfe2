import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder whose folders are the languages: a language is there when its file is. */
const LOCALES = 'src/static/_locales';

/** The texts of one language by their keys. */
export type Texts = Readonly<Record<string, { message: string; description?: string }>>;

/** The languages of the repository at `root`, English first: the other files follow its keys. */
export function languagesOf(root: string): readonly string[] {
  const others = readdirSync(join(root, LOCALES)).filter(
    (name) => name !== 'en' && existsSync(join(root, textsPath(name))),
  );
  return ['en', ...others.sort()];
}

/** The file of a language's texts, from the repository's root. */
export function textsPath(language: string): string {
  return `${LOCALES}/${language}/messages.json`;
}

export function readTexts(root: string, language: string): Texts {
  return JSON.parse(readFileSync(join(root, textsPath(language)), 'utf8')) as Texts;
}
