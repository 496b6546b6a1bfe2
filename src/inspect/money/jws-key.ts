import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { Point } from '@noble/secp256k1';
import { decodeBase64, decodeBase64Text, encodeBase64Url } from '../../core/encoding/base64.ts';
import { isObject, type Json, member, parseJson } from '../../core/encoding/json.ts';

/** A public key as a JWK has it (RFC 7518 section 6.2, RFC 8037): base64url. `y` is absent for Ed25519. */
export type PublicKey = {
  readonly crv: 'secp256k1' | 'P-256' | 'Ed25519';
  readonly x: string;
  readonly y?: string;
};

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Characters: more than any key has, so that no one makes us count for long. */
const MOST = 128;

/** Bytes of base58btc; undefined for other text. */
function decodeBase58(text: string): Uint8Array | undefined {
  if (text.length > MOST || [...text].some((digit) => !ALPHABET.includes(digit))) return undefined;
  const number = [...text].reduce((sum, digit) => sum * 58n + BigInt(ALPHABET.indexOf(digit)), 0n);
  const hex = number.toString(16);
  return hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`);
}

/** Base58btc of bytes; Solana writes its addresses so, which are Ed25519 keys. */
export function encodeBase58(bytes: Uint8Array): string {
  let text = '';
  for (let rest = BigInt(`0x${bytesToHex(bytes)}`); rest > 0n; rest /= 58n) {
    text = ALPHABET.charAt(Number(rest % 58n)) + text;
  }
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text;
}

/** The field and the constant of P-256 (FIPS 186-4, D.1.2.3): y² = x³ - 3x + b. */
const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % P;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const encoded = (bytes: Uint8Array) => encodeBase64Url(bytes);
const word = (number: bigint) => hexToBytes(number.toString(16).padStart(64, '0'));

/** A compressed point of P-256 (SEC 1 section 2.3.4): WebCrypto takes whole ones alone. */
function p256Key(bytes: Uint8Array): PublicKey | undefined {
  const [sign = 0] = bytes;
  if (bytes.length !== 33 || (sign !== 2 && sign !== 3)) return undefined;
  const x = BigInt(`0x${bytesToHex(bytes.subarray(1))}`);
  const right = (((x * x * x - 3n * x + B) % P) + P) % P;
  // P is 3 modulo 4.
  const root = power(right, (P + 1n) / 4n);
  if (x >= P || (root * root) % P !== right) return undefined;
  const y = Number(root & 1n) === (sign & 1) ? root : P - root;
  return { crv: 'P-256', x: encoded(word(x)), y: encoded(word(y)) };
}

function secp256k1Key(bytes: Uint8Array): PublicKey | undefined {
  try {
    const point = Point.fromBytes(bytes).toBytes(false);
    const [x, y] = [point.subarray(1, 33), point.subarray(33)];
    return { crv: 'secp256k1', x: encoded(x), y: encoded(y) };
  } catch {
    return undefined;
  }
}

/** `z` and base58btc of a multicodec and a key: https://w3c-ccg.github.io/did-key-spec/ */
function multibaseKey(text: string): PublicKey | undefined {
  const bytes = text.startsWith('z') ? decodeBase58(text.slice(1)) : undefined;
  if (bytes === undefined || bytes.length < 34) return undefined;
  const key = bytes.subarray(2);
  switch (bytesToHex(bytes.subarray(0, 2))) {
    case 'ed01':
      return key.length === 32 ? { crv: 'Ed25519', x: encoded(key) } : undefined;
    case 'e701':
      return secp256k1Key(key);
    case '8024':
      return p256Key(key);
    default:
      return undefined;
  }
}

/** Undefined for what is no public key of a curve that is known here. */
export function jwkKey(jwk: Json | undefined): PublicKey | undefined {
  if (!isObject(jwk)) return undefined;
  const [crv, x, y] = ['crv', 'x', 'y'].map((name) => member(jwk, name));
  const isWord = (text: unknown): text is string =>
    typeof text === 'string' && decodeBase64(text)?.length === 32;
  if (!isWord(x)) return undefined;
  if (crv === 'Ed25519') return { crv, x };
  return (crv === 'secp256k1' || crv === 'P-256') && isWord(y) ? { crv, x, y } : undefined;
}

/** The key that an id of a key has in it: `did:key:…` and `did:jwk:…`. Undefined where it is kept elsewhere, or is none. */
export function keyInId(id: string): PublicKey | undefined {
  const [did = ''] = id.split('#');
  const [, method, text = ''] = /^did:(key|jwk):(.+)$/.exec(did) ?? [];
  if (method === 'key') return multibaseKey(text);
  const json = method === 'jwk' ? decodeBase64Text(text) : undefined;
  return json === undefined ? undefined : jwkKey(parseJson(json));
}
