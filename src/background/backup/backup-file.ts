import * as v from 'valibot';
import { decodeBase64, encodeBase64, encodeBase64Url } from '../../core/encoding/base64.ts';
import { list, shape, time } from '../../core/encoding/stored.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Payment } from '../../core/payment/index.ts';
import { isPayment } from '../../core/payment/payment-record.ts';
import { openSealed, sealText } from '../../wallets/aes-gcm.ts';
import { openMasterKey, sealMasterKey } from '../../wallets/keyring/master-key.ts';
import { ITERATIONS } from '../../wallets/keyring/password-key.ts';
import { freshBytes } from '../../wallets/random-bytes.ts';
import type { Random } from '../../wallets/records.ts';
import { type PassCopy, passCopy } from '../stores/passes/pass-schema.ts';

/**
 * A back-up file is lines of text. The first (`Head`) says what it is, and holds the file's key, sealed under the password.
 * Each other line is a part, sealed under that key with the file's id and its own place, so that no line can be
 * exchanged, left out or moved unnoticed; the last part says that it is the last.
 */

/** A part opened. */
export type Part = {
  readonly payments: readonly Payment[];
  readonly passes: readonly PassCopy[];
  /** Addresses of the mints that held ecash. */
  readonly mints: readonly string[];
  readonly last: boolean;
};

const PART = shape({
  payments: list(v.custom<Payment>(isPayment)),
  passes: list(passCopy),
  mints: list(v.string()),
  last: v.boolean(),
});

const HEAD = shape({
  farebox: v.literal('backup'),
  version: v.literal(1),
  /** 16 random bytes in base64url. */
  id: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  /** ms since 1970. */
  at: time,
  key: v.unknown(),
});

type Head = v.InferOutput<typeof HEAD>;

/** The use for which the key ring gives the key of a file. */
export const keyUse = ({ id }: Pick<Head, 'id'>): string => `backup ${id}`;

/** The first line of a new file, and its id. The key is 32 bytes, of `keyOf(id)`. */
export async function makeHead(
  keyOf: (head: Pick<Head, 'id'>) => Promise<Uint8Array>,
  password: string,
  how: { readonly at: number; readonly random: Random; readonly iterations?: number },
): Promise<string> {
  const id = encodeBase64Url(freshBytes(how.random, 16));
  const { at, random, iterations = ITERATIONS } = how;
  const key = await sealMasterKey(await keyOf({ id }), password, { iterations, random });
  return JSON.stringify({ farebox: 'backup', version: 1, id, at, key } satisfies Head);
}

/** `error_backup_file` where it is not the first line of a back-up of this version. */
export function readHead(line: string): Head {
  const read = v.safeParse(HEAD, parsed(line));
  if (!read.success) throw new FareboxError('error_backup_file');
  return read.output;
}

/** The file's key, 32 bytes in base64. `error_passphrase_wrong`, `error_backup_file`. */
export async function openHead(head: Head, password: string): Promise<string> {
  const key = await openMasterKey(head.key, password).catch((error: unknown) => {
    const isWrong = error instanceof FareboxError && error.key === 'error_passphrase_wrong';
    throw isWrong ? error : new FareboxError('error_backup_file');
  });
  return encodeBase64(key);
}

const placed = (head: Pick<Head, 'id'>, place: number) => `backup ${head.id} ${place}`;

/** A part as a line. `place`: 1 for the first. */
export function sealPart(
  head: Pick<Head, 'id'>,
  key: Uint8Array,
  place: number,
  part: Part,
  random: Random,
): Promise<string> {
  return sealText(key, placed(head, place), JSON.stringify(part), random);
}

/** `key` as of `openHead`. `error_backup_file` where the line is not that part, or holds what this version cannot read. */
export async function openPart(
  head: Pick<Head, 'id'>,
  key: string,
  place: number,
  line: string,
): Promise<Part> {
  const bytes = decodeBase64(key);
  const text = bytes && (await openSealed(bytes, placed(head, place), line));
  const read = v.safeParse(PART, parsed(text ?? ''));
  if (!read.success) throw new FareboxError('error_backup_file');
  return read.output;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
