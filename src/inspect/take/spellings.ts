import {
  decodeBase64,
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
} from '../../core/encoding/base64.ts';
import { CUT, createMatcher } from './matcher.ts';

/** What stands in the place of a secret: plain, so that it goes through every shell and header. */
export const REDACTED = 'REDACTED';

/** Takes the secrets out of a text. */
export type Redact = (text: string) => string;

/** Encodings within each other that are opened, and characters that are opened for each of a text. What is over is hidden. */
const DEPTH = 5;
const OPENED = 40;
/** Characters from which on a secret is looked for within words, and of a secret with letters and digits as a word. */
const SHORTEST = 8;
const SHORTEST_WORD = 5;

/** Text as an address writes it; half a pair of surrogates has no UTF-8. */
const inAddress = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
const HEX = /^(?:0x)?((?:[\da-f]{2}){16,})$/i;

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** What of these bytes stands in base64 that has them after 0, 1 or 2 other bytes, whatever follows. */
function withinBase64(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = encodeBase64(Uint8Array.from([...new Uint8Array(before), ...bytes]));
    const digits = whole.slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    );
    return [digits, digits.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A secret as texts write it: as it is, in an address, a form, HTML or hex. */
function plainSpellings(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const [, digits = ''] = HEX.exec(secret) ?? [];
  // The two halves of a signature of secp256k1 are written apart, too.
  const halves = digits.length === 130 ? [digits.slice(0, 64), digits.slice(64, 128)] : [];
  const inUrl = inAddress(secret);
  return [
    ...[secret, inUrl, inUrl.replaceAll('%20', '+')],
    secret.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char),
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    ...(digits === '' ? [] : [digits, ...halves]),
  ];
}

/** Short ones are looked for as words, and only where they are no plain word or number. */
function isOddWord(secret: string): boolean {
  const isOdd = /[a-z]/i.test(secret) && /\d/.test(secret);
  return secret.length >= SHORTEST_WORD && secret.length < SHORTEST && isOdd;
}

/**
 * What may be the inside of a JSON string: between quotes of a line, with something escaped. The pattern never fails
 * after its first character, so a text is read once.
 */
const BETWEEN_QUOTES = /(?:[^"\\\n]+|\\.)+/g;
const ESCAPE = /\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gi;
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** Words in which something may be written with percent signs, and their parts. */
const WORD = /[^\s"'<>\\`]+/g;
const PERCENT_PART = /[^&?#;=,/(){}[\]|^]+/g;
/** Digits of base64, also over several lines (RFC 2045 section 6.8). */
const BASE64 = /[\w+/-]{12,}(?:\r?\n[\w+/-]{4,})*={0,2}/g;
/** What JSON in base64 begins with, `{"`, and how often it is tried within one run. */
const JSON_START = 'eyJ';
const STARTS = 3;

/** Text with its percent signs read; undefined where there are none, or they are no UTF-8. */
function percentRead(text: string): string | undefined {
  const read = text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
  return read === text ? undefined : read;
}

function escapesRead(written: string): string {
  return written.replace(ESCAPE, (_, unit, byte, char: string) => {
    const code: string | undefined = unit ?? byte;
    if (code === undefined) return ESCAPED[char] ?? char;
    return String.fromCharCode(Number.parseInt(code, 16));
  });
}

function inJson(text: string, redact: Redact): string {
  if (!text.includes('\\')) return text;
  return text.replace(BETWEEN_QUOTES, (written) => {
    if (!written.includes('\\')) return written;
    const read = escapesRead(written);
    const open = redact(read);
    return open === read ? written : JSON.stringify(open).slice(1, -1);
  });
}

function inPercent(text: string, redact: Redact): string {
  const part: Redact = (written) => {
    const read = percentRead(written);
    if (read === undefined) return written;
    const open = redact(read);
    return open === read ? written : inAddress(open);
  };
  return text.replace(WORD, (word) => {
    if (!word.includes('%')) return word;
    const parts = word.replace(PERCENT_PART, part);
    const read = percentRead(parts);
    if (read === undefined) return parts;
    const open = redact(read);
    // A secret with a sign in it that parts the word: the word is taken along as it reads.
    return open === read ? parts : open;
  });
}

/** Base64 with what is in it redacted; undefined where it is none. What is over at the end of a text that was cut stays. */
function openedBase64(run: string, redact: Redact): string | undefined {
  const digits = run.replace(/[\r\n]/g, '');
  const bare = digits.replace(/=+$/, '');
  const bytes = decodeBase64(digits) ?? decodeBase64(bare.slice(0, bare.length & ~3));
  if (bytes === undefined || bytes.length === 0) return undefined;
  const text = decodeUtf8(bytes);
  const read = text ?? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const open = redact(read);
  if (open === read) return run;
  const data = text === undefined ? Uint8Array.from(open, (char) => char.charCodeAt(0)) : open;
  const isUrl = /[-_]/.test(digits) || (!/[+/=]/.test(digits) && bare.length % 4 !== 0);
  return isUrl ? encodeBase64Url(data) : encodeBase64(data);
}

/** A run of digits with what is in it redacted: as a whole, line by line, from where JSON begins, between slashes. */
function openedRun(run: string, redact: Redact): string {
  const whole = openedBase64(run, redact) ?? run;
  if (whole !== run) return whole;
  if (run.includes('\n')) {
    return run.replace(/[^\r\n]+/g, (line) => openedRun(line, redact));
  }
  let start = run.indexOf(JSON_START, 1);
  for (let tried = 0; start > 0 && tried < STARTS; tried++) {
    const rest = run.slice(start);
    const open = openedBase64(rest, redact) ?? rest;
    if (open !== rest) return run.slice(0, start) + open;
    start = run.indexOf(JSON_START, start + 1);
  }
  if (!run.includes('/')) return run;
  return run.replace(/[^/]{12,}/g, (piece) => openedBase64(piece, redact) ?? piece);
}

const inBase64 = (text: string, redact: Redact) =>
  text.replace(BASE64, (run) => openedRun(run, redact));

/**
 * Takes secrets out of a text in every spelling: as they are, and in JSON strings, percent signs and base64 of either
 * alphabet, within each other, too. What was opened is closed again as it was, so that it can still be read. `rules`:
 * what is secret by its form, tried in all that was opened.
 */
export function redactSpellings(secrets: readonly string[], rules: Redact): Redact {
  const unique = [...new Set(secrets)];
  const long = unique.filter(({ length }) => length >= SHORTEST);
  const ignoresCase = true;
  const plain = createMatcher(long.flatMap(plainSpellings), REDACTED, {
    ignoresCase,
    words: false,
  });
  const words = createMatcher(unique.filter(isOddWord), REDACTED, { ignoresCase, words: true });
  const raw = long.flatMap((secret) => {
    const [, digits] = HEX.exec(secret) ?? [];
    const text = withinBase64(new TextEncoder().encode(secret));
    return digits === undefined ? text : [...text, ...withinBase64(bytesOfHex(digits))];
  });
  const hidden = createMatcher(raw, REDACTED, { ignoresCase: false, words: false });
  let room = 0;
  const openText = (text: string, depth: number): string => {
    room -= text.length;
    if (room < 0) return REDACTED;
    const open = words(plain(rules(text)));
    if (depth === DEPTH) return hidden(open);
    const deeper: Redact = (inner) => openText(inner, depth + 1);
    return hidden(inBase64(inPercent(inJson(open, deeper), deeper), deeper));
  };
  return (text) => {
    room = OPENED * (text.length + 1);
    return openText(text, 0);
  };
}

/** A text that was cut, without a secret or the beginning of one at its end. */
export function redactCut(text: string, redact: Redact): string {
  const open = redact(text + CUT);
  return open.endsWith(CUT) ? open.slice(0, -CUT.length) : open;
}
