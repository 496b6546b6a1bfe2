import { bytesToHex } from '@noble/hashes/utils.js';
import { entropyToMnemonic, mnemonicToSeedWebcrypto, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { FareboxError } from '../../../core/errors.ts';

/** Twelve words for 16 fresh bytes (BIP-39). */
export function wordsFor(entropy: Uint8Array): string {
  return entropyToMnemonic(entropy, wordlist);
}

/**
 * Twelve words as the user typed them, in the one spelling that the seed is made of. Throws `error_words_count`,
 * `error_words_unknown` (detail: those that are on no list, each with its place), `error_words` where they are all
 * words and do not belong together (BIP-39's checksum).
 */
export function checkWords(text: string): string {
  const words = text
    .normalize('NFKD')
    .trim()
    .toLowerCase()
    .split(/[\s,.;0-9]+/)
    .filter(Boolean);
  const unknown = words.flatMap((word, at) =>
    wordlist.includes(word) ? [] : [`${at + 1}. ${word.slice(0, 30)}`],
  );
  if (words.length !== 12) throw new FareboxError('error_words_count', String(words.length));
  if (unknown.length > 0) throw new FareboxError('error_words_unknown', unknown.join(', '));
  const whole = words.join(' ');
  if (!validateMnemonic(whole, wordlist)) throw new FareboxError('error_words');
  return whole;
}

/** The seed of NUT-13, 128 hex digits. */
export async function seedOf(words: string): Promise<string> {
  return bytesToHex(await mnemonicToSeedWebcrypto(words));
}
