import type { HeaderLine } from '../../../../src/core/http.ts';
import type { Notice } from '../../../../src/core/reading.ts';

/** A bill as a service sends it, and the notice that it must become. */
export type Bill = {
  readonly from: string;
  readonly url?: string;
  readonly headers?: readonly HeaderLine[];
  readonly body: unknown;
  readonly notice: Omit<Notice, 'kind'>;
};

const OUT_OF_CREDIT = 'Your balance is 3 but this costs 5.';

/** Shapes in use; names, numbers and words are our own. */
export const BILLS: readonly Bill[] = [
  {
    from: 'Stripe',
    url: 'https://api.stripe.com/v1/charges',
    headers: [
      ['Request-Id', 'req_7Qx'],
      ['Stripe-Version', '2026-01-28'],
    ],
    body: {
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        message: 'The card was declined: not enough money on it.',
        param: 'number',
        doc_url: 'https://stripe.com/docs/error-codes/card-declined',
        charge: 'ch_1',
        payment_intent: { id: 'pi_1', client_secret: 'pi_1_secret_abcdefgh' },
      },
    },
    notice: {
      code: 'card_declined',
      message: 'The card was declined: not enough money on it.',
      docUrl: 'https://stripe.com/docs/error-codes/card-declined',
      service: 'Stripe',
      details: [
        ['decline_code', 'insufficient_funds'],
        ['param', 'number'],
        ['request_id', 'req_7Qx'],
      ],
      whoActs: 'visitor',
    },
  },
  {
    from: 'a payment API whose JSON ends in a comma, like the example on MDN',
    body: '{\n  "error": {\n    "code": "expired_card",\n    "doc_url": "https://pay.example/errors#old-card",\n    "message": "This card is too old, take another.",\n  }\n}',
    notice: {
      code: 'expired_card',
      message: 'This card is too old, take another.',
      docUrl: 'https://pay.example/errors#old-card',
      whoActs: 'visitor',
    },
  },
  {
    from: 'RFC 9457',
    headers: [['Content-Type', 'application/problem+json']],
    body: {
      type: 'https://api.example/probs/no-credit',
      title: 'There is not enough credit.',
      detail: OUT_OF_CREDIT,
      instance: '/account/9',
    },
    notice: {
      code: 'no-credit',
      message: `There is not enough credit. ${OUT_OF_CREDIT}`,
      docUrl: 'https://api.example/probs/no-credit',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'RFC 9457 about:blank',
    body: { type: 'about:blank', title: 'Payment Required', detail: OUT_OF_CREDIT },
    notice: { message: OUT_OF_CREDIT, whoActs: 'account-holder' },
  },
  {
    from: 'OpenRouter',
    url: 'https://openrouter.ai/api/v1/chat',
    body: {
      error: {
        message: `Not enough credits for 32000 tokens. Visit https://openrouter.ai/settings/credits. ${'More words. '.repeat(40)}`,
        code: 402,
        metadata: { limit_source: 'budget' },
      },
    },
    notice: {
      code: '402',
      message:
        `Not enough credits for 32000 tokens. Visit https://openrouter.ai/settings/credits. ${'More words. '.repeat(40)}`
          .slice(0, 199)
          .concat('…'),
      docUrl: 'https://openrouter.ai/settings/credits',
      service: 'OpenRouter',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'DeepSeek',
    url: 'https://api.deepseek.com/chat/completions',
    body: {
      error: {
        message: 'No balance',
        type: 'unknown_error',
        param: null,
        code: 'invalid_request_error',
      },
    },
    notice: {
      code: 'invalid_request_error',
      message: 'No balance',
      service: 'DeepSeek',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'Hugging Face',
    url: 'https://router.huggingface.co/v1',
    body: { error: 'The credits of this month are used up.' },
    notice: {
      message: 'The credits of this month are used up.',
      service: 'Hugging Face',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'GitHub Copilot',
    url: 'https://api.githubcopilot.com/chat',
    headers: [['x-github-request-id', 'AB12']],
    body: { error: { message: 'No quota left', code: 'quota_exceeded' } },
    notice: {
      code: 'quota_exceeded',
      message: 'No quota left',
      service: 'GitHub Copilot',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'Supabase, through a proxy',
    body: {
      code: 402,
      error: 'exceed_egress_quota',
      message: 'The project is restricted. The project owner must upgrade.',
    },
    notice: {
      code: 'exceed_egress_quota',
      message: 'The project is restricted. The project owner must upgrade.',
      service: 'Supabase',
      whoActs: 'site-owner',
    },
  },
  {
    from: 'Replicate',
    body: {
      title: 'No credit',
      detail: 'Go to https://replicate.com/account/billing#billing and buy some.',
      status: 402,
    },
    notice: {
      message: 'No credit: Go to https://replicate.com/account/billing#billing and buy some.',
      docUrl: 'https://replicate.com/account/billing#billing',
      service: 'Replicate',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'Square',
    body: {
      errors: [
        {
          category: 'PAYMENT_METHOD_ERROR',
          code: 'GENERIC_DECLINE',
          detail: 'Refused by the bank.',
          field: 'source_id',
        },
      ],
    },
    notice: {
      code: 'GENERIC_DECLINE',
      message: 'Refused by the bank.',
      service: 'Square',
      details: [
        ['field', 'source_id'],
        ['category', 'PAYMENT_METHOD_ERROR'],
      ],
      whoActs: 'visitor',
    },
  },
  {
    from: 'Google',
    body: {
      error: {
        errors: [
          { domain: 'global', reason: 'quotaExceeded402', message: 'The quota is used up.' },
        ],
        code: 402,
        message: 'The quota is used up.',
      },
    },
    notice: {
      code: 'quotaExceeded402',
      message: 'The quota is used up.',
      service: 'Google',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'npm',
    url: 'https://registry.npmjs.org/@shop%2fwares',
    body: { error: 'You must sign up for private packages' },
    notice: {
      message: 'You must sign up for private packages',
      service: 'npm',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'Anthropic',
    headers: [['request-id', 'req_9']],
    body: {
      type: 'error',
      error: { type: 'billing_error', message: 'The balance is too low.' },
      request_id: 'req_8',
    },
    notice: {
      code: 'billing_error',
      message: 'The balance is too low.',
      service: 'Anthropic',
      details: [['request_id', 'req_8']],
      whoActs: 'account-holder',
    },
  },
  {
    from: 'Chargebee',
    body: {
      message: 'Could not collect.',
      type: 'payment',
      api_error_code: 'payment_processing_failed',
      param: 'plan',
    },
    notice: {
      code: 'payment_processing_failed',
      message: 'Could not collect.',
      service: 'Chargebee',
      details: [['param', 'plan']],
      whoActs: 'visitor',
    },
  },
  {
    from: 'Hyperbolic',
    body: { detail: 'No funds, see (https://docs.hyperbolic.xyz/docs/pricing).' },
    notice: {
      message: 'No funds, see (https://docs.hyperbolic.xyz/docs/pricing).',
      docUrl: 'https://docs.hyperbolic.xyz/docs/pricing',
      service: 'Hyperbolic',
      whoActs: 'account-holder',
    },
  },
  {
    from: 'a GraphQL server',
    body: { data: null, errors: [{ message: 'Plan ended', extensions: { code: 'PLAN_ENDED' } }] },
    notice: { code: 'PLAN_ENDED', message: 'Plan ended', whoActs: 'account-holder' },
  },
  {
    from: 'a server that lists words',
    body: { errors: ['The trial is over.'] },
    notice: { message: 'The trial is over.', whoActs: 'account-holder' },
  },
  {
    from: 'a server with details in an object',
    body: { detail: { code: 'trial_over', msg: 'The trial is over.' } },
    notice: { code: 'trial_over', message: 'The trial is over.', whoActs: 'account-holder' },
  },
  {
    from: 'a server with a code alone',
    body: { error: 'past_due' },
    notice: { code: 'past_due', whoActs: 'account-holder' },
  },
  {
    from: 'a server that links to help',
    headers: [['Link', '</help/402>; rel="help"']],
    body: { message: 'Top up first.' },
    notice: {
      message: 'Top up first.',
      docUrl: 'https://shop.example/help/402',
      whoActs: 'account-holder',
    },
  },
];
