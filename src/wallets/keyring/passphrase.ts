import { FareboxError } from '../../core/errors.ts';

/** The fewest characters of a new passphrase. */
const PASSPHRASE_CHARACTERS = 10;

/** One form for what different keyboards and systems compose differently (é in one or two code points). */
export function normalPassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC');
}

/** Throws `error_passphrase_short` (detail: the number) unless it has ten characters that are not all the same. */
export function checkNewPassphrase(passphrase: string): void {
  const characters = Array.from(normalPassphrase(passphrase));
  if (characters.length < PASSPHRASE_CHARACTERS || new Set(characters).size < 2) {
    throw new FareboxError('error_passphrase_short', String(PASSPHRASE_CHARACTERS));
  }
}
