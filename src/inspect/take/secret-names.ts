/** Headers that open something or are money, by a part of their name, with hyphens: every service has names of its own. */
const HEADER =
  /auth(?!ority|ors?(?:$|-))|bearer|tokens?$|token-(?:id|value)|secret|session|cookie|passw|passphrase|passcode|credential|signature|(?:^|-)(?:sig|hmac|otp|pin|proof|key)$|[cx]srf|jwt|assertion|api-?key|apikey|access-?key|private|macaroon|preimage|dpop|ecash|^(?:x-)?(?:payment|cashu|lightning|lnurlcash|l402|lsat|x402|h402|k402|xmr402|bsv-payment)(?:-|$)|^sign-in-with-/;
/** Names of that kind that say how to ask, or what may be asked, and are no secrets. */
const OPEN = /^(?:(?:www|proxy)-authenticate|authentication-info|access-control-.*|sec-.*)$/;
/** In an answer these hold a challenge or a receipt. */
const OPEN_IN_ANSWER =
  /^(?:(?:x-)?(?:payment|cashu|lightning|lnurlcash|l402|lsat|x402|h402|k402|xmr402|bsv-payment)(?:-.*)?|macaroon|x-macaroon|sign-in-with-.*)$/;
/** And these a proof all the same, where a site repeats what it was sent. */
const PROOF = /^x-payment$|signature|credential|authorization|preimage|secret|proof|-token$/;

/** Parameters of an address beside those whose names a header may have. */
const PARAMETER =
  /^(?:\w+-)?(?:pwd|pw|pass|key|code|sid|sig|signed|sign|hmac|otp|pin|ticket|appid|app-id|apikey|access|payment|proof|cashu|l402|lsat|key-pair-id|policy|samlresponse|invite|magic)$|(?:key|password|passwd|signature|preimage|token|secret)$/;

/** Members of JSON, in small letters without hyphens. */
const MEMBER =
  /(?:apikey|apitoken|accesskey|accesstoken|refreshtoken|idtoken|authtoken|sessiontoken|bearertoken|csrftoken|secret|secretkey|privatekey|signingkey|password|passwd|passphrase|preimage|authorization|cookie|sessionid|jwt|mnemonic|xpayment|xcashu|paymentsignature|paymentcredential|grpcmetadatamacaroon|dpop)$/;

const hyphenated = (name: string) => name.toLowerCase().replaceAll(/[_.\s]/g, '-');

/** Whether a header of this name opens something or is money. */
export function isSecretHeader(name: string, isAnswer: boolean): boolean {
  const known = hyphenated(name);
  if (OPEN.test(known)) return false;
  if (isAnswer && OPEN_IN_ANSWER.test(known)) return PROOF.test(known);
  return HEADER.test(known);
}

/** Whether a parameter of this name, as the address writes it, is a secret. */
export function isSecretParameter(written: string): boolean {
  let name = written;
  try {
    name = decodeURIComponent(written);
  } catch {
    // Taken as it is written.
  }
  const known = hyphenated(name).replaceAll(/\[|\]/g, '-').replace(/-+$/, '');
  return PARAMETER.test(known) || (HEADER.test(known) && !OPEN.test(known));
}

/** Whether a member of this name, in JSON of a site, is a secret: `apiKey`, `api_key`, `X-Api-Key`. */
export function isSecretMember(name: string): boolean {
  return MEMBER.test(name.toLowerCase().replaceAll(/[^a-z\d]/g, ''));
}
