/**
 * Two languages that are made from the English texts: `en-XA` is about 40 % longer and in letters with marks, `ar-XB` runs
 * from right to left. No letter of their texts is one of a to z, so such a letter on a page comes from the code, or from
 * what is shown. They are of the tests only.
 */
export const LONG = 'en-XA';
export const RIGHT_TO_LEFT = 'ar-XB';

/** Where the texts of a language begin and end, so that a text put together from parts shows. */
const ENDS = ['⟦', '⟧'] as const;
/** What makes Latin letters run from right to left, and what ends it. */
const OVERRIDE = ['\u202e', '\u202c'] as const;

const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const MARKED = [...'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž'];

export type Pseudo = typeof LONG | typeof RIGHT_TO_LEFT;

export function isPseudo(language: string): language is Pseudo {
  return language === LONG || language === RIGHT_TO_LEFT;
}

/** An English text in a pseudo-language. */
export function pseudoText(language: Pseudo, english: string): string {
  const text = marked(english);
  return language === LONG ? ENDS[0] + lengthened(text) + ENDS[1] : reversed(text);
}

function marked(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => MARKED[PLAIN.indexOf(letter)] ?? letter);
}

/** Every word with its vowels doubled, until the text is 40 % longer. */
function lengthened(text: string): string {
  let more = Math.ceil(text.replace(/\$\d/g, '').length * 0.4);
  const words = text.split(' ').map((word) => {
    let longer = '';
    for (const letter of word) {
      longer += letter;
      if (more > 0 && /[ÅÉÎÖÛåéîöû]/.test(letter)) {
        longer += letter;
        more -= 1;
      }
    }
    return longer;
  });
  const rest =
    more > 0
      ? ` ${words
          .join(' ')
          .replace(/\$\d/g, '')
          .slice(0, more - 1)}`
      : '';
  return words.join(' ') + (/\p{L}/u.test(rest) ? rest : '');
}

/** The words from right to left; what is filled in keeps its own direction. */
function reversed(text: string): string {
  return text
    .split(/(\$\d)/)
    .map((part) => (/^(?:\$\d)?$/.test(part) ? part : OVERRIDE[0] + part + OVERRIDE[1]))
    .join('');
}
