import type { Translate } from '../../../src/pages/shared/ui.ts';
import { isPseudo, pseudoText, RIGHT_TO_LEFT, VALUE } from './pseudo.ts';

type Texts = Readonly<Record<string, { message: string }>>;

/** Every language of the folder, by the path of its file. */
const FILES = import.meta.glob<Texts>('../../../src/static/_locales/*/messages.json', {
  eager: true,
  import: 'default',
});

function textOf(language: string, key: string): string {
  return FILES[`../../../src/static/_locales/${language}/messages.json`]?.[key]?.message ?? '';
}

/** The texts of a language or pseudo-language, filled in as the browser does. */
export function translate(language: string): Translate {
  return (key, ...substitutions) => {
    const value = (index: string) => substitutions[Number(index) - 1] ?? '';
    if (!isPseudo(language)) {
      return textOf(language, key).replace(/\$(\d)/g, (_, index: string) => value(index));
    }
    if (key === 'direction') return language === RIGHT_TO_LEFT ? 'rtl' : 'ltr';
    return pseudoText(language, textOf('en', key)).replace(
      /\$(\d)/g,
      (_, index: string) => VALUE[0] + value(index) + VALUE[1],
    );
  };
}

/** The locale for Intl: a pseudo-language writes numbers and dates as English does. */
export function localeFor(language: string): string {
  return isPseudo(language) ? 'en' : language;
}
