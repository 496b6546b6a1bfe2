import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languagesOf, readTexts } from '../../scripts/languages.ts';
import { root } from '../../scripts/setup.mjs';
import { COUNTED } from '../../src/pages/shared/format/counted.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

const en = readTexts(root, 'en');
const languages = languagesOf(root).map(
  (language) => [language, readTexts(root, language)] as const,
);
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
    : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => read(join(path, name))),
);
const source = sources.join('\n');

function placeholders(message: string): string[] {
  return [...message.matchAll(/\$\d/g)].map(([placeholder]) => placeholder).sort();
}

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

/** What one language calls what the glossary's table of translations names, and what it must not call it. */
type Usage = {
  /** Its name for auto-pay, and others that it avoids. */
  readonly autoPay: readonly [name: RegExp, others: RegExp];
  /** Two words for one thing, or words of another field. */
  readonly avoided: RegExp;
  /** How it says that nothing was paid. */
  readonly nothingPaid: RegExp;
};
/** A language without an entry is held to the rules of `languages.test.ts` alone. */
const USAGE: Readonly<Record<string, Usage>> = {
  en: {
    autoPay: [
      /\bauto-pay\b/i,
      /without (?:being )?ask|unasked|unprompted|standing leave|automatic payment/i,
    ],
    avoided:
      /\b(?:purse|passphrase|mend|faulty|fault|anew|anybody|taken? in|top (?:it )?up|unheard)\b|\bwe\b/i,
    nothingPaid: /Nothing was paid/,
  },
  de: {
    autoPay: [
      /\bautomatisch/i,
      /ohne (?:\p{L}+ )?(?:Nachfrage|Rückfrage|zu fragen)|ungefragt|Auto-?(?:Pay|Zahlung)/iu,
    ],
    avoided:
      /Börse|Passphrase|Kopfzeile|Zeichenfolge|\bwir\b|\b(?:d(?:er|en|iese[rn])|einen) Token\b|(?:haben|hat) (?:diese Website|\$1) gesperrt|\S…/iu,
    nothingPaid: /nichts bezahlt/,
  },
  fr: {
    autoPay: [/\bautomatique/i, /sans (?:vous )?(?:demander|confirmation)|auto-?pay/i],
    avoided:
      /\bbourse|monnaie électronique|argent fictif|\bnous\b|retirer (?:le|la)\b|alimente|[ \u202f][;:!?»]|«[^\u00a0]/i,
    nothingPaid: /Rien n’a été payé/,
  },
  es: {
    autoPay: [/pagos? automático/i, /sin (?:que se te )?preguntar|autopago|auto-?pay/i],
    avoided:
      /cartera|billetera|\busted|encabezad|sitios? bloquead|bloquea[rs]? (?:este |el )?sitio|comprobante|\bnosotros\b|\s[;:!?»…]|[“”"]|\d%/i,
    nothingPaid: /No se ha pagado nada/,
  },
  ja: {
    autoPay: [/自動支払い/, /自動(?:決済|払い|ペイ)|オートペイ/],
    avoided:
      /財布|パスフレーズ|シードフレーズ|領収書|[ぁ-んァ-ヶ一-龠][,.:;!?()…]{2}|[ぁ-んァ-ヶ一-龠][,.:;!?()]|[,:;!?()][ぁ-んァ-ヶ一-龠]|[。、：] |[ぁ-んァ-ヶ一-龠] [ぁ-んァ-ヶ一-龠]/,
    nothingPaid: /支払いは行われていません/,
  },
};

// A class of texts: all that speak of auto-pay (docs/glossary.md), which each language calls by one name.
describe.each(languages.filter(([language]) => language in USAGE))(
  'words in %s',
  (language, all) => {
    const { autoPay, avoided, nothingPaid } = USAGE[language] as Usage;
    const saying = (words: RegExp) =>
      Object.keys(all).filter((key) => words.test(all[key]?.message ?? ''));
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

    test('auto-pay has one name', () => {
      const [name, others] = autoPay;
      const named = saying(name);
      expect(KEYS.filter((key) => !named.includes(key))).toEqual([]);
      expect(saying(others)).toEqual([]);
    });

    test('no text has a word that the glossary avoids', () => {
      expect(saying(avoided)).toEqual([]);
    });

    // Before Pay nothing can have been paid: to say that it was not makes people ask.
    test('nothing is said to be unpaid that has not been tried', () => {
      const before = keys.filter((key) => /^(?:no_|not_enough)/.test(key));
      expect(before.length).toBeGreaterThan(8);
      const denied = saying(nothingPaid);
      expect(denied).toContain('error_quote_gone');
      expect(before.filter((key) => denied.includes(key))).toEqual([]);
    });
  },
);

/** `asks_${request.what}`, `${HEADING[notice.kind]}_text`: what stands before and after the hole. */
const TEMPLATES = [...source.matchAll(/`(\w*_)?\$\{[^}]+\}(_\w+)?`/g)]
  .map(([, before = '', after = '']) => ({ before, after }))
  .filter(({ before, after }) => before !== '' || after !== '');

test('no text is without use', () => {
  const used = (key: string) =>
    MEMBERS.includes(key) ||
    COUNTED.some((counted) => key.startsWith(`${counted}_`)) ||
    source.includes(`'${key}'`) ||
    source.includes(`"${key}"`) ||
    source.includes(`__MSG_${key}__`) ||
    TEMPLATES.some(({ before, after }) => key.startsWith(before) && key.endsWith(after));
  expect(keys.filter((key) => !used(key))).toEqual([]);
});

test('the pages write no style into the markup, which their policy would refuse', () => {
  expect(source).not.toMatch(/\sstyle=|dangerouslySetInnerHTML|innerHTML/);
});
