import { bytesToHex } from '@noble/hashes/utils.js';
import { wordsToBytes } from '../encoding/bech32.ts';

/** The tagged fields of an invoice (BOLT11, "Tagged Fields") that Farebox needs. */
export type Fields = {
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly paymentHash: string;
  readonly description?: string;
  readonly descriptionHash?: string;
  readonly payee?: Uint8Array;
};

/** Fits "The invoice …". */
export type FieldsFault =
  | 'is cut short'
  | 'has no payment hash'
  | 'needs a feature that is not known';

const TIMESTAMP_WORDS = 7;
const HASH_WORDS = 52;
const KEY_WORDS = 53;
const DEFAULT_EXPIRY = 3600n;
/** The last moment that a JavaScript date can name, ms. */
const END_OF_TIME = 8_640_000_000_000_000n;

/** Field types by their letter's value. */
const TYPE = { p: 1, 9: 5, x: 6, d: 13, n: 19, h: 23 } as const;

/**
 * Features an invoice may require (even bits, BOLT9): onion, payment secret, multi-part, blinded routes, AMP,
 * attribution, metadata, keysend, trampoline (final and in trial). Wallets may lack some; none lacks all.
 */
const KNOWN_FEATURES = new Set([8, 14, 16, 24, 30, 36, 48, 54, 56, 148]);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads time and fields from the words that are signed. Of repeated fields the first that is valid counts. */
export function readFields(words: readonly number[]): Fields | FieldsFault {
  if (words.length < TIMESTAMP_WORDS) return 'is cut short';
  const found = new Map<number, readonly number[]>();
  for (let at = TIMESTAMP_WORDS; at < words.length; ) {
    const type = words[at];
    const high = words[at + 1];
    const low = words[at + 2];
    if (type === undefined || high === undefined || low === undefined) return 'is cut short';
    const length = high * 32 + low;
    const start = at + 3;
    at = start + length;
    if (at > words.length) return 'is cut short';
    if (!found.has(type) && hasRightLength(type, length)) found.set(type, words.slice(start, at));
  }
  const bytes = (type: number): Uint8Array | undefined => {
    const data = found.get(type);
    return data && wordsToBytes(data);
  };
  const paymentHash = bytes(TYPE.p);
  if (paymentHash === undefined) return 'has no payment hash';
  if (!understands(found.get(TYPE[9]) ?? [])) return 'needs a feature that is not known';
  const created = toNumber(words.slice(0, TIMESTAMP_WORDS)) * 1000n;
  const expiry = found.get(TYPE.x);
  const expires = created + (expiry === undefined ? DEFAULT_EXPIRY : toNumber(expiry)) * 1000n;
  const description = text(bytes(TYPE.d));
  const descriptionHash = bytes(TYPE.h);
  const payee = bytes(TYPE.n);
  return {
    createdAt: Number(created),
    expiresAt: Number(expires < END_OF_TIME ? expires : END_OF_TIME),
    paymentHash: bytesToHex(paymentHash),
    ...(description === undefined ? {} : { description }),
    ...(descriptionHash === undefined ? {} : { descriptionHash: bytesToHex(descriptionHash) }),
    ...(payee === undefined ? {} : { payee }),
  };
}

/** Hashes and keys of another length are to be skipped, not refused. */
function hasRightLength(type: number, length: number): boolean {
  if (type === TYPE.p || type === TYPE.h) return length === HASH_WORDS;
  return type !== TYPE.n || length === KEY_WORDS;
}

function toNumber(words: readonly number[]): bigint {
  // Beyond twelve significant words the sum is past the end of time anyway.
  const significant = words.slice(words.findIndex((word) => word !== 0));
  if (significant.length > 12) return END_OF_TIME;
  return significant.reduce((sum, word) => sum * 32n + BigInt(word), 0n);
}

function text(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function understands(words: readonly number[]): boolean {
  for (let bit = 0; bit < words.length * 5; bit += 2) {
    const word = words[words.length - 1 - Math.floor(bit / 5)] ?? 0;
    if ((word >> (bit % 5)) & 1 && !KNOWN_FEATURES.has(bit)) return false;
  }
  return true;
}
