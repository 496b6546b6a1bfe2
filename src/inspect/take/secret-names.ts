/** Headers that open something or are money, by a part of their name, with hyphens: every service has names of its own. */
const HEADER =
  /auth(?!ority|ors?(?:$|-))|bearer|tokens?$|token-(?:id|value)|secret|session|cookie|passw|passphrase|passcode|credential|signature|hmac|mnemonic|(?:^|-)(?:sig|otp|pin|pass|pwd|sid|ticket|proof|key)$|[cx]srf|jwt|assertion|api-?key|apikey|access-?key|private|macaroon|preimage|dpop|ecash|^(?:x-)?(?:payment|cashu|lightning|lnurlcash|l402|lsat|x402|h402|k402|xmr402|bsv-payment)(?:-|$)|^sign-in-with-/;
/**
 * Names of that kind that say how to ask, what may be asked or how often, and are no secrets
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).
 */
const OPEN =
  /^(?:(?:www|proxy)-authenticate|authentication-info|access-control-.*|sec-.*)$|(?:^|-)(?:rate-?limit|quota)(?:-|$)|(?:^|-)(?:max|min|input|output|total|prompt|completion|used|remaining)-tokens$/;
/** In an answer these hold a challenge or a receipt. */
const OPEN_IN_ANSWER =
  /^(?:(?:x-)?(?:payment|cashu|lightning|lnurlcash|l402|lsat|x402|h402|k402|xmr402|bsv-payment)(?:-.*)?|macaroon|x-macaroon|sign-in-with-.*)$/;
/** And these a proof all the same, where a site repeats what it was sent. */
const PROOF = /^x-payment$|signature|credential|authorization|preimage|secret|proof|-token$/;

/** Parameters of an address beside those whose names a header may have. */
const PARAMETER =
  /^(?:\w+-)?(?:pwd|pw|pass|key|code|sid|sig|signed|sign|hmac|otp|pin|ticket|appid|app-id|apikey|access|payment|proof|cashu|l402|lsat|key-pair-id|policy|samlresponse|invite|magic)$|(?:key|password|passwd|signature|preimage|token|secret)$/;
/** Names by which a challenge says what it offers, and a client how it paid. */
const OF_PAYMENT =
  /^(?:x-)?(?:payment|cashu|lightning|lnurlcash|l402|lsat|x402|h402|k402|xmr402|bsv-payment)(?:-|$)/;

/** Members of JSON, in small letters without hyphens. */
const MEMBER =
  /(?:apikey|apitoken|accesskey|accesstoken|refreshtoken|idtoken|authtoken|sessiontoken|bearertoken|csrftoken|secret|secretkey|privatekey|signingkey|password|passwd|passphrase|preimage|authorization|cookies?|sessionid|jwt|mnemonic|xpayment|xcashu|paymentsignature|paymentcredential|credential|grpcmetadatamacaroon|dpop)$/;
/** Members that are secret in a proof, a credential or what a request sent; a challenge has other things by these names. */
const MEMBER_OF_PROOF =
  /^(?:token|signature|sig|session|sid|signed|transaction|witness|macaroon|credential|proof|key|code|ticket)$|token$|signature$/;
/** Members that hold a proof, a credential or what a request sent. */
const PROOF_PART =
  /^(?:payload|paymentpayload|proofs?|credentials?|auth|login|session|headers?|requestheaders|rawheaders|received|receivedheaders|yousent|sent|xpayment|paymentsignature|paymentcredential)$/;
/** Members of a proof that repeat the challenge (x402, MPP). */
const CHALLENGE_PART =
  /^(?:accepted|accepts|challenge|resource|extensions?|requirements|paymentrequirements)$/;

const hyphenated = (name: string) => name.toLowerCase().replaceAll(/[_.\s]/g, '-');
const letters = (name: string) => name.toLowerCase().replaceAll(/[^a-z\d]/g, '');

/** What a challenge offers so that it is paid: invoices, ecash requests, addresses of payments, orders of payment pages. */
const OFFERED =
  /^(?:(?:lightning:)?(?:ln(?:bcrt|bc|tbs|tb|sb)\d*[munp]?1[\da-z]+|lnurl1[\da-z]+)|creq[AB][\w-]+=*|0x[\da-f]{40}|EC-[\dA-Z]{17}|(?:cs_(?:live|test)|plink)_\w+)$/i;
/** Names of chains and of what is on them (CAIP-2, CAIP-10, CAIP-19). */
const CHAIN_NAME =
  /^(?:eip155|solana|bip122|cosmos|polkadot|stellar|hedera|algorand|aptos|sui|tron|starknet|near|tezos|xrpl|ton):[-\w]{1,32}(?:[:/][-.:/\w%]{1,140})?$/i;
const NUMBER = /^[-+]?\d{1,3}(?:[,_]?\d{3}){0,4}(?:\.\d{1,18})?$|^[-+]?\d{1,16}(?:\.\d{1,18})?$/;
/** Words in small letters, or with capitals before them, up to so many characters. */
const WORDS = /^[A-Z]{0,3}[a-z]+(?:[-_. /][A-Z]{0,3}[a-z]+)*$|^[a-z]{2}-[A-Z]{2}$|^[A-Z]{1,5}$/;
const LONGEST_WORD = 20;

/** A web address that names a place and opens nothing: no login, no parameter, no part that looks like a key. */
function isPlainUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text)) return false;
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const parts = url.pathname.split(/[^A-Za-z\d]/);
  const hasKey = parts.some(
    (part) => part.length >= 16 || (part.length >= 8 && /\d[a-z]|[a-z]\d/i.test(part)),
  );
  return url.search === '' && url.hash === '' && !hasKey;
}

/** Whether a value, wherever it stands, says nothing that opens or pays: an address, a chain, a number, an offer. */
export function isPlainValue(value: string): boolean {
  return isPlainUrl(value) || CHAIN_NAME.test(value) || NUMBER.test(value) || OFFERED.test(value);
}

/** Whether a value is a short word, as settings in cookies are. */
export function isPlainWord(value: string): boolean {
  return value.length <= LONGEST_WORD && WORDS.test(value);
}

/** Whether a value says nothing that opens or pays. */
export const isPlain = (value: string) => isPlainValue(value) || isPlainWord(value);

/** Whether a header of this name opens something or is money. `value`: of an answer, where it is known. */
export function isSecretHeader(name: string, isAnswer: boolean, value = ''): boolean {
  const known = hyphenated(name);
  if (OPEN.test(known)) return false;
  if (!isAnswer || !OPEN_IN_ANSWER.test(known)) return HEADER.test(known);
  // `X-Payment-Token: USDC` is a price.
  const isPrice = /-token$/.test(known) && isPlain(value);
  return PROOF.test(known) && !isPrice;
}

/** Whether a parameter is a secret, by its name and value as the address writes them. */
export function isSecretParameter(written: string, value = ''): boolean {
  let name = written;
  let read = value;
  try {
    name = decodeURIComponent(written);
    read = decodeURIComponent(value);
  } catch {
    // Taken as they are written.
  }
  const known = hyphenated(name).replaceAll(/\[|\]/g, '-').replace(/-+$/, '');
  if (OFFERED.test(read) || CHAIN_NAME.test(read)) return false;
  if (OF_PAYMENT.test(known) && value !== '' && isPlain(read)) return false;
  return PARAMETER.test(known) || (HEADER.test(known) && !OPEN.test(known));
}

/** Whether a member of this name, in JSON of a site, is a secret: `apiKey`, `api_key`, `X-Api-Key`. */
export function isSecretMember(name: string): boolean {
  return MEMBER.test(letters(name));
}

/** Whether a member of this name is a secret where it stands in a proof or a credential. */
export function isSecretOfProof(name: string): boolean {
  const known = letters(name);
  return MEMBER.test(known) || MEMBER_OF_PROOF.test(known);
}

/** What a member of this name holds: (part of) a proof, a copy of the challenge within one, or something else. */
export function partOf(name: string): 'proof' | 'challenge' | undefined {
  const known = letters(name);
  if (CHALLENGE_PART.test(known)) return 'challenge';
  return PROOF_PART.test(known) ? 'proof' : undefined;
}
