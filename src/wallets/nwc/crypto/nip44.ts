import { chacha20 } from '@noble/ciphers/chacha.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, encodeBase64 } from '../../../core/encoding/base64.ts';
import { sharedX } from './keys.ts';

/** NIP-44 version 2: ChaCha20 with HMAC-SHA-256, padded so that lengths say little. */

const VERSION = 2;
const NONCE = 32;
const MAC = 32;
const LONGEST = 65_535;

function messageKeys(secret: string, other: string, nonce: Uint8Array) {
  const conversation = extract(sha256, sharedX(secret, other), utf8ToBytes('nip44-v2'));
  const keys = expand(sha256, conversation, nonce, 76);
  return { key: keys.subarray(0, 32), nonce: keys.subarray(32, 44), mac: keys.subarray(44) };
}

/** Padded length of a text of so many bytes. */
export function paddedLength(length: number): number {
  if (length <= 32) return 32;
  const power = 2 ** (Math.floor(Math.log2(length - 1)) + 1);
  const chunk = power <= 256 ? 32 : power / 8;
  return chunk * (Math.floor((length - 1) / chunk) + 1);
}

/** Seals a text of 1 to 65,535 bytes for `other`; `nonce`: 32 fresh random bytes. Throws RangeError. */
export function seal(secret: string, other: string, text: string, nonce: Uint8Array): string {
  const bytes = utf8ToBytes(text);
  if (bytes.length === 0 || bytes.length > LONGEST) throw new RangeError('NIP-44: length');
  const padded = new Uint8Array(2 + paddedLength(bytes.length));
  new DataView(padded.buffer).setUint16(0, bytes.length);
  padded.set(bytes, 2);
  const keys = messageKeys(secret, other, nonce);
  const sealed = chacha20(keys.key, keys.nonce, padded);
  const mac = hmac(sha256, keys.mac, concatBytes(nonce, sealed));
  return encodeBase64(concatBytes(Uint8Array.of(VERSION), nonce, sealed, mac));
}

/** The text of a payload; undefined when it is not ours, of another version, or changed on the way. */
export function open(secret: string, other: string, payload: string): string | undefined {
  const bytes = decodeBase64(payload);
  if (bytes === undefined || bytes[0] !== VERSION || bytes.length < 1 + NONCE + 34 + MAC) {
    return undefined;
  }
  const nonce = bytes.subarray(1, 1 + NONCE);
  const sealed = bytes.subarray(1 + NONCE, -MAC);
  const keys = messageKeys(secret, other, nonce);
  const mac = hmac(sha256, keys.mac, concatBytes(nonce, sealed));
  if (bytesToHex(mac) !== bytesToHex(bytes.subarray(-MAC))) return undefined;
  const padded = chacha20(keys.key, keys.nonce, sealed);
  const length = new DataView(padded.buffer, padded.byteOffset).getUint16(0);
  const whole = length > 0 && padded.length === 2 + paddedLength(length);
  return whole ? new TextDecoder().decode(padded.subarray(2, 2 + length)) : undefined;
}
