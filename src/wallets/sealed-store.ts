import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../core/errors.ts';
import type { Random, Records } from './records.ts';

const IV_BYTES = 12;
const SEALED = /^([0-9a-f]{24})([0-9a-f]{32,})$/;

/** Texts that rest as the purse's key does: readable only while the purse is unlocked. */
export type SealedStore = {
  /**
   * AES-GCM-256 under a key of the purse's own, with a fresh IV; hex. `name` is bound to it, so that one
   * sealed text cannot take another's place. `error_locked`, `error_no_purse`.
   */
  seal(name: string, text: string): Promise<string>;
  /** `error_safe` when it was sealed by another purse, under another name, or is damaged. */
  open(name: string, sealed: string): Promise<string>;
  /** A text kept under its name; undefined when there is none. `error_storage` and the errors above. */
  get(name: string): Promise<string | undefined>;
  set(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
};

/** A safe whose key comes from the purse. */
export function createSealedStore(
  store: Records,
  random: Random,
  derive: (use: string) => Promise<Uint8Array>,
): SealedStore {
  const keyOf = async () => {
    const bytes = await derive('safe');
    try {
      return await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, [
        'encrypt',
        'decrypt',
      ]);
    } finally {
      bytes.fill(0);
    }
  };
  const about = (name: string, iv: Uint8Array) => ({
    name: 'AES-GCM',
    iv: new Uint8Array(iv),
    additionalData: new Uint8Array(utf8ToBytes(name)),
  });

  const seal = async (name: string, text: string) => {
    const iv = random(IV_BYTES);
    const bytes = new Uint8Array(utf8ToBytes(text));
    const data = await crypto.subtle.encrypt(about(name, iv), await keyOf(), bytes);
    return bytesToHex(iv) + bytesToHex(new Uint8Array(data));
  };
  const open = async (name: string, sealed: string) => {
    const key = await keyOf();
    const [, iv = '', data = ''] = SEALED.exec(sealed) ?? [];
    try {
      const bytes = new Uint8Array(hexToBytes(data));
      const opened = await crypto.subtle.decrypt(about(name, hexToBytes(iv)), key, bytes);
      return new TextDecoder().decode(opened);
    } catch {
      throw new FareboxError('error_safe', name);
    }
  };

  return {
    seal,
    open,
    get: async (name) => {
      const sealed = await store.get(`safe:${name}`);
      return sealed === undefined ? undefined : open(name, String(sealed));
    },
    set: async (name, text) => store.set(`safe:${name}`, await seal(name, text)),
    remove: (name) => store.remove(`safe:${name}`),
  };
}
