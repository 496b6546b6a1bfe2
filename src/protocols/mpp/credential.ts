import { encodeBase64Url } from '../../core/encoding/base64.ts';
import { type JsonObject, member } from '../../core/encoding/json.ts';
import { PROOF_BYTES } from '../../core/offers/proof/proof.ts';

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

/** What a method adds to the challenge: the payload, and the payer as a DID where the method names one. */
export type Answer = { readonly source?: string; readonly payload: object };

/** `Payment <credential>`: the challenge as it came, and what the method adds (draft-httpauth-payment-00 section 5.2). */
export function credentialOf(terms: JsonObject, { source, payload }: Answer): string {
  const echoed = ECHOED.flatMap((name) => {
    const value = member(terms, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const credential = {
    challenge: Object.fromEntries(echoed),
    ...(source === undefined ? {} : { source }),
    payload,
  };
  return `Payment ${encodeBase64Url(JSON.stringify(credential))}`;
}

/** Characters of the longest payload that Farebox makes: a signed transfer with its payer. */
const LONGEST = 900;

/** Whether the credential of this challenge is within the longest header that Farebox sends. */
export function credentialFits(terms: JsonObject): boolean {
  return credentialOf(terms, { payload: { all: '0'.repeat(LONGEST) } }).length <= PROOF_BYTES;
}
