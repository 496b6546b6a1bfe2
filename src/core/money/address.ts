import { keccak_256 } from '@noble/hashes/sha3.js';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const ONE_CASE = /^0x(?:[0-9a-f]{40}|[0-9A-F]{40})$/;

/** 0x and 40 hex digits, in any case. */
export function isAddress(text: unknown): text is string {
  return typeof text === 'string' && text.length === 42 && ADDRESS.test(text);
}

/** The address in the mixed case of EIP-55. */
export function checksummed(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const codes = new Uint8Array(40);
  for (let at = 0; at < 40; at++) codes[at] = digits.charCodeAt(at);
  const hash = keccak_256(codes);
  let text = '0x';
  for (let at = 0; at < 40; at++) {
    const nibble = ((hash[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15;
    const digit = digits.charAt(at);
    text += nibble > 7 ? digit.toUpperCase() : digit;
  }
  return text;
}

// Keccak costs more than all else in reading a challenge, and a server asks for the same payee every time.
const KNOWN_GOOD = 256;
const knownGood = new Set<string>();

/** False for a mixed-case address whose EIP-55 checksum fails: a mistyped or tampered one. */
export function isChecksumOk(address: string): boolean {
  if (ONE_CASE.test(address) || knownGood.has(address)) return true;
  if (checksummed(address) !== address) return false;
  if (knownGood.size >= KNOWN_GOOD) knownGood.clear();
  knownGood.add(address);
  return true;
}

/** Both are the same address, whatever their case. */
export function isSameAddress(one: string, other: string): boolean {
  return one.length === other.length && one.toLowerCase() === other.toLowerCase();
}
