import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The preimage of a practice invoice: 64 hex digits. Real preimages are known to the payee alone until they are paid for. A
 * practice invoice (`farebox-check practice`) has one that anyone can compute from the node id that signed it, of which each
 * invoice has a fresh one. `payee`: 66 hex digits, lower case.
 */
export function practicePreimage(payee: string): string {
  return bytesToHex(sha256(utf8ToBytes(`Farebox practice invoice\n${payee}`)));
}
