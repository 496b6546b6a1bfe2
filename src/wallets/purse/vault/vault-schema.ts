import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { readStored, type Stored, shape } from '../../../core/encoding/stored.ts';
import { FareboxError } from '../../../core/errors.ts';
import { checksummed, isAddress } from '../../../core/money/address.ts';

export const SALT_BYTES = 16;
export const IV_BYTES = 12;
/** The private key and the tag of AES-GCM. */
const DATA_BYTES = 32 + 16;

/** No vault was ever written with fewer rounds than a thousand; more than ten million would hang the browser. */
const FEWEST_ITERATIONS = 1_000;
const MOST_ITERATIONS = 10_000_000;

const hex = (bytes: number) => v.pipe(v.string(), v.length(bytes * 2), v.regex(/^[0-9a-f]*$/));

const VAULT = {
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

/** The purse at rest: the private key under AES-GCM-256, its key by PBKDF2-SHA-256. Bytes as hex. */
export type Vault = v.InferOutput<typeof VAULT.schema>;

function checkOf(vault: Omit<Vault, 'check'>): string {
  const { version, address, iterations, salt, iv, data } = vault;
  const text = JSON.stringify([version, address, iterations, salt, iv, data]);
  return bytesToHex(sha256(utf8ToBytes(text)));
}

export function withCheck(vault: Omit<Vault, 'check'>): Vault {
  return { ...vault, check: checkOf(vault) };
}

/** A stored vault, each field within its bounds and the whole as it was written. Else `error_purse_damaged`. */
export function checkVault(stored: unknown): Vault {
  const vault = readStored(VAULT, stored);
  if (vault === undefined || checkOf(vault) !== vault.check) {
    throw new FareboxError('error_purse_damaged');
  }
  return vault;
}
