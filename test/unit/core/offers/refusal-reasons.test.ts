import { describe, expect, test } from 'vitest';
import { refusalKey } from '../../../../src/core/offers/refusal-reasons.ts';

describe('refusalKey', () => {
  test.each([
    ['invalid_exact_evm_insufficient_balance', 'refused_insufficient_balance'],
    ['insufficient_funds', 'refused_insufficient_balance'],
    ['permit2_insufficient_balance', 'refused_insufficient_balance'],
    ['invalid_exact_evm_nonce_already_used', 'refused_already_used'],
    ['duplicate_settlement', 'refused_already_used'],
    ['permit2_invalid_nonce', 'refused_already_used'],
    ['invalid_exact_evm_payload_authorization_valid_before', 'refused_expired'],
    ['payment_expired', 'refused_expired'],
    ['permit2_deadline_expired', 'refused_expired'],
    ['invalid_exact_evm_payload_authorization_valid_after', 'refused_too_early'],
    ['permit2_payment_too_early', 'refused_too_early'],
    ['invalid_exact_evm_signature', 'refused_signature'],
    ['invalid_exact_evm_payload_signature', 'refused_signature'],
    ['invalid_exact_evm_failed_to_parse_signature', 'refused_signature'],
    ['invalid_exact_evm_authorization_value', 'refused_amount'],
    ['invalid_exact_evm_payload_authorization_value_mismatch', 'refused_amount'],
    ['permit2_amount_mismatch', 'refused_amount'],
    ['invalid_exact_evm_recipient_mismatch', 'refused_recipient'],
    ['invalid_permit2_spender', 'refused_recipient'],
    ['No matching payment requirements', 'refused_terms'],
    ['extension_echo_mismatch', 'refused_terms'],
    ['invalid_exact_evm_token_name_mismatch', 'refused_terms'],
    ['invalid_payment_requirements', 'refused_terms'],
    ['invalid_exact_evm_transaction_failed', 'refused_transaction'],
    ['invalid_exact_evm_transaction_simulation_failed', 'refused_transaction'],
    ['permit2_allowance_required', 'refused_allowance'],
    ['erc20_approval_tx_failed', 'refused_allowance'],
    ['invalid_exact_evm_payload_undeployed_smart_wallet', 'refused_smart_wallet'],
    ['eip6492_factory_not_allowed', 'refused_smart_wallet'],
    ['unsupported_scheme', 'refused_unsupported'],
    ['invalid_network', 'refused_unsupported'],
    ['invalid_exact_evm_eip3009_not_supported', 'refused_unsupported'],
    ['Unsupported x402 version: 3', 'refused_unsupported'],
    ['invalid_payload', 'refused_unread'],
    ['Payment required', 'refused_unread'],
    ['X-PAYMENT header is required', 'refused_unread'],
    ['PAYMENT-SIGNATURE header is required', 'refused_unread'],
    ['unexpected_verify_error', 'refused_server'],
    ['unexpected_settle_error', 'refused_server'],
  ])('%s is %s', (reason, key) => {
    expect(refusalKey(reason)).toBe(key);
  });

  // A class of reasons: each part that facilitators and contracts write, within the rest of what they write around it.
  test.each([
    ['insufficient_token_balance', 'refused_insufficient_balance'],
    ['wallet_not_enough_tokens', 'refused_insufficient_balance'],
    ['balance_too_low', 'refused_insufficient_balance'],
    ['Insufficient balance of the payer', 'refused_insufficient_balance'],
    ['You have insufficient funds.', 'refused_insufficient_balance'],
    ['insufficient USDC on Base', 'refused_insufficient_balance'],
    ['execution reverted: ERC20: transfer amount exceeds balance', 'refused_insufficient_balance'],
    ['There is not enough funds in the account', 'refused_insufficient_balance'],
    ['Nonce already used', 'refused_already_used'],
    ['This proof has already been used', 'refused_already_used'],
    ['FiatTokenV2: authorization is used or canceled', 'refused_already_used'],
    ['The payment was already settled', 'refused_already_used'],
    ['authorization is expired at last', 'refused_expired'],
    ['FiatTokenV2: authorization expired', 'refused_expired'],
    ['Your payment expired a minute ago', 'refused_expired'],
    ['authorization_not_yet_valid', 'refused_too_early'],
    ['FiatTokenV2: authorization is not yet valid', 'refused_too_early'],
    ['FiatTokenV2: invalid signature', 'refused_signature'],
    ['The signature is invalid', 'refused_signature'],
    ['permit_invalid_owner', 'refused_signature'],
    ['eip2612_permit_missing', 'refused_allowance'],
    ['settle_transaction_failed', 'refused_transaction'],
    ['tx_simulation_failed', 'refused_transaction'],
    ['transfer_event_mismatch', 'refused_transaction'],
    ['invalid_transaction_state', 'refused_transaction'],
    ['wrong_destination', 'refused_recipient'],
    ['payment_insufficient', 'refused_amount'],
    ['missing_eip712_domain', 'refused_terms'],
    ['token_version_mismatch', 'refused_terms'],
    ['wrong_token_mismatch', 'refused_terms'],
    ['invalid_challenge', 'refused_terms'],
    ['Unable to find matching payment requirements for this', 'refused_terms'],
    ['no matching payment requirements were found', 'refused_terms'],
    ['payment_required', 'refused_unread'],
    ['malformed_credential', 'refused_unread'],
    ['invalid character in the header', 'refused_unread'],
    ['payment required to go on', 'refused_unread'],
    ['X-PAYMENT header is required here', 'refused_unread'],
    ['unsupported_asset', 'refused_unsupported'],
    ['wrong_scheme', 'refused_unsupported'],
    ['invalid_x402_version', 'refused_unsupported'],
    ['token_not_deployed', 'refused_unsupported'],
    ['unsupported x402 version', 'refused_unsupported'],
    ['Facilitator verify failed (500): <!DOCTYPE html> <title>Error</title>', 'refused_server'],
    ['Facilitator settle returned invalid JSON: oops', 'refused_server'],
    ['Facilitator getSupported failed (429): slow down', 'refused_server'],
    ['Failed to settle payment: 502 Bad Gateway', 'refused_server'],
    ['Failed to verify payment: Internal Server Error', 'refused_server'],
    ['fetch failed', 'refused_server'],
    ['Internal Server Error', 'refused_server'],
    ['Service Unavailable', 'refused_server'],
    ['Bad Gateway', 'refused_server'],
    ['Gateway Timeout', 'refused_server'],
    ['facilitator_error', 'refused_server'],
    ['InternalServerError', 'refused_server'],
    ['internal_error', 'refused_server'],
    ['SERVICE_UNAVAILABLE', 'refused_server'],
    [
      'Facilitator verify failed (400): {"error":"insufficient_funds"}',
      'refused_insufficient_balance',
    ],
    ['Facilitator settle failed (400): {"reason": "settle_expired"}', 'refused_expired'],
    ['Facilitator settle failed (400): {"code":"nobody_knows"}', 'refused_server'],
  ])('also %s is %s', (reason, key) => {
    expect(refusalKey(reason)).toBe(key);
  });

  test.each([
    'InsufficientFunds',
    'insufficient-funds',
    'INSUFFICIENT_FUNDS',
    'Err2InsufficientFunds',
  ])('%s is one code in another spelling', (reason) => {
    expect(refusalKey(reason)).toBe('refused_insufficient_balance');
  });

  test('what only stands in the middle of a sentence, or after its first 200 characters, tells nothing', () => {
    for (const reason of [
      'We say: payment required',
      'An invalid character',
      'signature, please',
      `${'x'.repeat(200)}_insufficient_funds`,
      `${'x '.repeat(100)}insufficient funds`,
    ]) {
      expect(refusalKey(reason)).toBe('refused_other');
    }
    expect(refusalKey(`${'x'.repeat(180)}_insufficient_funds`)).toBe(
      'refused_insufficient_balance',
    );
  });

  test('unknown codes, and words that only sound like one, are other', () => {
    const others = [
      undefined,
      '',
      'no_idea',
      'A network error; try your signature again',
      '<b>',
      'x'.repeat(5000),
    ];
    for (const reason of others) expect(refusalKey(reason)).toBe('refused_other');
  });
});
