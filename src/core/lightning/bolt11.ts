import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { recoverPublicKey, verify } from '@noble/secp256k1';
import { decodeBech32, wordsToBytes } from '../encoding/bech32.ts';
import { type Fields, type FieldsFault, readFields } from './bolt11-fields.ts';

export type LightningNetwork = 'mainnet' | 'testnet' | 'signet' | 'regtest';

/** A Lightning invoice (BOLT11) whose checksum and signature are right. */
export type Invoice = {
  /** Lower case, without `lightning:`. */
  readonly text: string;
  readonly network: LightningNetwork;
  /** Millisatoshi, more than zero; undefined when the payer is to choose. */
  readonly amount?: bigint;
  /** ms since 1970. */
  readonly createdAt: number;
  /** ms since 1970; an hour after creation where the invoice says nothing. */
  readonly expiresAt: number;
  /** 64 hex digits. */
  readonly paymentHash: string;
  /** The payee's words, raw. */
  readonly description?: string;
  /** SHA-256 of words that are elsewhere, 64 hex digits. */
  readonly descriptionHash?: string;
  /** The payee's node id: compressed public key, 66 hex digits. */
  readonly payee: string;
};

/** Why a text is no payable invoice; fits "The invoice …". */
export type InvoiceFault =
  | FieldsFault
  | 'is too long'
  | 'mixes upper and lower case'
  | 'is not bech32, or its checksum is wrong'
  | 'is not for a known Lightning network'
  | 'has an amount that is not a whole number of millisatoshi'
  | 'has a wrong signature';

/** Real ones stay below 2,000 characters, also with routing hints. */
export const INVOICE_CHARACTERS = 8 * 1024;

const NETWORKS: Readonly<Record<string, LightningNetwork>> = {
  bc: 'mainnet',
  tb: 'testnet',
  tbs: 'signet',
  bcrt: 'regtest',
};
const PREFIX = /^ln(bcrt|bc|tbs|tb)(.*)$/;
const AMOUNT = /^([1-9]\d{0,18})([munp]?)$/;
/** Picobitcoin are a tenth of a millisatoshi each. */
const PICO_PER_MSAT = 10n;
const PICO: Readonly<Record<string, bigint>> = {
  '': 10n ** 12n,
  m: 10n ** 9n,
  u: 10n ** 6n,
  n: 10n ** 3n,
  p: 1n,
};
/** All bitcoin that there will ever be, in millisatoshi. */
const ALL_BITCOIN = 21_000_000n * 10n ** 11n;
/** 512 bits and the recovery id. */
const SIGNATURE_WORDS = 104;

/** Decodes a BOLT11 invoice, with or without `lightning:`, and checks its signature. Never throws. */
export function decodeInvoice(text: string): Invoice | InvoiceFault {
  const bare = text.trim().replace(/^lightning:/i, '');
  if (bare.length > INVOICE_CHARACTERS) return 'is too long';
  const lower = bare.toLowerCase();
  if (bare !== lower && bare !== bare.toUpperCase()) {
    return 'mixes upper and lower case';
  }
  const decoded = decodeBech32(lower);
  if (decoded?.checksum !== 'bech32') return 'is not bech32, or its checksum is wrong';
  const [, currency = '', price = ''] = PREFIX.exec(decoded.prefix) ?? [];
  const network = NETWORKS[currency];
  if (network === undefined) return 'is not for a known Lightning network';
  const amount = price === '' ? undefined : millisatoshi(price);
  if (amount === 'wrong') return 'has an amount that is not a whole number of millisatoshi';
  const signed = decoded.words.slice(0, -SIGNATURE_WORDS);
  const fields = readFields(signed);
  if (typeof fields === 'string') return fields;
  const signature = wordsToBytes(decoded.words.slice(-SIGNATURE_WORDS));
  const payee = signature && signer(signature, digest(decoded.prefix, signed), fields);
  if (payee === undefined) return 'has a wrong signature';
  return {
    text: lower,
    network,
    ...(amount === undefined ? {} : { amount }),
    createdAt: fields.createdAt,
    expiresAt: fields.expiresAt,
    paymentHash: fields.paymentHash,
    ...(fields.description === undefined ? {} : { description: fields.description }),
    ...(fields.descriptionHash === undefined ? {} : { descriptionHash: fields.descriptionHash }),
    payee: bytesToHex(payee),
  };
}

function millisatoshi(price: string): bigint | 'wrong' {
  const [, digits, multiplier = ''] = AMOUNT.exec(price) ?? [];
  const pico = PICO[multiplier];
  if (digits === undefined || pico === undefined) return 'wrong';
  const amount = BigInt(digits) * pico;
  if (amount % PICO_PER_MSAT !== 0n || amount / PICO_PER_MSAT > ALL_BITCOIN) return 'wrong';
  return amount / PICO_PER_MSAT;
}

/** What is signed: the prefix and the data, filled up with zero bits to whole bytes. */
function digest(prefix: string, words: readonly number[]): Uint8Array {
  const missing = (8 - ((words.length * 5) % 8)) % 8;
  const zeros = missing === 0 ? [] : missing <= 5 ? [0] : [0, 0];
  const data = wordsToBytes(words.concat(zeros)) ?? new Uint8Array();
  return sha256(concatBytes(utf8ToBytes(prefix), data));
}

/**
 * Who signed; undefined when it cannot be told. A payee named in field `n` must be the signer. Both forms of S are
 * read: BOLT 11 has payers refuse the high one beside `n` (https://github.com/lightning/bolts/pull/1284), which
 * is for the wallet to do; it changes neither who is paid nor how much.
 */
function signer(signature: Uint8Array, hash: Uint8Array, fields: Fields): Uint8Array | undefined {
  const compact = signature.subarray(0, 64);
  const recovery = signature.subarray(64);
  try {
    if (fields.payee !== undefined) {
      const valid = verify(compact, hash, fields.payee, { prehash: false, lowS: false });
      return valid ? fields.payee : undefined;
    }
    return recoverPublicKey(concatBytes(recovery, compact), hash, { prehash: false });
  } catch {
    // Not a point of the curve, or no number below its order.
    return undefined;
  }
}
