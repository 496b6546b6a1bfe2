import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import type { ParsedResponse } from '../../../../src/core/offers/parsed-response.ts';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import {
  BASE_USDC,
  blob,
  CHALLENGE,
  CHALLENGE_V1,
  ENTRY,
  ENTRY_V1,
  PAYEE,
  response,
} from '../../../fixtures/x402/weather.ts';

const { read: readAll } = registry;

const PAYABLE = { payable: true, price: { amount: 2500n, currency: 'USDC' }, payee: PAYEE };

function only({ offers }: ParsedResponse): Offer {
  expect(offers).toHaveLength(1);
  const [offer] = offers;
  if (offer === undefined) throw new Error('no offer');
  return offer;
}

const inBody = (body: unknown, headers: readonly HeaderLine[] = []) =>
  readAll(response(headers, { body: typeof body === 'string' ? body : JSON.stringify(body) }));
const inHeader = (value: unknown) => readAll(response([['PAYMENT-REQUIRED', blob(value)]]));

describe('a header without terms does not hide those of the body', () => {
  test.each(['true', '1', 'required', 'x402', 'eyJ4', '%%%', 'e30=', 'bnVsbA==', '{"a":', '0.01'])(
    'PAYMENT-REQUIRED: %s',
    (value) => {
      const reading = inBody(CHALLENGE, [['payment-required', value]]);
      expect(only(reading)).toMatchObject(PAYABLE);
    },
  );
  test('what only one of them can pay is the one that counts', () => {
    const solana = { ...ENTRY, network: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', asset: 'X' };
    const header = ['payment-required', blob({ ...CHALLENGE, accepts: [solana] })] as const;
    const { offers } = inBody(CHALLENGE, [header]);
    expect(offers[0]).toMatchObject(PAYABLE);
    expect(offers[1]).toMatchObject({ payable: false, why: 'reason_solana' });
    expect(new Set(offers.map(({ id }) => id)).size).toBe(2);
  });
  test('a mere flag is no fault where the terms are elsewhere, and is named where they are not', () => {
    const flag = [['payment-required', 'true']] as const;
    expect(inBody(CHALLENGE, flag).problems).toEqual([]);
    const page = inBody('<h1>Pay</h1>', flag);
    expect(page.problems).toEqual([]);
    expect(page.notices.map(({ kind }) => kind)).toEqual(['unknown']);
    expect(inBody('{}', flag).problems).toEqual([
      {
        protocol: 'x402',
        field: 'PAYMENT-REQUIRED',
        reason: 'This is the word "true": it names no terms.',
      },
    ]);
  });
});

describe('a challenge one level down is found by its shape', () => {
  const json = JSON.stringify(CHALLENGE);
  test.each<[string, unknown]>([
    ['detail', { detail: CHALLENGE_V1 }],
    ['error', { error: CHALLENGE, status: 402 }],
    ['payment', { message: 'Pay first', payment: CHALLENGE }],
    ['an invented name', { zahlung: { innen: CHALLENGE } }],
    ['a list of one', [CHALLENGE]],
    ['a list in a wrapper', { data: [CHALLENGE_V1] }],
    ['text that is JSON', { message: json }],
    ['JSON as JSON', JSON.stringify(json)],
    ['JSON as JSON twice', JSON.stringify(JSON.stringify(json))],
    ['JSON as JSON in a wrapper', { body: JSON.stringify(json) }],
  ])('%s', (_, value) => {
    const offer = only(inBody(value));
    expect(offer).toMatchObject(PAYABLE);
    expect(offer.cautions).toContain('caution_lenient');
  });
  const request = { params: { q: CHALLENGE } };
  test.each<[string, unknown]>([
    ['in a query that is repeated', { error: 'Upgrade your plan', query: json }],
    ['in a request that is repeated', { error: 'Upgrade your plan', request }],
    ['in a comment', { comments: [{ text: json }] }],
    ['in a text of any name', { title: json }],
    ['in a form that is repeated, as JSON', { data: { form: CHALLENGE_V1 } }],
  ])('%s it is shown, and not paid: anyone may have put it there', (_, value) => {
    expect(only(inBody(value))).toMatchObject({ payable: false, why: 'reason_quoted' });
  });
  test('what is quoted takes the place of nothing that the site says itself', () => {
    const quoted = { query: json, detail: { ...CHALLENGE, accepts: [{ ...ENTRY, amount: '7' }] } };
    expect(only(inBody(quoted))).toMatchObject({ payable: true, price: { amount: 7n } });
  });
  test('in a header, too', () => {
    expect(only(inHeader({ paymentRequired: CHALLENGE }))).toMatchObject(PAYABLE);
    expect(only(inHeader(JSON.stringify(CHALLENGE)))).toMatchObject(PAYABLE);
  });
  test('depth and breadth are bounded', () => {
    const deep = (levels: number) => {
      let value: unknown = CHALLENGE;
      for (let level = 0; level < levels; level++) value = { a: value };
      return value;
    };
    expect(only(inBody(deep(5)))).toMatchObject(PAYABLE);
    expect(x402.read(response([], { body: JSON.stringify(deep(20)) })).offers).toEqual([]);
  });
  test('bodies of other protocols and other people are left to them', () => {
    for (const body of [
      { k402: '0.2', accepts: [{ scheme: 'evm', network: 'base', amount: '1', payTo: PAYEE }] },
      { h402Version: 1, accepts: [{ scheme: 'exact', networkId: '56', payToAddress: PAYEE }] },
      { error: { charge: { amount: 100, currency: 'usd', network: 'visa', recipient: 'x' } } },
      { options: [{ name: 'Pro', price: '9.99', currency: 'EUR' }] },
    ]) {
      expect(x402.read(response([], { body: JSON.stringify(body) })).offers).toEqual([]);
    }
  });
});

describe('the list under its other names', () => {
  test.each([
    'accept',
    'paymentRequirements',
    'payment_requirements',
    'requirements',
    'paymentOptions',
    'options',
  ])('%s', (name) => {
    for (const version of [1, 2]) {
      const entry = version === 1 ? ENTRY_V1 : ENTRY;
      const offer = only(inHeader({ x402Version: version, [name]: [entry] }));
      expect(offer).toMatchObject({ ...PAYABLE, version: String(version) });
      expect(offer.cautions).toContain('caution_lenient');
    }
  });
  test('one entry instead of a list', () => {
    expect(only(inHeader({ ...CHALLENGE, accepts: ENTRY }))).toMatchObject(PAYABLE);
  });
  test('the full list counts, not the summary beside it', () => {
    const summary = [{ network: 'eip155:84532', asset: 'USDC', amount: '$0.01' }];
    const both = { x402Version: 1, paymentRequirements: [ENTRY_V1], accepts: summary };
    expect(only(inHeader(both))).toMatchObject(PAYABLE);
    expect(only(inBody({ accepts: summary, requirements: [ENTRY], x402Version: 2 }))).toMatchObject(
      PAYABLE,
    );
    const alone = only(inHeader({ x402Version: 2, accepts: summary }));
    expect(alone).toMatchObject({ payable: false, price: { amount: 10_000n, decimals: 6 } });
  });
  test('requirements without an envelope', () => {
    for (const value of [ENTRY, [ENTRY], { ...ENTRY, amount: 2500 }]) {
      expect(only(inHeader(value))).toMatchObject({ ...PAYABLE, version: '2' });
    }
    expect(only(inBody(ENTRY_V1))).toMatchObject({ ...PAYABLE, version: '1' });
    expect(only(inBody([ENTRY]))).toMatchObject({ ...PAYABLE, version: '2' });
  });
});

describe('what is recognised of an entry is shown, with the reason that is true', () => {
  const { scheme: _s, ...withoutScheme } = ENTRY;
  const { network: _n, ...withoutNetwork } = ENTRY;
  const { amount: _a, ...withoutAmount } = ENTRY;
  const { payTo: _p, ...withoutPayTo } = ENTRY;
  test.each<[string, object, object]>([
    ['no scheme', withoutScheme, { why: 'reason_scheme_missing', price: { amount: 2500n } }],
    ['no network', withoutNetwork, { why: 'reason_network_missing', price: { currency: 'USDC' } }],
    ['no amount', withoutAmount, { why: 'reason_amount_missing', payee: PAYEE }],
    ['no payee', withoutPayTo, { why: 'reason_pay_to_missing', price: { amount: 2500n } }],
    [
      'no token',
      { ...ENTRY, asset: '', payTo: 'walletaddress' },
      { why: 'reason_asset_missing', price: { amount: 2500n, currency: '' } },
    ],
    [
      'a token by its symbol',
      { ...ENTRY, asset: 'USDC' },
      { why: 'reason_asset_form', price: { amount: 2500n, currency: 'USDC', decimals: 6 } },
    ],
    [
      'whole tokens of a symbol',
      { ...ENTRY, asset: 'USDC', amount: '0.05' },
      { why: 'reason_asset_form', price: { amount: 50_000n, decimals: 6 } },
    ],
    [
      'whole tokens of an address, which have a fraction',
      { ...ENTRY, amount: '0.01' },
      { why: 'reason_amount_form', price: { amount: 10_000n, currency: 'USDC', decimals: 6 } },
    ],
    [
      'dollars of an address',
      { ...ENTRY, amount: '$2' },
      { why: 'reason_amount_form', price: { amount: 2_000_000n, currency: 'USDC' } },
    ],
    [
      'whole tokens with their symbol',
      { ...ENTRY, amount: '2 usdc' },
      { why: 'reason_amount_form', price: { amount: 2_000_000n, currency: 'USDC' } },
    ],
    [
      'a chain by its number',
      { ...ENTRY, network: 84532 },
      { why: 'reason_field', network: 'eip155:84532', price: { amount: 2500n, currency: 'USDC' } },
    ],
    [
      'the amount under another name',
      { ...withoutAmount, amountRequired: '500000' },
      { why: 'reason_field', price: { amount: 500_000n, decimals: 6 } },
    ],
    [
      'the payee under another name',
      { ...withoutPayTo, recipient: PAYEE },
      { why: 'reason_field', payee: PAYEE },
    ],
    [
      'two amounts',
      { ...ENTRY, maxAmountRequired: '9' },
      { why: 'reason_amounts_differ', price: { amount: 2500n } },
    ],
    [
      'an unknown network name with a known token',
      { ...ENTRY, network: 'base-classic', asset: BASE_USDC },
      { why: 'reason_network', price: { currency: 'USDC', decimals: 6 } },
    ],
    [
      'dollars beside a token',
      { receiver: PAYEE, network: 'base', asset: BASE_USDC, amount_usd: 1.5 },
      { price: { amount: 15n, currency: 'USD', decimals: 1 }, payee: PAYEE },
    ],
    ['too little time', { ...ENTRY, maxTimeoutSeconds: 5 }, { why: 'reason_timeout_short' }],
  ])('%s', (_, entry, expected) => {
    expect(only(inHeader({ x402Version: 2, accepts: [entry] }))).toMatchObject({
      payable: false,
      ...expected,
    });
  });

  test('a rail of dollars beside others in a body, and flat requirements in a dialect’s header', () => {
    const rail = { receiver: PAYEE, network: 'base', asset: BASE_USDC, amount_usd: 1 };
    const body = { l402: { amount_sats: 5, payment_url: '/pay' }, x402: rail, tiers: [] };
    expect(only(inBody(body))).toMatchObject({
      payable: false,
      price: { amount: 1n, currency: 'USD' },
      network: 'eip155:8453',
      payee: PAYEE,
    });
    const flat = {
      ...ENTRY,
      x402Version: 2,
      asset: 'USDC',
      amount: '0.05',
      description: 'A report',
    };
    const header = ['X-Payment-Required', JSON.stringify(flat)] as const;
    expect(only(readAll(response([header])))).toMatchObject({
      protocol: 'x402',
      price: { amount: 50_000n, currency: 'USDC', decimals: 6 },
      description: 'A report',
    });
  });

  test('whole numbers with a point, and another money, are no price of a token by its address', () => {
    for (const amount of ['10000.0', '1 EURC', '1 ETH']) {
      const offer = only(inHeader({ x402Version: 2, accepts: [{ ...ENTRY, amount }] }));
      expect(offer).toMatchObject({ payable: false, why: 'reason_amount_form' });
      expect(offer).not.toHaveProperty('price');
    }
  });

  test('a snake-cased entry, a name in capitals and the other version’s names are paid', () => {
    const { payTo, maxTimeoutSeconds, ...rest } = ENTRY;
    const snake = { ...rest, pay_to: payTo, max_timeout_seconds: maxTimeoutSeconds };
    const { maxAmountRequired, ...restV1 } = ENTRY_V1;
    for (const [version, entry] of [
      [2, snake],
      [2, { ...ENTRY, network: 'Base Sepolia' }],
      [2, { ...ENTRY, network: '84532' }],
      [1, { ...ENTRY_V1, network: '0x14a34' }],
      [2, { ...ENTRY_V1, network: 'base-sepolia' }],
      [2, { ...ENTRY_V1, network: 'eip155:84532' }],
      [1, { ...restV1, amount: maxAmountRequired }],
    ] as const) {
      const offer = only(inHeader({ x402Version: version, accepts: [entry] }));
      expect(offer).toMatchObject(PAYABLE);
      expect(offer.cautions).toContain('caution_lenient');
      expect(offer.terms).toMatchObject({ accepted: entry });
    }
  });

  test('ten seconds are enough, and the site’s own words are shown where it has no others', () => {
    expect(
      only(inHeader({ ...CHALLENGE, accepts: [{ ...ENTRY, maxTimeoutSeconds: 10 }] })),
    ).toMatchObject(PAYABLE);
    const { resource: _, ...bare } = CHALLENGE;
    const words = (error: string) => only(inHeader({ ...bare, error })).description;
    expect(words('Free quota of today is used up')).toBe('Free quota of today is used up');
    for (const error of ['Payment required', 'X-PAYMENT header is required', 'payment_required']) {
      expect(words(error)).toBeUndefined();
    }
  });
});

describe('base64 and entries by name', () => {
  const text = JSON.stringify(CHALLENGE);
  test.each([
    ['in a member of the body', { paymentRequired: btoa(text) }],
    ['in a member of a member', { error: { payload: btoa(text).replace(/=+$/, '') } }],
    ['as the body', btoa(text)],
    ['as a text in the body', JSON.stringify(btoa(text))],
    ['entries by the name of their network', { ...CHALLENGE, accepts: { base: ENTRY } }],
  ])('%s', (_, body) => {
    const offer = only(inBody(body));
    expect(offer).toMatchObject(PAYABLE);
    expect(offer.cautions).toContain('caution_lenient');
  });
  test('in quotes, in the header', () => {
    const line = ['PAYMENT-REQUIRED', `"${btoa(text)}"`] as const;
    expect(only(readAll(response([line])))).toMatchObject(PAYABLE);
  });
  test('in what repeats the request is not paid', () => {
    for (const body of [{ query: btoa(text) }, { name: btoa(text) }]) {
      expect(only(inBody(body)).payable).toBe(false);
    }
  });
});

describe('named for what they are', () => {
  const why = (more: object) =>
    only(inHeader({ ...CHALLENGE, accepts: [{ ...ENTRY, ...more }] })).why;
  test('Circle’s Gateway, whatever the case of its contract', () => {
    const extra = { name: 'GatewayWalletBatched', version: '1', verifyingContract: PAYEE };
    expect(why({ extra })).toBe('reason_gateway');
    expect(why({ extra: { ...extra, version: 2 } })).toBe('reason_gateway');
    expect(why({ extra: { name: 'GatewayWallet' } })).toBe('reason_gateway');
  });
  test('schemes', () => {
    expect(why({ scheme: 'upto' })).toBe('reason_upto');
    expect(why({ scheme: 'session' })).toBe('reason_session');
    expect(why({ scheme: 'subscribe' })).toBe('reason_subscription');
    expect(why({ scheme: 'sepa' })).toBe('reason_bank');
    expect(why({ scheme: 'never-heard-of' })).toBe('reason_scheme');
  });
  test('Cloudflare’s price for robots, with and without a price', () => {
    const entry = { scheme: 'batch-settlement', network: 'cloudflare:402', payTo: 'merchant' };
    const priced = { ...entry, scheme: 'deferred', amount: '1', asset: 'USD' };
    for (const [accepted, price] of [
      [entry, {}],
      [priced, { price: { amount: 1n, currency: 'USD', decimals: 2 } }],
    ] as const) {
      const { offers, notices } = inHeader({ x402Version: 2, accepts: [accepted] });
      expect(offers).toEqual([]);
      expect(notices).toMatchObject([
        { kind: 'crawl-price', whoActs: 'bot-operator', service: 'Cloudflare', ...price },
      ]);
    }
  });
});

describe('a value is named for what it is', () => {
  const reason = (value: string) =>
    x402
      .read(response([['PAYMENT-REQUIRED', value]], { body: '' }))
      .problems.map((problem) => problem.reason)[0];
  test.each([
    ['true', 'This is the word "true": it names no terms.'],
    ['"1"', 'The JSON is not an object with payment requirements.'],
    ['required', 'This is the word "required": it names no terms.'],
    ['{"a":', 'This begins like JSON, but is not JSON or nests deeper than 64.'],
    [
      `${btoa('{"alg":"HS256"}').replace(/=+$/, '')}.e30.c2ln`,
      'This is a JWT, not base64 of JSON.',
    ],
    ['https://shop.example/pay', 'This is a web address, not base64.'],
    ['0.01 USDC', 'This is a number or a price in words, not base64 of JSON.'],
    [blob(CHALLENGE).slice(0, 41), 'This is base64 of JSON that was cut off or changed.'],
    [btoa('<html>402</html>'), 'This is base64 of text that is not JSON.'],
    [blob(blob(CHALLENGE)), 'This is base64 of base64.'],
    [`lnbc250n1${'q'.repeat(40)}`, 'This is a Lightning invoice, not base64 of JSON.'],
    ['@@@@', 'This is neither base64 nor JSON.'],
  ])('%s', (value, expected) => {
    expect(reason(value)).toBe(expected);
  });
});
