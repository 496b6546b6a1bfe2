import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { readStored, type Stored, shape } from '../../core/encoding/stored.ts';
import { FareboxError } from '../../core/errors.ts';
import { checksummed, isAddress } from '../../core/money/address.ts';

/** What the key was made of: the recovery phrase, or bytes that the user brought along. */
const origin = v.picklist(['phrase', 'key']);
export type KeyOrigin = v.InferOutput<typeof origin>;

const RECORD = {
  schema: shape({
    version: v.literal(1),
    /** EIP-55; readable while locked. */
    address: v.pipe(
      v.string(),
      v.check((text) => isAddress(text) && checksummed(text) === text),
    ),
    origin,
    /** SHA-256 of the rest: people send money to this address, so a record that is not whole shows none. */
    check: v.string(),
  }),
  from: [],
} satisfies Stored<v.GenericSchema>;

/** What may be known of the account while it is locked. */
export type AccountRecord = v.InferOutput<typeof RECORD.schema>;

const checkOf = ({ address, origin }: Pick<AccountRecord, 'address' | 'origin'>) =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify([1, address, origin]))));

export function accountRecord(address: string, from: KeyOrigin): AccountRecord {
  const facts = { version: 1, address, origin: from } as const;
  return { ...facts, check: checkOf(facts) };
}

/** A stored record, whole. Else `error_purse_damaged`. */
export function readAccount(stored: unknown): AccountRecord {
  const record = readStored(RECORD, stored);
  if (record === undefined || checkOf(record) !== record.check) {
    throw new FareboxError('error_purse_damaged');
  }
  return record;
}
