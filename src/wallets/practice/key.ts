import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The throw-away key of one practice payment, 32 bytes. It is made of the payment's random id, so that the same request
 * gives the same signature after the worker has died, and no two payments share an address: nothing can be sent to it
 * before it signs, and it signs once. Never stored.
 */
export function practiceKey(paymentId: string): Uint8Array {
  return sha256(utf8ToBytes(`Farebox practice key\n${paymentId}`));
}
