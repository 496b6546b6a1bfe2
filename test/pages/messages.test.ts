import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

type Texts = Record<string, { message: string; description?: string }>;

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const texts = (language: string) =>
  JSON.parse(read(`src/static/_locales/${language}/messages.json`)) as Texts;

const en = texts('en');
const others = { de: texts('de'), fr: texts('fr') };
const keys = Object.keys(en);

/** The members of the unions of text keys, from their source: `error_locked`, `reason_upto`… */
const MEMBERS = ['errors', 'offers/offer', 'offers/refusal-reasons'].flatMap((file) =>
  [
    ...read(`src/core/${file}.ts`).matchAll(/^\s*\| '((?:error|reason|caution|refused)_\w+)'/gm),
  ].map(([, key]) => key ?? ''),
);

const sources = [
  'src/background/button',
  'src/pages',
  'src/inspect',
  'src/platform',
  'src/wallets',
  'manifest.json',
].flatMap((path) =>
  path.endsWith('.json')
    ? [read(path)]
    : readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => read(join(path, name))),
);
const source = sources.join('\n');

function placeholders(message: string): string[] {
  return [...message.matchAll(/\$\d/g)].map(([placeholder]) => placeholder).sort();
}

describe.each(Object.entries(others))('%s', (_, other) => {
  test('has the keys of the English texts, in their order', () => {
    expect(Object.keys(other)).toEqual(keys);
  });

  test.each(keys)('%s: the same placeholders, and something said', (key) => {
    const message = other[key]?.message ?? '';
    expect(message.trim()).not.toBe('');
    expect(placeholders(message)).toEqual(placeholders(en[key]?.message ?? ''));
  });
});

test('a text with placeholders says what they are', () => {
  const silent = keys.filter(
    (key) => placeholders(en[key]?.message ?? '').length > 0 && en[key]?.description === undefined,
  );
  expect(silent).toEqual([]);
});

test('every error, reason, caution and refusal has a text', () => {
  expect(MEMBERS.length).toBeGreaterThan(60);
  expect(MEMBERS.filter((key) => !keys.includes(key))).toEqual([]);
});

// A class of texts: all that speak of auto-pay (docs/glossary.md), which each language calls by one name.
describe('auto-pay has one name', () => {
  const NAMES = [
    [
      'en',
      en,
      /\bauto-pay\b/i,
      /without (?:being )?ask|unasked|unprompted|standing leave|automatic payment/i,
    ],
    [
      'de',
      others.de,
      /\bautomatisch/i,
      /ohne (?:\p{L}+ )?(?:Nachfrage|Rückfrage|zu fragen)|ungefragt|Auto-?(?:Pay|Zahlung)/iu,
    ],
    ['fr', others.fr, /\bautomatique/i, /sans (?:vous )?(?:demander|confirmation)|auto-?pay/i],
  ] as const;
  const KEYS = [
    ...[
      'paid_by_auto_pay',
      'auto_paid',
      'auto_pay_open',
      'auto_pay_text',
      'auto_pay_text_test',
      'auto_pay_site',
    ],
    ...[
      'auto_pay_until',
      'auto_pay_sites',
      'auto_pay_sites_none',
      'notify_paid_message',
      'notify_paid_stop',
    ],
    ...['consent_changed', 'asked_ended', 'asked_only_test', 'asked_only_real', 'asked_asset'],
  ];

  test.each(NAMES)('in %s', (_, all, name, others) => {
    expect(KEYS.filter((key) => !name.test(all[key]?.message ?? ''))).toEqual([]);
    expect(keys.filter((key) => others.test(all[key]?.message ?? ''))).toEqual([]);
  });
});

// A class of texts: what says one thing by two words, or by a word of another field (docs/glossary.md).
describe('no text has a word that the glossary avoids', () => {
  const AVOIDED = [
    [
      'en',
      en,
      /\b(?:purse|passphrase|mend|faulty|fault|anew|anybody|taken? in|top (?:it )?up|unheard)\b|\bwe\b/i,
    ],
    [
      'de',
      others.de,
      /Börse|Passphrase|Kopfzeile|Zeichenfolge|\bwir\b|\b(?:d(?:er|en|iese[rn])|einen) Token\b|(?:haben|hat) (?:diese Website|\$1) gesperrt|\S…/iu,
    ],
    [
      'fr',
      others.fr,
      /\bbourse|monnaie électronique|argent fictif|\bnous\b|retirer (?:le|la)\b|alimente|[ \u202f][;:!?»]|«[^\u00a0]/i,
    ],
  ] as const;

  test.each(AVOIDED)('in %s', (_, all, avoided) => {
    expect(keys.filter((key) => avoided.test(all[key]?.message ?? ''))).toEqual([]);
  });

  // Before Pay nothing can have been paid: to say that it was not makes people ask.
  test.each(Object.entries({ en, ...others }))('in %s, of what has not been tried', (_, all) => {
    const before = keys.filter((key) => /^(?:no_|not_enough)/.test(key));
    expect(before.length).toBeGreaterThan(8);
    const denied = /Nothing was paid|nichts bezahlt|Rien n’a été payé/;
    expect(before.filter((key) => denied.test(all[key]?.message ?? ''))).toEqual([]);
  });
});

/** `asks_${request.what}`, `${HEADING[notice.kind]}_text`: what stands before and after the hole. */
const TEMPLATES = [...source.matchAll(/`(\w*_)?\$\{[^}]+\}(_\w+)?`/g)]
  .map(([, before = '', after = '']) => ({ before, after }))
  .filter(({ before, after }) => before !== '' || after !== '');

test('no text is without use', () => {
  const used = (key: string) =>
    MEMBERS.includes(key) ||
    source.includes(`'${key}'`) ||
    source.includes(`"${key}"`) ||
    source.includes(`__MSG_${key}__`) ||
    TEMPLATES.some(({ before, after }) => key.startsWith(before) && key.endsWith(after));
  expect(keys.filter((key) => !used(key))).toEqual([]);
});

test('the description is within the limit of the stores', () => {
  for (const language of [en, ...Object.values(others)]) {
    expect(language['extension_description']?.message.length).toBeLessThanOrEqual(132);
  }
});

test('the pages write no style into the markup, which their policy would refuse', () => {
  expect(source).not.toMatch(/\sstyle=|dangerouslySetInnerHTML|innerHTML/);
});
