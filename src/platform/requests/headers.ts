import type { HeaderLine } from '../../core/web/http.ts';
import { FIREFOX } from '../browser.ts';

/** One line more than what a reader takes, so that it still sees that a value is too long. */
const VALUE_CHARACTERS = 64 * 1024 + 1;
const LINES = 200;

type RawHeader = { name: string; value?: string | undefined; binaryValue?: number[] | undefined };

/**
 * The header lines of a webRequest event, alike in both browsers. Firefox joins repeated
 * WWW-Authenticate lines by a line feed and hands UTF-8 bytes over as Latin-1; Chrome gives a value that
 * is not UTF-8 as bytes only.
 */
export function headerLines(raw: readonly RawHeader[] | undefined): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (const { name, value, binaryValue } of raw ?? []) {
    const text = value ?? latin1(binaryValue);
    if (text === undefined) continue;
    for (const part of FIREFOX ? text.split('\n') : [text]) {
      if (lines.length === LINES) return lines;
      lines.push([name, (FIREFOX ? utf8(part) : part).slice(0, VALUE_CHARACTERS)]);
    }
  }
  return lines;
}

function latin1(bytes: readonly number[] | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  let text = '';
  for (const byte of bytes.slice(0, VALUE_CHARACTERS)) text += String.fromCharCode(byte);
  return text;
}

function utf8(text: string): string {
  let plain = true;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) return text;
    if (code > 0x7f) plain = false;
    bytes[i] = code;
  }
  if (plain) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}
