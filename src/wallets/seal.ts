import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { SealKeys } from './sealed-store.ts';

const SEAL = /^[0-9a-f]{64}$/;

/** Marks texts so that a change by anyone without the master key is noticed. They stay readable. */
export type Seal = {
  /** HMAC-SHA-256 (RFC 2104) of a text, 64 hex digits. `error_locked`, `error_no_password`. */
  sign(text: string): Promise<string>;
  /** Whether `seal` was made for this text, by this key ring or the key from before it. Errors as of `sign`. */
  verify(text: string, seal: unknown): Promise<boolean>;
};

/** A seal whose key comes from the key ring, by its own label (`use`), so that it is no other key. */
export function createSeal(
  { derive, deriveOld = async () => undefined }: SealKeys,
  use: string,
): Seal {
  const keyOf = async (bytes: Uint8Array) => {
    try {
      const kind = { name: 'HMAC', hash: 'SHA-256' };
      return await crypto.subtle.importKey('raw', new Uint8Array(bytes), kind, false, [
        'sign',
        'verify',
      ]);
    } finally {
      bytes.fill(0);
    }
  };
  const bytesOf = (text: string) => new Uint8Array(utf8ToBytes(text));
  return {
    sign: async (text) =>
      bytesToHex(
        new Uint8Array(
          await crypto.subtle.sign('HMAC', await keyOf(await derive(use)), bytesOf(text)),
        ),
      ),
    verify: async (text, seal) => {
      const keys = [await derive(use), await deriveOld(use)];
      if (typeof seal !== 'string' || !SEAL.test(seal)) return false;
      const bytes = new Uint8Array(hexToBytes(seal));
      for (const each of keys) {
        if (each === undefined) continue;
        const key = await keyOf(each);
        if (await crypto.subtle.verify('HMAC', key, bytes, bytesOf(text))) return true;
      }
      return false;
    },
  };
}
