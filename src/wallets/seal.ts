import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const SEAL = /^[0-9a-f]{64}$/;

/** Marks texts so that a change by anyone without the purse's key is noticed. They stay readable. */
export type Seal = {
  /** HMAC-SHA-256 (RFC 2104) of a text, 64 hex digits. `error_locked`, `error_no_purse`. */
  sign(text: string): Promise<string>;
  /** Whether `seal` was made for this text by this purse. Errors as of `sign`. */
  verify(text: string, seal: unknown): Promise<boolean>;
};

/** A seal whose key comes from the purse's, by its own label (`use`), so that it is no other key of the purse. */
export function createSeal(derive: (use: string) => Promise<Uint8Array>, use: string): Seal {
  const keyOf = async () => {
    const bytes = await derive(use);
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
      bytesToHex(new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(), bytesOf(text)))),
    verify: async (text, seal) => {
      const key = await keyOf();
      if (typeof seal !== 'string' || !SEAL.test(seal)) return false;
      return crypto.subtle.verify('HMAC', key, new Uint8Array(hexToBytes(seal)), bytesOf(text));
    },
  };
}
