import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { readStored, type Stored, shape } from '../../core/encoding/stored.ts';
import { FareboxError } from '../../core/errors.ts';
import { freshBytes } from '../random-bytes.ts';
import type { Random } from '../records.ts';
import {
  FEWEST_ITERATIONS,
  IV_BYTES,
  MOST_ITERATIONS,
  passwordKey,
  SALT_BYTES,
} from './password-key.ts';

/** The master key and the tag of AES-GCM. */
const DATA_BYTES = 32 + 16;

const hex = (bytes: number) => v.pipe(v.string(), v.length(bytes * 2), v.regex(/^[0-9a-f]*$/));

const RECORD = {
  schema: shape({
    version: v.literal(1),
    iterations: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(FEWEST_ITERATIONS),
      v.maxValue(MOST_ITERATIONS),
    ),
    salt: hex(SALT_BYTES),
    iv: hex(IV_BYTES),
    data: hex(DATA_BYTES),
    /** SHA-256 of the rest. No protection, only a way to tell a damaged record from a wrong password. */
    check: v.string(),
  }),
  from: [],
} satisfies Stored<v.GenericSchema>;

/** The master key at rest: 32 random bytes under AES-GCM-256, whose key the password gives. Bytes as hex. */
export type SealedMasterKey = v.InferOutput<typeof RECORD.schema>;

type Lock = Pick<SealedMasterKey, 'version' | 'iterations' | 'salt' | 'iv'>;

function checkOf({ version, iterations, salt, iv, data }: Omit<SealedMasterKey, 'check'>): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([version, iterations, salt, iv, data]))));
}

/** A stored record, each field within its bounds and the whole as it was written. Else `error_keys_damaged`. */
export function readSealedMasterKey(stored: unknown): SealedMasterKey {
  const sealed = readStored(RECORD, stored);
  if (sealed === undefined || checkOf(sealed) !== sealed.check) {
    throw new FareboxError('error_keys_damaged');
  }
  return sealed;
}

/** The parameters are authenticated with the key, so none can be exchanged under it. */
const cipher = ({ version, iterations, salt, iv }: Lock) => ({
  name: 'AES-GCM',
  iv: new Uint8Array(hexToBytes(iv)),
  additionalData: new Uint8Array(
    utf8ToBytes(JSON.stringify(['master key', version, iterations, salt])),
  ),
  tagLength: 128,
});

/** Seals 32 bytes under a password, with fresh salt and IV. */
export async function sealMasterKey(
  key: Uint8Array,
  password: string,
  how: { readonly iterations: number; readonly random: Random },
): Promise<SealedMasterKey> {
  const lock: Lock = {
    version: 1,
    iterations: how.iterations,
    salt: bytesToHex(freshBytes(how.random, SALT_BYTES)),
    iv: bytesToHex(freshBytes(how.random, IV_BYTES)),
  };
  const data = await globalThis.crypto.subtle.encrypt(
    cipher(lock),
    await passwordKey(password, hexToBytes(lock.salt), lock.iterations),
    Uint8Array.from(key),
  );
  const whole = { ...lock, data: bytesToHex(new Uint8Array(data)) };
  return { ...whole, check: checkOf(whole) };
}

/** The key of a record. `error_keys_damaged` when it is not as it was written, else `error_passphrase_wrong`. */
export async function openMasterKey(stored: unknown, password: string): Promise<Uint8Array> {
  const sealed = readSealedMasterKey(stored);
  const key = await passwordKey(password, hexToBytes(sealed.salt), sealed.iterations);
  try {
    const data = await globalThis.crypto.subtle.decrypt(
      cipher(sealed),
      key,
      new Uint8Array(hexToBytes(sealed.data)),
    );
    return new Uint8Array(data);
  } catch {
    throw new FareboxError('error_passphrase_wrong');
  }
}
