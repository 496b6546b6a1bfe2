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
