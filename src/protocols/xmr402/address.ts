import { keccak_256 } from '@noble/hashes/sha3.js';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Monero's base58 goes by blocks: eight bytes are eleven letters, and the five at the end are seven. */
const BLOCK_LETTERS = 11;
const BYTES_OF_LETTERS: Readonly<Record<number, number>> = { 11: 8, 7: 5 };
const CHECKSUM = 4;
/** Standard, integrated and subaddress each. */
const NETWORKS: ReadonlyMap<number, 'mainnet' | 'stagenet' | 'testnet'> = new Map([
  [18, 'mainnet'],
  [19, 'mainnet'],
  [42, 'mainnet'],
  [24, 'stagenet'],
  [25, 'stagenet'],
  [36, 'stagenet'],
  [53, 'testnet'],
  [54, 'testnet'],
  [63, 'testnet'],
]);

/** The network of a Monero address; undefined when it is none or its checksum is wrong. */
export function moneroNetwork(address: string): 'mainnet' | 'stagenet' | 'testnet' | undefined {
  if (address.length !== 95 && address.length !== 106) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < address.length; at += BLOCK_LETTERS) {
    const block = decodeBlock(address.slice(at, at + BLOCK_LETTERS));
    if (block === undefined) return undefined;
    bytes.push(...block);
  }
  const body = Uint8Array.from(bytes.slice(0, -CHECKSUM));
  const checksum = keccak_256(body).subarray(0, CHECKSUM);
  const right = bytes.slice(-CHECKSUM).every((byte, at) => byte === checksum[at]);
  return right ? NETWORKS.get(bytes[0] ?? 0) : undefined;
}

function decodeBlock(letters: string): number[] | undefined {
  const size = BYTES_OF_LETTERS[letters.length];
  if (size === undefined) return undefined;
  let value = 0n;
  for (const letter of letters) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  if (value >> BigInt(8 * size) !== 0n) return undefined;
  const bytes = Array.from({ length: size }, () => 0);
  for (let at = size - 1; at >= 0; at--, value >>= 8n) bytes[at] = Number(value & 255n);
  return bytes;
}
