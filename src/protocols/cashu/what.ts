import { decodeBase64, decodeUtf8 } from '../../core/encoding/base64.ts';
import { decodeBech32 } from '../../core/encoding/bech32.ts';

/** What a value is that is no payment request, as the start of it tells: first match counts. */
const KINDS: readonly (readonly [start: RegExp, what: string])[] = [
  [/^cashu([a-z])/i, 'a Cashu token, which is money, where a payment request should be'],
  [/^lnurlcashreq1/i, 'a request of LNURLcash, which is not Cashu'],
  [/^lnurl1/i, 'an LNURL'],
  [/^ln(bc|tb|bcrt|tbs)\w*1/i, 'a Lightning invoice'],
  [/^eyJ[\w-]+\.[\w-]*\./, 'a JSON Web Token'],
  [/^(https?|wss?):\/\//i, 'a web address'],
  [/^bitcoin:/i, 'a bitcoin: link without a Cashu request (creq=)'],
  [/^(true|false|yes|no|required|enabled?|on|off|null)$/i, 'a flag, and no terms'],
  [/^\d+([.,]\d+)?( ?\w{1,5})?$/, 'a bare amount, without unit and mint'],
  [/^[{[]/, 'JSON, but no payment request'],
];

/** One English sentence: what a value is instead of a payment request. Quotes nothing of it. */
export function whatInstead(text: string): string {
  const head = text.slice(0, 200);
  const version = /^creq(.)/i.exec(head)?.[1];
  if (/^creq$/i.test(head)) return 'The request ends after creq: it names no version.';
  if (version === 'b' || version === 'B') {
    return 'After creqb a 1 and bech32m must follow (NUT-26), and they do not.';
  }
  if (version !== undefined && /^[a-z0-9]$/i.test(version)) {
    return `The request is of version ${version.toUpperCase()}; Farebox knows creqA and creqb1.`;
  }
  const kind = KINDS.find(([start]) => start.test(head))?.[1];
  if (kind !== undefined) return `The header holds ${kind}.`;
  const decoded = decodeBase64(text);
  if (decoded !== undefined && decoded.length > 8 && isPlainText(decoded)) {
    return 'The header holds text in base64, but no payment request.';
  }
  return 'The header holds no Cashu payment request.';
}

/** What follows `creqA` where it is not CBOR that can be read; `fault`: what the reader of CBOR says. */
export function whatInsteadOfCbor(bytes: Uint8Array, fault: string): string {
  if (bytes.length === 0) return 'Nothing follows creqA.';
  if (!isPlainText(bytes)) return fault;
  const first = String.fromCharCode(bytes[0] ?? 0).trim();
  return first === '{' || first === '['
    ? 'What follows creqA is JSON instead of CBOR, and no whole payment request.'
    : 'What follows creqA is text instead of CBOR.';
}

/** Why `creqb1…` is not bech32m (BIP-350) with this prefix. */
export function whatInsteadOfBech32m(text: string): string {
  const data = text.slice(6);
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) {
    return 'The request has both capital and small letters, which bech32m forbids.';
  }
  if (data.length < 6) return 'The request is cut short: it ends before its checksum.';
  if (/[^qpzry9x8gf2tvdw0s3jn54khce6mua7l]/i.test(data)) {
    return 'The request has letters that bech32m does not know.';
  }
  return decodeBech32(text)?.checksum === 'bech32'
    ? 'The request is bech32 instead of bech32m.'
    : 'The checksum of the request is wrong: it was changed or cut short.';
}

/** UTF-8 that can be read as text: no control characters but white space. */
function isPlainText(bytes: Uint8Array): boolean {
  const text = decodeUtf8(bytes);
  return text !== undefined && !/[^\P{Cc}\t\n\r]/u.test(text);
}
