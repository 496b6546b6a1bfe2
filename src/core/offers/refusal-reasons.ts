/** Why a server refused a payment, in a word that has a text in every language. */
export type RefusalKey =
  /** The payer does not hold enough of the token. */
  | 'refused_insufficient_balance'
  /** This very proof was used before. */
  | 'refused_already_used'
  /** It came after its time. */
  | 'refused_expired'
  /** Its time has not begun: a clock is wrong. */
  | 'refused_too_early'
  | 'refused_signature'
  /** The amount is not what the server wants. */
  | 'refused_amount'
  /** The payee is not the server's. */
  | 'refused_recipient'
  /** The server wants other terms than those that were paid, or its terms have changed. */
  | 'refused_terms'
  /** The chain did not take the transaction. */
  | 'refused_transaction'
  /** The network, token, scheme or version is not one that the server takes. */
  | 'refused_unsupported'
  /** The token's allowance for Permit2 is missing. */
  | 'refused_allowance'
  /** The payer is a smart wallet that the server does not take. */
  | 'refused_smart_wallet'
  /** The server saw no proof, or could not read it. */
  | 'refused_unread'
  /** The server or its facilitator failed. */
  | 'refused_server'
  | 'refused_other';

// A code is one word with a known part; facilitators put more before it, and versions differ in where. Looked
// at in this order, the more special first.
const CODES: readonly (readonly [part: string, key: RefusalKey])[] = [
  ['nonce_already_used', 'refused_already_used'],
  ['duplicate_settlement', 'refused_already_used'],
  ['invalid_nonce', 'refused_already_used'],
  ['insufficient_balance', 'refused_insufficient_balance'],
  ['insufficient_funds', 'refused_insufficient_balance'],
  ['insufficient_token_balance', 'refused_insufficient_balance'],
  ['not_enough', 'refused_insufficient_balance'],
  ['balance_too_low', 'refused_insufficient_balance'],
  ['allowance_required', 'refused_allowance'],
  ['erc20_approval', 'refused_allowance'],
  ['2612', 'refused_allowance'],
  ['valid_before', 'refused_expired'],
  ['expired', 'refused_expired'],
  ['valid_after', 'refused_too_early'],
  ['not_yet_valid', 'refused_too_early'],
  ['too_early', 'refused_too_early'],
  ['smart_wallet', 'refused_smart_wallet'],
  ['eip6492', 'refused_smart_wallet'],
  ['transaction_failed', 'refused_transaction'],
  ['simulation_failed', 'refused_transaction'],
  ['transfer_event_mismatch', 'refused_transaction'],
  ['transaction_state', 'refused_transaction'],
  ['signature', 'refused_signature'],
  ['invalid_owner', 'refused_signature'],
  ['recipient', 'refused_recipient'],
  ['destination', 'refused_recipient'],
  ['spender', 'refused_recipient'],
  ['authorization_value', 'refused_amount'],
  ['amount', 'refused_amount'],
  ['echo_mismatch', 'refused_terms'],
  ['payment_requirements', 'refused_terms'],
  ['eip712_domain', 'refused_terms'],
  ['token_name_mismatch', 'refused_terms'],
  ['token_version_mismatch', 'refused_terms'],
  ['token_mismatch', 'refused_terms'],
  ['unsupported', 'refused_unsupported'],
  ['not_supported', 'refused_unsupported'],
  ['invalid_payload', 'refused_unread'],
  ['payment_required', 'refused_unread'],
  ['malformed_credential', 'refused_unread'],
  ['invalid_challenge', 'refused_terms'],
  ['payment_insufficient', 'refused_amount'],
  ['network', 'refused_unsupported'],
  ['scheme', 'refused_unsupported'],
  ['x402_version', 'refused_unsupported'],
  ['not_deployed', 'refused_unsupported'],
  ['unexpected', 'refused_server'],
  ['facilitator', 'refused_server'],
  ['internal_server_error', 'refused_server'],
  ['internal_error', 'refused_server'],
  ['service_unavailable', 'refused_server'],
];

// What servers say in words, in any case: parts that no sentence has for another reason.
const PHRASES: readonly (readonly [part: string, key: RefusalKey])[] = [
  ['insufficient balance', 'refused_insufficient_balance'],
  ['insufficient funds', 'refused_insufficient_balance'],
  ['insufficient usdc', 'refused_insufficient_balance'],
  ['transfer amount exceeds balance', 'refused_insufficient_balance'],
  ['not enough funds', 'refused_insufficient_balance'],
  ['nonce already used', 'refused_already_used'],
  ['already been used', 'refused_already_used'],
  ['authorization is used', 'refused_already_used'],
  ['already settled', 'refused_already_used'],
  ['authorization is expired', 'refused_expired'],
  ['authorization expired', 'refused_expired'],
  ['payment expired', 'refused_expired'],
  ['authorization is not yet valid', 'refused_too_early'],
  ['invalid signature', 'refused_signature'],
  ['signature is invalid', 'refused_signature'],
  ['unable to find matching payment requirements', 'refused_terms'],
];

// The same, where only the beginning tells.
const WORDS: readonly (readonly [beginning: string, key: RefusalKey])[] = [
  ['no matching payment requirements', 'refused_terms'],
  ['payment required', 'refused_unread'],
  ['x-payment header is required', 'refused_unread'],
  ['payment-signature header is required', 'refused_unread'],
  ['invalid character', 'refused_unread'],
  ['unsupported x402 version', 'refused_unsupported'],
  // The reference servers pass on how their own request to the facilitator failed.
  ['facilitator verify', 'refused_server'],
  ['facilitator settle', 'refused_server'],
  ['facilitator get', 'refused_server'],
  ['failed to verify payment', 'refused_server'],
  ['failed to settle payment', 'refused_server'],
  ['fetch failed', 'refused_server'],
  ['internal server error', 'refused_server'],
  ['service unavailable', 'refused_server'],
  ['bad gateway', 'refused_server'],
  ['gateway timeout', 'refused_server'],
];

/** The code in a facilitator's JSON that a sentence quotes. */
const QUOTED = /"(?:error|errorReason|invalidReason|reason|code)":\s*"([\w.:-]{1,200})"/;

/** One word, also in camel case or with hyphens. */
const CODE = /^[A-Za-z0-9_.:-]{1,200}$/;

/** `InsufficientFunds`, `insufficient-funds` and `INSUFFICIENT_FUNDS` as `insufficient_funds`. */
function snake(code: string): string {
  return code
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toLowerCase();
}

/** The word for a server's reason (x402: `errorReason` or `error`); `refused_other` for an unknown one. */
export function refusalKey(reason: string | undefined): RefusalKey {
  const text = (reason ?? '').slice(0, 200);
  const lower = text.toLowerCase();
  const quoted = QUOTED.exec(text)?.[1];
  const inside = quoted === undefined ? 'refused_other' : refusalKey(quoted);
  if (inside !== 'refused_other') return inside;
  const known = CODE.test(text)
    ? CODES.find(([part]) => snake(text).includes(part) || lower.includes(part))
    : (PHRASES.find(([part]) => lower.includes(part)) ??
      WORDS.find(([beginning]) => lower.startsWith(beginning)));
  return known?.[1] ?? 'refused_other';
}
