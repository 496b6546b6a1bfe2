import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';

// Pictures of the documentation. Each carries the words that it shows, so that a test can say that it has become stale where
// no two machines draw the same pixels.

/** A PNG's text chunk is named by a keyword (https://www.w3.org/TR/png-3/#11tEXt). */
const KEYWORD = 'Farebox words\0';
/** The signature and the header chunk, which stands first. */
const HEAD = 8 + 25;

/** Set, pictures are drawn anew: `FAREBOX_PICTURES=1`. */
const ANEW = process.env['FAREBOX_PICTURES'] === '1';

/** Words without those that differ from run to run: with digits, as long as keys and hashes are, or of the time of day. */
function wordsOf(text: string): string {
  const lasting = (word: string) =>
    word.length <= 24 && /^[^\d]*\p{L}[^\d]*$/u.test(word) && !/^[AP]M$/.test(word);
  return text.split(/\s+/).filter(lasting).join(' ');
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function withWords(png: Buffer, words: string): Buffer {
  const text = Buffer.from(KEYWORD + encodeURI(words), 'latin1');
  return Buffer.concat([png.subarray(0, HEAD), chunk('tEXt', text), png.subarray(HEAD)]);
}

/** The words that a picture carries; undefined where it carries none. */
function wordsIn(png: Buffer): string | undefined {
  const at = png.indexOf(`tEXt${KEYWORD}`, HEAD, 'latin1');
  if (at < 4) return undefined;
  const length = png.readUInt32BE(at - 4);
  const data = png.subarray(at + 4, at + 4 + length).toString('latin1');
  return decodeURI(data.slice(KEYWORD.length));
}

/**
 * What a picture of the documentation shows and what it should show, to be compared. `drawn`: a fresh screenshot, `text`:
 * what stands in it. Draws the picture anew where that is asked for.
 */
export function compared(
  picture: string,
  drawn: string,
  text: string,
): { readonly shows: string; readonly should: string } {
  const should = wordsOf(text);
  if (ANEW) {
    mkdirSync(dirname(picture), { recursive: true });
    writeFileSync(picture, withWords(readFileSync(drawn), should));
  }
  const about = `${basename(picture)}: `;
  const shows = wordsOf(wordsIn(readFileSync(picture)) ?? '');
  return { shows: about + shows, should: about + should };
}
