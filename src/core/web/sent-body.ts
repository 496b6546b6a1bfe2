/**
 * What a request took along, by kind and size. Its content is not in here, and is not kept anywhere: `text` in characters,
 * `bytes` in bytes, `form` in fields (`whole`: false where the browser tells of its fields with text alone, not of files).
 */
export type SentBody =
  | { readonly kind: 'text'; readonly characters: number }
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'form'; readonly fields: number; readonly whole: boolean };

/** Bytes: a longer body is not looked at to see whether it is text. */
const LONGEST_TEXT = 64 * 1024;

/** How to call the bytes of a body: text where they are UTF-8. Undefined for none. */
export function sentBytes(parts: readonly ArrayBuffer[]): SentBody | undefined {
  const bytes = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytes === 0) return undefined;
  if (bytes > LONGEST_TEXT) return { kind: 'bytes', bytes };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = parts.map((part) => decoder.decode(part, { stream: true })).join('');
    const whole = text + decoder.decode();
    return formOf(whole) ?? { kind: 'text', characters: [...whole].length };
  } catch {
    return { kind: 'bytes', bytes };
  }
}

/** A form as multipart/form-data (RFC 7578), by its boundary: Chrome tells of a script's as bytes. */
function formOf(text: string): SentBody | undefined {
  const boundary = /^(--[^\r\n]{1,70})\r\ncontent-disposition: form-data/i.exec(text)?.[1];
  if (boundary === undefined || !text.trimEnd().endsWith(`${boundary}--`)) return undefined;
  return { kind: 'form', fields: text.split(`${boundary}\r\n`).length - 1, whole: true };
}
