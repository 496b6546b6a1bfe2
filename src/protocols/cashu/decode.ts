import { decodeBase64, decodeBase64Text } from '../../core/encoding/base64.ts';
import { decodeBech32, wordsToBytes } from '../../core/encoding/bech32.ts';
import { parseJson } from '../../core/encoding/json.ts';
import { readCreqA } from './creq-a.ts';
import { readCreqB } from './creq-b.ts';
import { readCreqJson } from './creq-json.ts';
import { Malformed, type PaymentRequest } from './request.ts';
import { whatInstead, whatInsteadOfBech32m, whatInsteadOfCbor } from './what.ts';

/**
 * A payment request and the encoding that it came in: `A` is CBOR in base64 (NUT-18), `B` bech32m (NUT-26). The
 * others no NUT knows, but servers send them: `A (JSON)` is creqA with JSON in place of the CBOR, `JSON` is bare
 * JSON or base64 of it, as the first draft of NUT-24 had it.
 */
export type Decoded = {
  readonly encoding: 'A' | 'B' | 'A (JSON)' | 'JSON';
  readonly request: PaymentRequest;
};

/** A link round a request: of wallets, or of BIP-321. */
const LINK = /^(?:web\+)?cashu:(?:\/\/)?|^bitcoin:[^?]{0,100}\?(?:[^#]*&)?creq=/i;

/** Decodes a request in any of the encodings; one English sentence on what the value is otherwise. Never throws, linear. */
export function decodeRequest(value: string): Decoded | string {
  const text = withoutLink(value);
  try {
    const prefix = text.slice(0, 6).toLowerCase();
    if (prefix.startsWith('creqa')) return readA(text.slice(5));
    if (prefix === 'creqb1') return readB(text);
    const json = text.startsWith('{') ? text : decodeBase64Text(text);
    const request = json?.trimStart().startsWith('{') ? readCreqJson(parseJson(json)) : undefined;
    return request === undefined ? whatInstead(text) : { encoding: 'JSON', request };
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

function withoutLink(value: string): string {
  const link = LINK.exec(value.slice(0, 4096))?.[0];
  if (link === undefined) return value;
  const rest = value.slice(link.length);
  return /^bitcoin/i.test(link) ? rest.replace(/[&#].*$/s, '') : rest;
}

function readA(text: string): Decoded | string {
  const bytes = decodeBase64(text);
  if (bytes === undefined) return 'What follows creqA is not base64.';
  // 0x7b is { in ASCII; in CBOR it heads a text of more bytes than any header has.
  if (bytes[0] === 0x7b) {
    const json = decodeBase64Text(text);
    const request = json === undefined ? undefined : readCreqJson(parseJson(json));
    if (request !== undefined) return { encoding: 'A (JSON)', request };
  }
  try {
    return { encoding: 'A', request: readCreqA(bytes) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return whatInsteadOfCbor(bytes, error.message);
  }
}

function readB(text: string): Decoded | string {
  const decoded = decodeBech32(text);
  const bytes = decoded?.checksum === 'bech32m' ? wordsToBytes(decoded.words) : undefined;
  // BIP-173 takes the last 1 for the separator, so that the prefix may still be another one.
  if (bytes === undefined || decoded?.prefix !== 'creqb') return whatInsteadOfBech32m(text);
  return { encoding: 'B', request: readCreqB(bytes) };
}
