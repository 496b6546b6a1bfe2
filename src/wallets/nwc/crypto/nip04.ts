import { decodeBase64, encodeBase64 } from '../../../core/encoding/base64.ts';
import { sharedX } from './keys.ts';

/** NIP-04: AES-256-CBC without a checksum. Old, and all that some wallets speak. */

const IV = 16;

function keyFor(secret: string, other: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const bytes = new Uint8Array(sharedX(secret, other));
  return crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, [use]);
}

/** Seals a text for `other`; `iv`: 16 fresh random bytes. */
export async function seal(
  secret: string,
  other: string,
  text: string,
  iv: Uint8Array,
): Promise<string> {
  const key = await keyFor(secret, other, 'encrypt');
  const bytes = new TextEncoder().encode(text);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-CBC', iv: new Uint8Array(iv) },
    key,
    bytes,
  );
  return `${encodeBase64(new Uint8Array(sealed))}?iv=${encodeBase64(iv)}`;
}

/** The text of a payload; undefined when it cannot be one. */
export async function open(
  secret: string,
  other: string,
  payload: string,
): Promise<string | undefined> {
  const [sealed, iv] = payload.split('?iv=').map(decodeBase64);
  if (sealed === undefined || iv?.length !== IV) return undefined;
  try {
    const key = await keyFor(secret, other, 'decrypt');
    return new TextDecoder().decode(
      await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, sealed),
    );
  } catch {
    return undefined;
  }
}
