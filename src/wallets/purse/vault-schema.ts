import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { FareboxError } from '../../core/errors.ts';
import { checksummed, isAddress } from '../../core/money/address.ts';

export const SALT_BYTES = 16;
export const IV_BYTES = 12;
/** The private key and the tag of AES-GCM. */
const DATA_BYTES = 32 + 16;

/** No vault was ever written with fewer rounds than a thousand; more than ten million would hang the browser. */
const FEWEST_ITERATIONS = 1_000;
const MOST_ITERATIONS = 10_000_000;

/** The purse at rest: the private key under AES-GCM-256, its key by PBKDF2-SHA-256. Bytes as hex. */
export type Vault = {
  readonly version: 1;
  /** EIP-55; readable while locked. */
  readonly address: string;
  readonly iterations: number;
  readonly salt: string;
  readonly iv: string;
  readonly data: string;
  /** SHA-256 of the rest. No protection, only a way to tell a damaged record from a wrong passphrase. */
  readonly check: string;
};

function checkOf(vault: Omit<Vault, 'check'>): string {
  const { version, address, iterations, salt, iv, data } = vault;
  const text = JSON.stringify([version, address, iterations, salt, iv, data]);
  return bytesToHex(sha256(utf8ToBytes(text)));
}

export function withCheck(vault: Omit<Vault, 'check'>): Vault {
  return { ...vault, check: checkOf(vault) };
}

const isHex = (value: unknown, bytes: number): value is string =>
  typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value);

/** A stored vault, each field within its bounds and the whole as it was written. Else `error_purse_damaged`. */
export function checkVault(stored: unknown): Vault {
  const damaged = new FareboxError('error_purse_damaged');
  if (stored === null || typeof stored !== 'object') throw damaged;
  const { version, address, iterations, salt, iv, data, check } = stored as Record<string, unknown>;
  if (
    version !== 1 ||
    !isAddress(address) ||
    checksummed(address) !== address ||
    typeof iterations !== 'number' ||
    !Number.isInteger(iterations) ||
    iterations < FEWEST_ITERATIONS ||
    iterations > MOST_ITERATIONS ||
    !isHex(salt, SALT_BYTES) ||
    !isHex(iv, IV_BYTES) ||
    !isHex(data, DATA_BYTES)
  ) {
    throw damaged;
  }
  const vault = withCheck({ version, address, iterations, salt, iv, data });
  if (vault.check !== check) throw damaged;
  return vault;
}
