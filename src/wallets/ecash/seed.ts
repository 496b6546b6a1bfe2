import { bytesToHex } from '@noble/hashes/utils.js';
import { entropyToMnemonic, mnemonicToSeedWebcrypto, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

/** Twelve words for 16 fresh bytes (BIP-39). */
export function wordsFor(entropy: Uint8Array): string {
  return entropyToMnemonic(entropy, wordlist);
}

/** Whether these are words of BIP-39 whose checksum is right. */
export function areWords(words: string): boolean {
  return validateMnemonic(words, wordlist);
}

/** The seed of NUT-13, 128 hex digits. */
export async function seedOf(words: string): Promise<string> {
  return bytesToHex(await mnemonicToSeedWebcrypto(words));
}
