import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { getPublicKey, hashes, sign, utils } from '@noble/secp256k1';
import { encodeBech32 } from '../../../../src/core/encoding/bech32.ts';
import { practicePreimage } from '../../../../src/wallets/practice/preimage.ts';

hashes.sha256 = sha256;
hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

/** Tags of BOLT 11 as 5-bit values: payment hash, description, expiry, payment secret, features. */
const TAGS = { p: 1, d: 13, x: 6, s: 16, 9: 5 } as const;
/** The onion with variable length (8) and the payment secret (14), both compulsory: BOLT 9. */
const FEATURES = [8, 8, 0];

const EXPIRY = 3600;

/** All hexadecimal but the text. */
export type PracticeInvoice = {
  readonly invoice: string;
  readonly paymentHash: string;
  readonly preimage: string;
};

/** Bytes as 5-bit words, filled up with zero bits. */
function toWords(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let [buffer, bits] = [0, 0];
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) words.push((buffer >> (bits - 5)) & 31);
  }
  if (bits > 0) words.push((buffer << (5 - bits)) & 31);
  return words;
}

/** 5-bit words as bytes, filled up with zero bits: what is signed (BOLT 11). */
function toBytes(words: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let [buffer, bits] = [0, 0];
  for (const word of words) {
    buffer = ((buffer << 5) | word) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  if (bits > 0) bytes.push((buffer << (8 - bits)) & 0xff);
  return Uint8Array.from(bytes);
}

/** A number of 35 bits (the time), or as few words as it takes. */
function numberWords(value: number, length = 0): number[] {
  const words: number[] = [];
  for (let rest = BigInt(value); rest > 0n; rest >>= 5n) words.unshift(Number(rest & 31n));
  while (words.length < length) words.unshift(0);
  return words;
}

const field = (tag: number, words: readonly number[]) => [
  tag,
  words.length >> 5,
  words.length & 31,
  ...words,
];

/**
 * An invoice that Farebox's practice wallet can pay: of regtest, where there is no money, by a node that lives for this
 * invoice alone, with the preimage that `practicePreimage` has for that node. `sat`: more than zero. `now`: ms since 1970.
 */
export function practiceInvoice(sat: number, description: string, now: number): PracticeInvoice {
  const key = utils.randomSecretKey();
  const preimage = practicePreimage(bytesToHex(getPublicKey(key)));
  const hash = sha256(hexToBytes(preimage));
  const prefix = `lnbcrt${BigInt(sat) * 10n}n`;
  const words = [
    ...numberWords(Math.floor(now / 1000), 7),
    ...field(TAGS.p, toWords(hash)),
    ...field(TAGS.d, toWords(utf8ToBytes(description.slice(0, 200)))),
    ...field(TAGS.x, numberWords(EXPIRY)),
    ...field(TAGS.s, toWords(sha256(concatBytes(key, hash)))),
    ...field(TAGS[9], FEATURES),
  ];
  const signed = sha256(concatBytes(utf8ToBytes(prefix), toBytes(words)));
  const recovered = sign(signed, key, { prehash: false, format: 'recovered' });
  // The recovery id comes first in secp256k1 3, last in BOLT 11.
  const signature = concatBytes(recovered.subarray(1), recovered.subarray(0, 1));
  const invoice = encodeBech32(prefix, [...words, ...toWords(signature)]);
  return { invoice, paymentHash: bytesToHex(hash), preimage };
}
