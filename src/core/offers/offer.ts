import type { Rail } from './rail.ts';

/** The id of a protocol: the name of its folder. `src/protocols/index.ts` alone lists them. */
export type ProtocolId = string;

/** An amount in base units (millisatoshi on Lightning). `decimals` only where our own table vouches for it. */
export type Price = {
  readonly amount: bigint;
  /** The symbol that we vouch for, else the raw id. */
  readonly currency: string;
  readonly decimals?: number;
  /** The raw asset id: a token address, a mint, an ISO code. */
  readonly asset?: string;
};

/**
 * What leaves the wallet beside the price, as the wallet that would pay has found out. Base units of the price.
 */
export type Extra = {
  /** The mint that would be paid from, as the request spells it where it lists it. */
  readonly from: string;
  /** What the site adds for a mint that is not on its list (NUT-18 `mf`). */
  readonly surcharge: bigint;
  /** What the mint takes: to make fitting coins, and from the site when it redeems them (NUT-02). */
  readonly fee: bigint;
};

/** Why an offer cannot be paid. Each is a text in every language (`reason_…`). */
export type ReasonKey =
  | 'reason_wallet_off'
  | 'reason_scheme'
  | 'reason_scheme_missing'
  | 'reason_network'
  | 'reason_network_missing'
  | 'reason_asset'
  | 'reason_asset_form'
  | 'reason_asset_missing'
  | 'reason_permit2'
  | 'reason_transfer_method'
  | 'reason_upto'
  | 'reason_batch_settlement'
  | 'reason_auth_capture'
  | 'reason_erc7710'
  | 'reason_gateway'
  | 'reason_bank'
  | 'reason_card'
  | 'reason_basket'
  | 'reason_solana'
  | 'reason_payment_flow'
  | 'reason_field'
  | 'reason_quoted'
  | 'reason_amount'
  | 'reason_amount_form'
  | 'reason_amount_missing'
  | 'reason_amounts_differ'
  | 'reason_amount_open'
  | 'reason_amount_zero'
  | 'reason_invoice'
  | 'reason_invoice_differs'
  | 'reason_binding'
  | 'reason_pay_to'
  | 'reason_pay_to_missing'
  | 'reason_pay_to_role'
  | 'reason_domain'
  | 'reason_timeout'
  | 'reason_timeout_short'
  | 'reason_version'
  | 'reason_version_missing'
  | 'reason_insecure'
  | 'reason_method'
  | 'reason_proof_size'
  | 'reason_no_wallet'
  | 'reason_practice'
  | 'reason_session'
  | 'reason_subscription'
  | 'reason_expired'
  | 'reason_bot_only'
  | 'reason_external'
  | 'reason_mint_fee'
  | 'reason_mint_silent';

/** Something to say beside an offer that may be paid (`caution_…`). */
export type Caution =
  | 'caution_unknown_asset'
  | 'caution_test_network'
  | 'caution_resource_elsewhere'
  | 'caution_insecure'
  | 'caution_large_header'
  | 'caution_body_terms'
  | 'caution_bound_to_body'
  | 'caution_lenient'
  | 'caution_first_payment'
  | 'caution_payee_changed'
  | 'caution_payee_rotates'
  | 'caution_payee_lookalike';

/** One way to pay that a server put forward, under one protocol. */
export type Offer = {
  /** Stable within its response: the protocol and a running number, such as `x402:0`. */
  readonly id: string;
  readonly protocol: ProtocolId;
  readonly version?: string;
  /** The protocol's own word for how: `exact`, `charge`, `invoice`. */
  readonly method: string;
  readonly price?: Price;
  /** Known once the wallet was asked: a reader of challenges does not know it. */
  readonly extra?: Extra;
  readonly payee?: string;
  /** CAIP-2 where it is a chain. */
  readonly network?: string;
  /** The site's words, cleaned by `sanitize` (core/encoding/sanitize-text). */
  readonly description?: string;
  /** When the offer itself ends, ms since 1970. */
  readonly expiresAt?: number;
  /** How long a payment may take from when it was asked, in seconds. */
  readonly timeoutSeconds?: number;
  readonly rail?: Rail;
  readonly payable: boolean;
  /** When not payable. */
  readonly why?: ReasonKey;
  readonly cautions: readonly Caution[];
  /** What the protocol needs to echo, verbatim and JSON-safe. */
  readonly terms: unknown;
};
