import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { readStored, type Stored, shape } from '../../../core/encoding/stored.ts';
import { FareboxError } from '../../../core/errors.ts';
import { checksummed, isAddress } from '../../../core/money/address.ts';
import { FEWEST_ITERATIONS, IV_BYTES, MOST_ITERATIONS, SALT_BYTES } from '../password-key.ts';

/** The private key and the tag of AES-GCM. */
const DATA_BYTES = 32 + 16;

const hex = (bytes: number) => v.pipe(v.string(), v.length(bytes * 2), v.regex(/^[0-9a-f]*$/));

const RECORD = {
  schema: shape({
    version: v.literal(1),
    /** EIP-55; readable while locked. */
    address: v.pipe(
      v.string(),
      v.check((text) => isAddress(text) && checksummed(text) === text),
    ),
    iterations: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(FEWEST_ITERATIONS),
      v.maxValue(MOST_ITERATIONS),
    ),
    salt: hex(SALT_BYTES),
    iv: hex(IV_BYTES),
    data: hex(DATA_BYTES),
    /** SHA-256 of the rest. No protection, only a way to tell a damaged record from a wrong passphrase. */
    check: v.string(),
  }),
  // Its first version had a number.
  from: [],
} satisfies Stored<v.GenericSchema>;

/**
 * The EVM key as it lay on disk while it was the key of everything else: under AES-GCM-256, whose key the password gives.
 * Bytes as hex.
 */
export type OldPurse = v.InferOutput<typeof RECORD.schema>;

function checkOf(purse: Omit<OldPurse, 'check'>): string {
  const { version, address, iterations, salt, iv, data } = purse;
  const text = JSON.stringify([version, address, iterations, salt, iv, data]);
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** A stored one, each field within its bounds and the whole as it was written. Else `error_purse_damaged`. */
export function readOldPurse(stored: unknown): OldPurse {
  const purse = readStored(RECORD, stored);
  if (purse === undefined || checkOf(purse) !== purse.check) {
    throw new FareboxError('error_purse_damaged');
  }
  return purse;
}
