import { FareboxError } from '../core/errors.ts';
import type { Random } from './records.ts';

/** `length` fresh bytes in a buffer of our own. Throws `error_internal` when the source gives another length. */
export function freshBytes(random: Random, length: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(random(length));
  if (bytes.length !== length) throw new FareboxError('error_internal');
  return bytes;
}
