import { decodeBase64 } from '../../core/base64.ts';
import { decodeBech32, wordsToBytes } from '../../core/bech32.ts';
import { readCreqA } from './creq-a.ts';
import { readCreqB } from './creq-b.ts';
import { Malformed, type PaymentRequest } from './request.ts';

/** A payment request and the encoding that it came in: `A` is CBOR in base64 (NUT-18), `B` bech32m (NUT-26). */
export type Decoded = { readonly encoding: 'A' | 'B'; readonly request: PaymentRequest };

/** Decodes `creqA…` or `creqb1…`; one English sentence on what is wrong otherwise. Never throws, linear. */
export function decodeRequest(text: string): Decoded | string {
  const prefix = text.slice(0, 6).toLowerCase();
  try {
    if (prefix.startsWith('creqa')) {
      const bytes = decodeBase64(text.slice(5));
      if (bytes === undefined) return 'What follows creqA is not base64.';
      return { encoding: 'A', request: readCreqA(bytes) };
    }
    if (prefix !== 'creqb1') return 'The header holds no Cashu payment request.';
    const decoded = decodeBech32(text);
    const bytes = decoded?.checksum === 'bech32m' ? wordsToBytes(decoded.words) : undefined;
    // BIP-173 takes the last 1 for the separator, so that the prefix may still be another one.
    if (bytes === undefined || decoded?.prefix !== 'creqb') {
      return 'The request is not bech32m, or its checksum is wrong.';
    }
    return { encoding: 'B', request: readCreqB(bytes) };
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}
