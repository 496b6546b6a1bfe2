import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { Point, recoverPublicKey, verify } from '@noble/secp256k1';
import { decodeBase64, decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, type JsonObject, member, parseJson } from '../../core/encoding/json.ts';
import { checksummed } from '../../core/money/address.ts';
import { encodeBase58, jwkKey, keyInId, type PublicKey } from './jws-key.ts';

/** A JWS in compact form (RFC 7515 section 7.1), taken apart and not yet verified. */
export type Jws = {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** The id of the key; empty where the header has none. */
  readonly keyId: string;
  /** What was signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
};

/** Undefined for what is no JWS over a JSON object. */
export function parseJws(text: string): Jws | undefined {
  const parts = text.split('.');
  const [first = '', second = '', third = ''] = parts;
  const [header, payload] = [first, second].map((part) => parseJson(decodeBase64Text(part) ?? ''));
  const signature = decodeBase64(third);
  if (parts.length !== 3 || !isObject(header) || !isObject(payload)) return undefined;
  const kid = member(header, 'kid');
  return {
    ...{ header, payload, keyId: typeof kid === 'string' ? kid : '' },
    signed: utf8ToBytes(`${first}.${second}`),
    signature: signature ?? new Uint8Array(),
  };
}

/**
 * What is known of a signature without asking anyone:
 * - `right`: the key signed it; `address`: that key's own, of EVM chains (secp256k1) or of Solana (Ed25519);
 * - `wrong`: the key that it names did not sign it;
 * - `elsewhere`: its key is kept elsewhere (`did:web`) and would have to be fetched;
 * - `unknown`: no algorithm or key that is known here.
 */
export type Verified =
  | { readonly state: 'right'; readonly address?: string }
  | { readonly state: 'wrong' | 'elsewhere' | 'unknown' };

const addressOf = (point: Uint8Array) =>
  checksummed(`0x${bytesToHex(keccak_256(point.subarray(1)).subarray(12))}`);

/** `did:pkh` names an address (CAIP-10): the key is recovered from the signature, with either of its two points. */
function recovered({ signed, signature }: Jws): readonly string[] {
  return [0, 1].flatMap((which) => {
    try {
      const bytes = concatBytes(Uint8Array.of(which), signature);
      const key = recoverPublicKey(bytes, sha256(signed), { prehash: false });
      return [addressOf(Point.fromBytes(key).toBytes(false))];
    } catch {
      return [];
    }
  });
}

function verifiedByAddress(jws: Jws, address: string): Verified {
  const is = (each: string) => each.toLowerCase() === address.toLowerCase();
  const signer = recovered(jws).find(is);
  return signer === undefined ? { state: 'wrong' } : { state: 'right', address: signer };
}

function verifiedSecp256k1({ signed, signature }: Jws, { x, y = '' }: PublicKey): Verified {
  const parts = [x, y].map((each) => decodeBase64(each) ?? new Uint8Array());
  const point = concatBytes(Uint8Array.of(4), ...parts);
  try {
    // RFC 8812 allows either half of s.
    const options = { prehash: false, lowS: false };
    if (!verify(signature, sha256(signed), point, options)) return { state: 'wrong' };
    return { state: 'right', address: addressOf(point) };
  } catch {
    return { state: 'wrong' };
  }
}

/** Ids of keys that stand in a document on the web, and the algorithms that are verified here. */
const FETCHED = /^(?:did:web:|https:\/\/)/;
const ALGORITHMS: ReadonlySet<string> = new Set(['ES256K', 'ES256', 'EdDSA', 'Ed25519']);

/** By the browser's own cryptography: ES256 and Ed25519. */
async function verifiedByBrowser(
  { signed, signature }: Jws,
  key: PublicKey,
  algorithm: { readonly name: string; readonly namedCurve?: string; readonly hash?: string },
): Promise<Verified> {
  const jwk = { kty: key.y === undefined ? 'OKP' : 'EC', ...key };
  try {
    const known = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    const bytes = new Uint8Array(signed);
    const isRight = await crypto.subtle.verify(algorithm, known, signature, bytes);
    return { state: isRight ? 'right' : 'wrong' };
  } catch {
    // A point that is not of the curve.
    return { state: 'wrong' };
  }
}

/**
 * Verifies a signature by the key in its header (`jwk`) or in its key's id (`did:key`, `did:jwk`, `did:pkh` of an EVM
 * address). Nothing is fetched. Where header and id have a key each, they must be the same (section 4.5 of the extension).
 */
export async function verifyJws(jws: Jws): Promise<Verified> {
  const { header, keyId } = jws;
  const alg = member(header, 'alg');
  if (alg === 'none') return { state: 'wrong' };
  // What a header names as critical must be understood (RFC 7515 section 4.1.11).
  if (member(header, 'crit') !== undefined) return { state: 'unknown' };
  const address = /^did:pkh:eip155:\d+:(0x[0-9a-f]{40})(?:#|$)/i.exec(keyId)?.[1];
  const jwk = member(header, 'jwk');
  const own = jwkKey(jwk);
  const named = keyInId(keyId);
  if (own !== undefined && named !== undefined && !isSame(own, named)) return { state: 'wrong' };
  const key = own ?? named;
  if (alg === 'ES256K' && address !== undefined) {
    if (own === undefined) return verifiedByAddress(jws, address);
    const verified = verifiedSecp256k1(jws, own);
    const isNamed =
      'address' in verified && verified.address?.toLowerCase() === address.toLowerCase();
    return isNamed ? verified : { state: 'wrong' };
  }
  if (key === undefined) {
    const isElsewhere = jwk === undefined && FETCHED.test(keyId) && ALGORITHMS.has(String(alg));
    return { state: isElsewhere ? 'elsewhere' : 'unknown' };
  }
  if (alg === 'ES256K' && key.crv === 'secp256k1') return verifiedSecp256k1(jws, key);
  if (alg === 'ES256' && key.crv === 'P-256') {
    return verifiedByBrowser(jws, key, { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' });
  }
  if ((alg === 'EdDSA' || alg === 'Ed25519') && key.crv === 'Ed25519') {
    const { state } = await verifiedByBrowser(jws, key, { name: 'Ed25519' });
    if (state !== 'right') return { state };
    return { state, address: encodeBase58(decodeBase64(key.x) ?? new Uint8Array()) };
  }
  return { state: 'unknown' };
}

const isSame = (one: PublicKey, other: PublicKey) =>
  one.crv === other.crv && one.x === other.x && one.y === other.y;
