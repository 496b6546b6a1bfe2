import type { Translate } from '../../../src/pages/shared/ui.ts';
import de from '../../../src/static/_locales/de/messages.json';
import en from '../../../src/static/_locales/en/messages.json';
import fr from '../../../src/static/_locales/fr/messages.json';

const TEXTS: Record<string, Record<string, { message: string }>> = { en, de, fr };

/** The texts of a language, filled in as the browser does. */
export function translate(language: string): Translate {
  return (key, ...substitutions) =>
    (TEXTS[language]?.[key]?.message ?? '').replace(
      /\$(\d)/g,
      (_, index: string) => substitutions[Number(index) - 1] ?? '',
    );
}
