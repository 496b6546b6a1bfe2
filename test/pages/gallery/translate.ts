import type { Translate } from '../../../src/pages/shared/ui.ts';
import { isPseudo, pseudoText, RIGHT_TO_LEFT } from './pseudo.ts';

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
    if (key === 'direction' && isPseudo(language)) {
      return language === RIGHT_TO_LEFT ? 'rtl' : 'ltr';
    }
    const text = isPseudo(language)
      ? pseudoText(language, textOf('en', key))
      : textOf(language, key);
    return text.replace(/\$(\d)/g, (_, index: string) => substitutions[Number(index) - 1] ?? '');
  };
}

/** The locale for Intl: a pseudo-language writes numbers and dates as English does. */
export function localeFor(language: string): string {
  return isPseudo(language) ? 'en' : language;
}
