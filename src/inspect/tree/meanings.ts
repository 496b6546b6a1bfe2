type Messages = typeof import('../../static/_locales/en/messages.json');

type MessageKey = keyof Messages;
/** The key of a text that says what a field means. */
export type MeaningKey = Extract<MessageKey, `means_${string}`>;

const X402 = 'https://github.com/coinbase/x402/blob/main/specs/x402-specification-v2.md';
const MPP = 'https://datatracker.ietf.org/doc/html/draft-ryan-httpauth-payment';
const L402 = 'https://github.com/lightninglabs/L402/blob/master/protocol-specification.md';
const BOLT11 = 'https://github.com/lightning/bolts/blob/master/11-payment-encoding.md';
const NUTS = 'https://github.com/cashubtc/nuts/blob/main';

/** Whose fields they are. */
export type Vocabulary =
  | 'x402'
  | 'x402-receipt'
  | 'payment'
  | 'l402'
  | 'bolt11'
  | 'cashu'
  | 'eip3009';

/** Where the fields of a vocabulary are specified, and what each means. */
const FIELDS: Readonly<
  Record<
    Vocabulary,
    { readonly link: string; readonly means: Readonly<Record<string, MeaningKey>> }
  >
> = {
  x402: {
    link: `${X402}#5-types`,
    means: {
      x402Version: 'means_version',
      error: 'means_error',
      resource: 'means_resource',
      url: 'means_url',
      description: 'means_description',
      mimeType: 'means_mime_type',
      accepts: 'means_accepts',
      accepted: 'means_accepted',
      payload: 'means_payload',
      extensions: 'means_extensions',
      scheme: 'means_scheme',
      network: 'means_network',
      amount: 'means_amount',
      maxAmountRequired: 'means_amount',
      asset: 'means_asset',
      payTo: 'means_pay_to',
      maxTimeoutSeconds: 'means_timeout',
      extra: 'means_extra',
      name: 'means_domain_name',
      version: 'means_domain_version',
      assetTransferMethod: 'means_transfer_method',
      outputSchema: 'means_output_schema',
    },
  },
  'x402-receipt': {
    link: `${X402}#53-settlementresponse-schema`,
    means: {
      success: 'means_success',
      errorReason: 'means_error_reason',
      transaction: 'means_transaction',
      network: 'means_network',
      payer: 'means_payer',
      amount: 'means_settled_amount',
    },
  },
  payment: {
    link: `${MPP}#section-5`,
    means: {
      id: 'means_challenge_id',
      realm: 'means_realm',
      method: 'means_method',
      intent: 'means_intent',
      request: 'means_request',
      description: 'means_description',
      digest: 'means_digest',
      expires: 'means_expires',
      header: 'means_header',
      opaque: 'means_opaque',
      amount: 'means_amount',
      currency: 'means_asset',
      recipient: 'means_pay_to',
      invoice: 'means_invoice',
      challenge: 'means_accepted',
      payload: 'means_payload',
      status: 'means_status',
      reference: 'means_transaction',
      timestamp: 'means_created',
    },
  },
  l402: {
    link: L402,
    means: {
      token: 'means_token',
      macaroon: 'means_token',
      invoice: 'means_invoice',
      version: 'means_version',
      payment_hash: 'means_payment_hash',
      caveat: 'means_caveat',
      preimage: 'means_preimage',
    },
  },
  bolt11: {
    link: `${BOLT11}#tagged-fields`,
    means: {
      network: 'means_network',
      amount: 'means_invoice_amount',
      created: 'means_created',
      expires: 'means_expires',
      payment_hash: 'means_payment_hash',
      description: 'means_description',
      description_hash: 'means_description_hash',
      payee: 'means_payee_node',
    },
  },
  cashu: {
    link: `${NUTS}/18.md`,
    means: {
      id: 'means_challenge_id',
      amount: 'means_amount_unit',
      unit: 'means_unit',
      single_use: 'means_single_use',
      mints: 'means_mints',
      mints_preferred: 'means_mints_preferred',
      methods: 'means_melt_methods',
      description: 'means_description',
      transports: 'means_transports',
      lock: 'means_lock',
    },
  },
  eip3009: {
    link: `${X402}#61-exact-scheme-evm-overview`,
    means: {
      signature: 'means_signature',
      authorization: 'means_authorization',
      from: 'means_payer',
      to: 'means_pay_to',
      value: 'means_amount',
      validAfter: 'means_valid_after',
      validBefore: 'means_valid_before',
      nonce: 'means_nonce',
      domain: 'means_domain',
      name: 'means_domain_name',
      version: 'means_domain_version',
      chainId: 'means_network',
      verifyingContract: 'means_asset',
      message: 'means_authorization',
      mints: 'means_mints',
      unit: 'means_unit',
      amount: 'means_amount',
      maxFee: 'means_max_fee',
      invoice: 'means_invoice',
      paymentHash: 'means_payment_hash',
      expiresAt: 'means_expires',
      network: 'means_network',
      lock: 'means_lock',
      rail: 'means_rail',
    },
  },
};

/** What a field means, and where that is written. Undefined members where the vocabulary does not have it. */
export function meaningOf(
  vocabulary: Vocabulary | undefined,
  field: string,
): { readonly meaning?: MeaningKey; readonly link?: string } {
  if (vocabulary === undefined) return {};
  const { link, means } = FIELDS[vocabulary];
  const meaning = Object.hasOwn(means, field) ? means[field] : undefined;
  return meaning === undefined ? {} : { meaning, link };
}
