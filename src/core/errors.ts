/** Errors are translation keys: what happened, whether money moved, what to do. Texts in _locales (`error_…`). */
export type ErrorKey =
  | 'error_locked'
  | 'error_no_purse'
  | 'error_no_password'
  | 'error_password_exists'
  | 'error_keys_damaged'
  | 'error_phrase_exists'
  | 'error_words_differ'
  | 'error_consent_locked'
  | 'error_purse_exists'
  | 'error_passphrase_wrong'
  | 'error_passphrase_wait'
  | 'error_passphrase_short'
  | 'error_private_key'
  | 'error_purse_damaged'
  | 'error_quote_gone'
  | 'error_quote_changed'
  | 'error_terms_changed'
  | 'error_quote_expired'
  | 'error_not_payable'
  | 'error_insecure'
  | 'error_method'
  | 'error_already_paying'
  | 'error_proof_live'
  | 'error_not_enough'
  | 'error_no_wallet'
  | 'error_terms'
  | 'error_proof_header'
  | 'error_tab_gone'
  | 'error_attach'
  | 'error_download'
  | 'error_storage'
  | 'error_rpc'
  | 'error_rpc_off'
  | 'error_rpc_url'
  | 'error_setting'
  | 'error_refetch'
  | 'error_payment_state'
  | 'error_not_allowed'
  | 'error_limit_payment'
  | 'error_limit_site_day'
  | 'error_limit_day'
  | 'error_limit_month'
  | 'error_limit_asset_day'
  | 'error_limit_worth'
  | 'error_blocked'
  | 'error_safe'
  | 'error_preimage'
  | 'error_no_preimage'
  | 'error_wallet_silent'
  | 'error_page_wallet'
  | 'error_no_pass'
  | 'error_mint_insecure'
  | 'error_mint_unreachable'
  | 'error_mint_answer'
  | 'error_mint_features'
  | 'error_mint_refused'
  | 'error_mint_unknown'
  | 'error_mint_unit'
  | 'error_mint_holds'
  | 'error_mint_fee'
  | 'error_ecash_cap'
  | 'error_ecash_not_enough'
  | 'error_token_invalid'
  | 'error_token_locked'
  | 'error_token_spent'
  | 'error_words'
  | 'error_words_count'
  | 'error_words_unknown'
  | 'error_nwc_uri'
  | 'error_nwc_key'
  | 'error_nwc_relay'
  | 'error_nwc_unreachable'
  | 'error_nwc_cannot'
  | 'error_nwc_network'
  | 'error_nwc_unauthorized'
  | 'error_nwc_balance'
  | 'error_nwc_quota'
  | 'error_nwc_restricted'
  | 'error_nwc_busy'
  | 'error_nwc_failed'
  | 'error_ecash_words'
  | 'error_ecash_held'
  | 'error_internal';

/** An expected failure, to be shown. `detail` fills the text's placeholder and never holds a secret. */
export class FareboxError extends Error {
  readonly key: ErrorKey;
  readonly detail: readonly string[];
  constructor(key: ErrorKey, ...detail: readonly string[]) {
    super(detail.length > 0 ? `${key}: ${detail.join(', ')}` : key);
    this.name = 'FareboxError';
    this.key = key;
    this.detail = detail;
  }
}

/** The wallet has paid, and cannot give the proof of it: the money has gone, and nothing can be sent to the site. */
export class PaidUnproved extends FareboxError {}

/** The wallet was asked and may have paid: what became of it is to be looked up, never asked for again. */
export class Unsure extends FareboxError {}
