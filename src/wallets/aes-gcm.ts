import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Random } from './records.ts';

const IV_BYTES = 12;
const SEALED = /^([0-9a-f]{24})([0-9a-f]{32,})$/;

const about = (name: string, iv: Uint8Array) => ({
  name: 'AES-GCM',
  iv: new Uint8Array(iv),
  additionalData: new Uint8Array(utf8ToBytes(name)),
});

const keyOf = (bytes: Uint8Array) =>
  crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);

/**
 * AES-GCM-256 under a key of 32 bytes, with a fresh IV; hex. `name` is bound to it, so that one sealed text cannot take
 * another's place.
 */
export async function sealText(
  key: Uint8Array,
  name: string,
  text: string,
  random: Random,
): Promise<string> {
  const iv = random(IV_BYTES);
  const bytes = new Uint8Array(utf8ToBytes(text));
  const data = await crypto.subtle.encrypt(about(name, iv), await keyOf(key), bytes);
  return bytesToHex(iv) + bytesToHex(new Uint8Array(data));
}

/** The text; undefined when it was sealed under another key or name, or is damaged. */
export async function openSealed(
  key: Uint8Array,
  name: string,
  sealed: string,
): Promise<string | undefined> {
  const [, iv = '', data = ''] = SEALED.exec(sealed) ?? [];
  try {
    const bytes = new Uint8Array(hexToBytes(data));
    const opened = await crypto.subtle.decrypt(
      about(name, hexToBytes(iv)),
      await keyOf(key),
      bytes,
    );
    return new TextDecoder().decode(opened);
  } catch {
    return undefined;
  }
}
