import { describe, expect, test } from 'vitest';
import { languagesOf, readTexts, type Texts } from '../../scripts/languages.ts';
import { root } from '../../scripts/setup.mjs';
import { COUNTED } from '../../src/pages/shared/format/counted.ts';

// Every language in the folder of texts, by the same rules: a language is one file, and is named nowhere else.

const languages = languagesOf(root).map(
  (language) => [language, readTexts(root, language)] as const,
);
const [, en] = languages[0] ?? ['', {}];
const others = languages.slice(1);

/** The forms of a counted text besides "other", which the text itself is. */
function formsOf(language: string): readonly string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return pluralCategories.filter((form) => form !== 'other').sort();
}

function placeholders(message: string): string[] {
  return [...message.matchAll(/\$\d/g)].map(([placeholder]) => placeholder).sort();
}

const FORM = new RegExp(`^(?:${COUNTED.join('|')})_(zero|one|two|few|many)$`);
/** The text of which this is a form. */
const baseOf = (key: string) => (FORM.test(key) ? key.replace(/_[a-z]+$/, '') : key);
const keysOf = (texts: Texts) => Object.keys(texts).filter((key) => !FORM.test(key));

/** Words that are the same in English and another language, and names. */
const INTERNATIONAL =
  /^(?:Farebox|Problem|Code|Wallets?|Body|Status|Challenge|Preflight|Relays|Token|Site|Ecash|Date|Transaction|Service|Notifications|Error|ltr|page|image|style|script|fetch|ping|WebSocket|[$\d:\s]+)$/;

test('there are languages to test', () => {
  expect(others.length).toBeGreaterThan(3);
});

describe.each(languages)('%s', (language, texts) => {
  test('is known to Intl by the name of its folder', () => {
    expect(texts['language']?.message).toBe(language);
    expect(Intl.DateTimeFormat.supportedLocalesOf(language)).toEqual([language]);
  });

  test('runs from left to right or from right to left', () => {
    expect(texts['direction']?.message).toMatch(/^(?:ltr|rtl)$/);
  });

  test('has every form that a number can take, after the text itself', () => {
    const forms = formsOf(language);
    const keys = Object.keys(texts);
    for (const key of COUNTED) {
      const at = keys.indexOf(key) + 1;
      const there = keys.slice(at, at + forms.length).sort();
      expect(there).toEqual(forms.map((form) => `${key}_${form}`));
    }
    expect(keys.filter((key) => FORM.test(key)).length).toBe(COUNTED.length * forms.length);
  });

  test('has the keys of the English texts, in their order', () => {
    expect(keysOf(texts)).toEqual(keysOf(en));
  });

  test('says something in every text, with the placeholders of the English one', () => {
    const wrong = Object.entries(texts).filter(([key, { message }]) => {
      const wanted = en[baseOf(key)]?.message ?? '';
      return message.trim() === '' || `${placeholders(message)}` !== `${placeholders(wanted)}`;
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test('has no ellipsis of three points, no double space and no space at an end', () => {
    const untidy = Object.entries(texts).filter(([, { message }]) =>
      /\.\.\.| {2}|^\s|\s$/.test(message),
    );
    expect(untidy.map(([key]) => key)).toEqual([]);
  });

  test('has a description for the stores within their limit', () => {
    expect(texts['extension_description']?.message.length).toBeLessThanOrEqual(132);
  });
});

test.each(others)('%s has no text that is still English', (_, texts) => {
  const english = Object.entries(texts).filter(
    ([key, { message }]) => message === en[key]?.message && !INTERNATIONAL.test(message),
  );
  expect(english.map(([key, { message }]) => `${key}: ${message}`)).toEqual([]);
});

// Chrome reads `$2$` as a named placeholder, and loads no extension that has one without its definition.
test.each(languages)('in %s no two fills stand side by side', (_, texts) => {
  const together = Object.keys(texts).filter((key) => /\$\w+\$/.test(texts[key]?.message ?? ''));
  expect(together).toEqual([]);
});
