import { encodeBase64Url } from '../../core/encoding/base64.ts';
import { type JsonObject, member } from '../../core/encoding/json.ts';
import { PROOF_BYTES } from '../../core/offers/proof.ts';

/** What a credential repeats of its challenge (draft-httpauth-payment-00 section 5.2). */
const ECHOED = [
  'id',
  'realm',
  'method',
  'intent',
  'request',
  'expires',
  'digest',
  'opaque',
  'description',
  'header',
] as const;

/** `Payment <credential>`: the challenge as it came, and the preimage (draft-lightning-charge-00). */
export function credentialOf(terms: JsonObject, preimage: string): string {
  const echoed = ECHOED.flatMap((name) => {
    const value = member(terms, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const credential = { challenge: Object.fromEntries(echoed), payload: { preimage } };
  return `Payment ${encodeBase64Url(JSON.stringify(credential))}`;
}

/** Whether the credential of this challenge is within the longest header that Farebox sends. */
export function credentialFits(terms: JsonObject): boolean {
  return credentialOf(terms, '0'.repeat(64)).length <= PROOF_BYTES;
}
