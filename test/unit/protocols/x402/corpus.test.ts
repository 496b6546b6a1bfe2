import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import type { ParsedResponse } from '../../../../src/core/offers/parsed-response.ts';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import {
  authorizationOf,
  BASE_SEPOLIA_USDC,
  BASE_USDC,
  blob,
  CHALLENGE,
  CHALLENGE_V1,
  challenged,
  ENTRY,
  ENTRY_V1,
  response,
  withEntry,
} from '../../../fixtures/x402/weather.ts';

const { read: readAll } = registry;

function read(value: unknown): ParsedResponse {
  return x402.read(challenged(value));
}

function only(reading: ParsedResponse): Offer {
  expect(reading.offers).toHaveLength(1);
  const [offer] = reading.offers;
  if (offer === undefined) throw new Error('no offer');
  return offer;
}

/** Why the only offer of a challenge with such an entry is not paid; undefined when it is payable. */
function why(entry: Record<string, unknown>): string | undefined {
  const offer = only(read(withEntry(entry)));
  expect(offer.payable).toBe(offer.why === undefined);
  expect(offer.rail !== undefined).toBe(offer.payable);
  return offer.why;
}

/** A challenge that gives problems and no offers. */
function broken(value: unknown): string[] {
  const reading = read(value);
  expect(reading.offers).toEqual([]);
  expect(reading.problems.length).toBeGreaterThan(0);
  return reading.problems.map(({ field, reason }) => `${field}: ${reason}`);
}

const nothing = { offers: [], notices: [], problems: [] };
const header = blob(CHALLENGE);

/** The same with padding. */
const PADDED =
  ['', ' ', '  ']
    .map((end) => blob(JSON.stringify(CHALLENGE) + end))
    .find((text) => text.endsWith('=')) ?? '';

describe('the envelope', () => {
  test('1 an empty header is no x402', () => {
    expect(read('')).toEqual(nothing);
    expect(read('  ')).toEqual(nothing);
  });
  test('2 what is not base64 is a problem', () => {
    expect(broken('@@@@')).toEqual(['PAYMENT-REQUIRED: This is neither base64 nor JSON.']);
  });
  test('3 base64url is read, and flagged', () => {
    const challenge = withEntry({});
    challenge.resource = { ...challenge.resource, description: '???>>>ÿÿ' };
    const url = blob(challenge).replaceAll('+', '-').replaceAll('/', '_');
    expect(url).toMatch(/[-_]/);
    expect(only(read(url)).cautions).toContain('caution_lenient');
    expect(only(read(url)).payable).toBe(true);
  });
  test('4 padding may be missing', () => {
    const unpadded = ['', ' ', '  '].map((end) => blob(JSON.stringify(CHALLENGE) + end));
    expect(unpadded.some((text) => text.endsWith('='))).toBe(true);
    for (const text of unpadded) expect(only(read(text.replace(/=+$/, ''))).payable).toBe(true);
  });
  test('5 white space is dropped round the value and refused inside', () => {
    expect(only(read(` \t${header} `)).payable).toBe(true);
    broken(`${header.slice(0, 40)} ${header.slice(40)}`);
  });
  test('6 JSON as it is, is read and flagged', () => {
    const offer = only(read(JSON.stringify(CHALLENGE)));
    expect(offer.payable).toBe(true);
    expect(offer.cautions).toContain('caution_lenient');
  });
  test.each([
    ['percent-encoded JSON', encodeURIComponent(JSON.stringify(CHALLENGE))],
    ['percent-encoded padding', PADDED.replaceAll('=', '%3D')],
    ['a byte sequence of a structured field', `:${header}:`],
    ['the name of the scheme before it', `x402 ${header}`],
    ['its name and a colon', `X402: ${header}`],
    ['what it is in before it', `base64:${header}`],
  ])('6 %s is read and flagged', (_what, value) => {
    const offer = only(read(value));
    expect(offer.payable).toBe(true);
    expect(offer.cautions).toContain('caution_lenient');
  });
  test.each(['%7Bnot', '%', '%zz', `:${header}`, `${header}%`, `x402 x402 ${header}`, ':', '::'])(
    '6 what is only half of that (%s) is refused',
    (value) => {
      broken(value);
    },
  );
  test('7 base64 of base64 is refused', () => {
    broken(blob(header));
  });
  test('8 a truncated value is refused wherever it was cut', () => {
    for (let length = 1; length < header.length - 4; length += 7) broken(header.slice(0, length));
  });
  test('9 JSON that is no object is refused', () => {
    for (const value of ['[]', 'null', '"x"', '1', 'true']) broken(blob(value));
  });
  test('10 a byte order mark is dropped', () => {
    expect(only(read(blob(`\ufeff${JSON.stringify(CHALLENGE)}`))).payable).toBe(true);
  });
  test('11 invalid UTF-8 is refused, not replaced', () => {
    broken(btoa(JSON.stringify(CHALLENGE).replace('today', 'tod\xffay')));
  });
  test('12 two equal headers are one, two different ones are a problem', () => {
    const other = blob(withEntry({ amount: '2501' }));
    const lines = (...values: string[]) =>
      x402.read(response(values.map((value): HeaderLine => ['payment-required', value])));
    expect(only(lines(header, header)).payable).toBe(true);
    expect(only(lines(`${header}, ${header}`)).payable).toBe(true);
    expect(only(lines(`${header}\n${header.replace(/=+$/, '')}`)).payable).toBe(true);
    for (const reading of [lines(header, other), lines(`${header}, ${other}`)]) {
      expect(reading.offers).toEqual([]);
      expect(reading.problems).toHaveLength(1);
    }
  });
  test('13 nesting of 3,000 is refused before it is parsed, nesting of 60 is read', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const deep = (depth: number) =>
      blob(JSON.stringify(CHALLENGE).replace(/}$/, `,"extensions":{"x":${nested(depth)}}}`));
    broken(deep(3000));
    broken(deep(30_000 / 4));
    expect(only(read(deep(60))).payable).toBe(true);
  });
  test('14 a large description is cut, a header above 64 KiB is a problem', () => {
    const long = (length: number) => ({
      ...CHALLENGE,
      resource: {
        ...CHALLENGE.resource,
        description: 'x'.repeat(length),
        iconUrl: 'y'.repeat(5000),
      },
    });
    const offer = only(read(long(30_000)));
    expect(offer.description).toHaveLength(200);
    expect(offer.cautions).toContain('caution_large_header');
    expect(readAll(challenged(long(1_000_000)))).toEqual({
      ...nothing,
      problems: [
        {
          protocol: 'x402',
          field: 'PAYMENT-REQUIRED',
          reason: 'The header is too large to be read.',
        },
      ],
    });
  });
  test('15 __proto__ and constructor keys change nothing', () => {
    const text = JSON.stringify(CHALLENGE).replace(
      '"extra":{',
      '"__proto__":{"amount":"1"},"constructor":{"prototype":{"evil":1}},"extra":{"__proto__":{"name":"x"},',
    );
    const offer = only(read(blob(text)));
    expect(offer.payable).toBe(true);
    expect(offer.price?.amount).toBe(2500n);
    expect('evil' in {}).toBe(false);
    const inherited = text.replace('"amount":"2500",', '');
    expect(only(read(blob(inherited))).why).toBe('reason_amount_missing');
  });
  test('16 of a key that stands twice the last one is shown, signed and echoed', () => {
    const text = JSON.stringify(CHALLENGE).replace(
      '"amount":"2500"',
      '"amount":"1","amount":"900000"',
    );
    const offer = only(read(blob(text)));
    expect(offer.price?.amount).toBe(900000n);
    expect(offer.terms).toMatchObject({ accepted: { amount: '900000' } });
  });
});

describe('the version', () => {
  test('17 a string is coerced and flagged', () => {
    const offer = only(read({ ...CHALLENGE, x402Version: '2' }));
    expect(offer).toMatchObject({ payable: true, version: '2' });
    expect(offer.cautions).toContain('caution_lenient');
  });
  test('18 a missing version means 2 in a header, in a body what the names say; version 3 is named', () => {
    const { x402Version: _, ...without } = CHALLENGE;
    expect(only(read(without))).toMatchObject({ payable: true, version: '2' });
    const inBody = (value: object) =>
      only(x402.read(response([], { body: JSON.stringify(value) })));
    expect(inBody(without)).toMatchObject({ payable: true, version: '2' });
    const mixed = { ...without, accepts: [{ ...ENTRY, network: 'base-sepolia' }] };
    expect(inBody(mixed)).toMatchObject({ payable: false, why: 'reason_version_missing' });
    expect(inBody(mixed).price?.amount).toBe(2500n);
    for (const x402Version of [3, 0, 2.5, 'v2', {}, '\u202e3']) {
      const offer = only(read({ ...CHALLENGE, x402Version }));
      expect(offer).toMatchObject({ payable: false, why: 'reason_version' });
    }
    expect(only(read({ ...CHALLENGE, x402Version: 3 })).version).toBe('3');
  });
  test('19 a version 1 object in the header of version 2 is read as version 1', () => {
    const offer = only(read(CHALLENGE_V1));
    expect(offer).toMatchObject({ payable: true, version: '1', network: 'eip155:84532' });
    expect(offer.cautions).toContain('caution_lenient');
  });
  test('20 a version 2 object that is only in the body is read and flagged', () => {
    const offer = only(x402.read(response([], { body: ` ${JSON.stringify(CHALLENGE)}\n` })));
    expect(offer).toMatchObject({ payable: true, version: '2' });
    expect(offer.cautions).toContain('caution_body_terms');
  });
});

describe('the lists', () => {
  test('21 the resource may be missing, null or a string', () => {
    const { resource: _, ...without } = CHALLENGE;
    expect(only(read(without))).toMatchObject({ payable: true });
    expect(only(read(without)).terms).not.toHaveProperty('resource');
    expect(only(read({ ...CHALLENGE, resource: null })).payable).toBe(true);
    const text = only(read({ ...CHALLENGE, resource: '/today' }));
    expect(text).toMatchObject({ payable: true, terms: { resource: '/today' } });
    expect(text.cautions).not.toContain('caution_resource_elsewhere');
  });
  test('22 broken entries are problems, good ones beside them are kept', () => {
    for (const accepts of [[], {}, 'x', null, undefined]) broken({ ...CHALLENGE, accepts });
    const reading = read({
      ...CHALLENGE,
      accepts: [null, 1, [], {}, { scheme: 'exact' }, { ...ENTRY, network: '' }, ENTRY],
    });
    const [nameless, good] = reading.offers;
    expect(nameless).toMatchObject({ id: 'x402:5', why: 'reason_network_missing' });
    expect(nameless?.price?.amount).toBe(2500n);
    expect(good).toMatchObject({ id: 'x402:6', payable: true });
    expect(reading.problems.map(({ field }) => field)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `PAYMENT-REQUIRED: accepts[${index}]`),
    );
  });
  test('23 of 1,000 entries 64 are read', () => {
    const short = { scheme: 'x', network: 'y' };
    const reading = read({ ...CHALLENGE, accepts: Array.from({ length: 1000 }, () => short) });
    expect(reading.offers).toHaveLength(64);
    expect(reading.problems).toHaveLength(1);
  });
  test('24 unknown schemes are named and not paid', () => {
    for (const scheme of ['__proto__', 'constructor', 'EXACT', 'exact ', 'invented']) {
      expect(why({ scheme })).toBe('reason_scheme');
    }
    expect(why({ scheme: 'upto' })).toBe('reason_upto');
    expect(why({ scheme: 'batch-settlement' })).toBe('reason_batch_settlement');
    expect(why({ scheme: 'auth-capture' })).toBe('reason_auth_capture');
    expect(only(read(withEntry({ scheme: 'a\u202eb' }))).method).toBe('ab');
  });
  test('25 extensions may be null or hold anything', () => {
    for (const extensions of [null, {}, { a: null, b: 'x', c: [1] }]) {
      const offer = only(read({ ...CHALLENGE, extensions }));
      expect(offer.payable).toBe(true);
      if (extensions !== null) expect(offer.terms).toMatchObject({ extensions });
      else expect(offer.terms).not.toHaveProperty('extensions');
    }
  });
});

describe('the amount', () => {
  test('26 a whole number is paid and flagged, any other number is of the wrong type', () => {
    const offer = only(read(withEntry({ amount: 1000 })));
    expect(offer.payable).toBe(true);
    expect(offer.cautions).toContain('caution_lenient');
    expect(offer.price?.amount).toBe(1000n);
    for (const amount of [1e21, -1, 0.5, 2 ** 53]) {
      expect(only(read(withEntry({ amount })))).not.toHaveProperty('price');
      expect(why({ amount })).toBe('reason_amount_form');
    }
  });
  test('27 whole tokens and nothing at all have reasons of their own', () => {
    for (const amount of ['0.001', '$0.001', '0.001 USDC']) {
      expect(why({ amount })).toBe('reason_amount_form');
    }
    for (const amount of ['', null, undefined])
      expect(why({ amount })).toBe('reason_amount_missing');
  });
  test.each(['1e3', '0x3e8', '-1000', ' 1000 ', '+1000', '1_000', '1,000'])(
    '27 %j is no amount',
    (amount) => {
      expect(why({ amount })).toBe('reason_amount');
    },
  );
  test('28 leading zeros are no amount', () => {
    expect(why({ amount: '0001000' })).toBe('reason_amount');
  });
  test('29 nothing is not signed for', () => {
    expect(why({ amount: '0' })).toBe('reason_amount_zero');
  });
  test('30 more than a uint256 is no amount, however long', () => {
    expect(why({ amount: (2n ** 256n).toString() })).toBe('reason_amount');
    expect(why({ amount: '9'.repeat(5000) })).toBe('reason_amount');
  });
  test('31 the largest uint256 is an amount; the limits and the balance are what stop it', () => {
    const offer = only(read(withEntry({ amount: (2n ** 256n - 1n).toString() })));
    expect(offer.price?.amount).toBe(2n ** 256n - 1n);
  });
  test('32 digits of other scripts are no amount', () => {
    expect(why({ amount: '１０００' })).toBe('reason_amount');
    expect(why({ amount: '١٠٠٠' })).toBe('reason_amount');
  });
});

describe('the payee', () => {
  test('33 the zero address is not paid', () => {
    expect(why({ payTo: `0x${'0'.repeat(40)}` })).toBe('reason_pay_to');
  });
  test('34 the token itself is not paid', () => {
    expect(why({ payTo: BASE_SEPOLIA_USDC })).toBe('reason_pay_to');
    expect(why({ payTo: BASE_SEPOLIA_USDC.toLowerCase() })).toBe('reason_pay_to');
  });
  test('35 names, roles and other shapes are not paid', () => {
    for (const payTo of ['vitalik.eth', '0x1234', 'XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS']) {
      expect(why({ payTo })).toBe('reason_pay_to');
    }
    for (const payTo of ['', 7, null]) expect(why({ payTo })).toBe('reason_pay_to_missing');
    expect(why({ payTo: `0X${'a'.repeat(40)}` })).toBe('reason_pay_to');
    expect(why({ payTo: 'merchant' })).toBe('reason_pay_to_role');
  });
  test('36 a wrong EIP-55 checksum is not paid; one case is no checksum', () => {
    expect(why({ payTo: '0x90F79bf6EB2c4f870365E785982E1f101E93B906' })).toBe('reason_pay_to');
    expect(why({ payTo: '0x90f79bf6eb2c4f870365e785982e1f101e93b906' })).toBeUndefined();
    expect(why({ payTo: '0x90F79BF6EB2C4F870365E785982E1F101E93B906' })).toBeUndefined();
  });
});

describe('the asset', () => {
  test('37 a token that calls itself USDC is unknown', () => {
    const offer = only(
      read(
        withEntry({
          asset: '0xdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
          extra: { name: 'USDC', version: '2', decimals: 6 },
        }),
      ),
    );
    expect(offer).toMatchObject({
      payable: false,
      why: 'reason_asset',
      price: { currency: '0xdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef' },
    });
    expect(offer.price).not.toHaveProperty('decimals');
    expect(offer.cautions).toContain('caution_unknown_asset');
  });
  test("38 one network's USDC is unknown on another", () => {
    expect(why({ asset: BASE_USDC })).toBe('reason_asset');
    expect(why({ network: 'eip155:8453' })).toBe('reason_asset');
  });
  test('39 a symbol or the zero address is no asset', () => {
    expect(why({ asset: `0x${'0'.repeat(40)}` })).toBe('reason_asset');
    for (const asset of ['USDC', 'USD']) expect(why({ asset })).toBe('reason_asset_form');
    for (const asset of ['', 5, undefined]) expect(why({ asset })).toBe('reason_asset_missing');
  });
  test('40 an EIP-712 domain other than that of our table is refused, an absent one is ours', () => {
    expect(why({ extra: { name: 'USD Coin', version: '2' } })).toBe('reason_domain');
    expect(why({ extra: { name: 'USDC', version: '1' } })).toBe('reason_domain');
    for (const extra of [{}, null, undefined, { name: 'USDC' }, { version: '2' }]) {
      expect(why({ extra })).toBeUndefined();
    }
  });
  test('41 a domain of another type or with bidi controls is refused', () => {
    expect(why({ extra: { name: 'USDC', version: 2 } })).toBe('reason_domain');
    expect(why({ extra: { name: {}, version: '2' } })).toBe('reason_domain');
    expect(why({ extra: { name: 'USD\u202eC', version: '2' } })).toBe('reason_domain');
    expect(why({ extra: 'USDC' })).toBe('reason_domain');
  });
  test('42 decimals come from our table alone', () => {
    const offer = only(read(withEntry({ extra: { ...ENTRY.extra, decimals: 18 } })));
    expect(offer.price).toMatchObject({ currency: 'USDC', decimals: 6 });
  });
  test('43 an unknown transfer method is not taken for EIP-3009', () => {
    const extra = (assetTransferMethod: unknown) => ({ ...ENTRY.extra, assetTransferMethod });
    expect(why({ extra: extra('evilpull') })).toBe('reason_transfer_method');
    expect(why({ extra: extra(1) })).toBe('reason_transfer_method');
    expect(why({ extra: extra('erc7710') })).toBe('reason_erc7710');
    expect(why({ extra: extra('eip3009') })).toBeUndefined();
  });
  test('44 Permit2 is named, also where only the token needs it', () => {
    expect(why({ extra: { ...ENTRY.extra, assetTransferMethod: 'permit2' } })).toBe(
      'reason_permit2',
    );
    expect(
      why({
        network: 'eip155:4326',
        asset: '0xFAfDdbb3FC7688494971a79cc65DCa3EF82079E7',
        extra: {},
      }),
    ).toBe('reason_permit2');
  });
  test('45 payment before service and unknown flows are not paid', () => {
    for (const paymentFlow of ['upfront', 'escrow', 'later', 3]) {
      expect(why({ extra: { ...ENTRY.extra, paymentFlow } })).toBe('reason_payment_flow');
    }
    expect(why({ extra: { ...ENTRY.extra, paymentFlow: 'authorization' } })).toBeUndefined();
  });
});

describe('the network', () => {
  test.each([
    'eip155:',
    'eip155:*',
    'eip155:0x14a34',
    'eip155:84532.0',
    `eip155:${'9'.repeat(500)}`,
    ' eip155:84532',
    'EIP155:84532',
    'eip155:0',
    'eip155:084532',
    'eip155:84532\u200b',
    '__proto__',
  ])('46 %j is no network that is paid on', (network) => {
    expect(why({ network })).toBe('reason_network');
  });
  test('47 names of version 1 in version 2, and CAIP-2 in version 1, are read and echoed as they came', () => {
    const named = only(read(withEntry({ network: 'base-sepolia' })));
    expect(named).toMatchObject({
      payable: true,
      network: 'eip155:84532',
      terms: { accepted: { network: 'base-sepolia' } },
    });
    expect(named.cautions).toContain('caution_lenient');
    const body = { ...CHALLENGE_V1, accepts: [{ ...ENTRY_V1, network: 'eip155:84532' }] };
    const caip2 = only(x402.read(response([], { body: JSON.stringify(body) })));
    expect(caip2).toMatchObject({ payable: true, network: 'eip155:84532' });
    expect(caip2.cautions).toContain('caution_lenient');
  });
  test('48 a chain that is not in our table is not paid on', () => {
    expect(why({ network: 'eip155:999999' })).toBe('reason_network');
    expect(why({ network: 'eip155:31337' })).toBe('reason_asset');
  });
  test('other families are named', () => {
    expect(why({ network: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp' })).toBe('reason_solana');
    expect(why({ network: 'solana' })).toBe('reason_solana');
    for (const network of [
      'stellar:pubnet',
      'aptos:1',
      'sui:mainnet',
      'hedera:mainnet',
      'keeta:21378',
    ]) {
      expect(why({ network })).toBe('reason_network');
    }
  });
});

describe('the timeout', () => {
  test.each([-1, 0, null, '60', 60.5, 1e300, undefined, [], true])('49–51 %j is none', (value) => {
    expect(why({ maxTimeoutSeconds: value })).toBe('reason_timeout');
  });
  test('51 a hundred years are read; the signature lasts ten minutes all the same', () => {
    const years = 100 * 365 * 86_400;
    const offer = only(read(withEntry({ maxTimeoutSeconds: years })));
    expect(offer).toMatchObject({ payable: true, timeoutSeconds: years });
    const request = authorizationOf(offer, {
      account: { rail: 'eip3009', address: '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65' },
      now: new Date(1_800_000_000_500),
      random: (length) => new Uint8Array(length),
    });
    expect(request.message.validBefore).toBe('1800000600');
  });
});

describe('what the site says', () => {
  test('52 a resource of another host is flagged, whatever its scheme', () => {
    const elsewhere = (url: unknown) =>
      only(read({ ...CHALLENGE, resource: { url } })).cautions.includes(
        'caution_resource_elsewhere',
      );
    for (const url of [
      'https://evil.example/',
      'javascript:alert(1)',
      'http://internal:8080/x',
      7,
      'https://[',
    ]) {
      expect(elsewhere(url)).toBe(true);
    }
    // What a server calls itself behind its proxy says nothing.
    for (const host of [
      'localhost:3000',
      '127.0.0.1:8080',
      '[::1]:3000',
      '0.0.0.0:80',
      'a.localhost',
    ]) {
      expect(elsewhere(`http://${host}/today`)).toBe(false);
    }
    for (const url of [
      'http://weather.example:8080/x',
      'https://www.weather.example/',
      '/today',
      undefined,
    ]) {
      expect(elsewhere(url)).toBe(false);
    }
  });
  test('53 a description loses controls, lines and length, and keeps its angle brackets as text', () => {
    const description = `</script><b>\u202eevil${'\n'.repeat(3)}line${' x'.repeat(50_000 / 4)}`;
    const offer = only(read({ ...CHALLENGE, resource: { url: ENTRY.payTo, description } }));
    expect(offer.description).toMatch(/^<\/script><b>evil line x/);
    expect(offer.description?.length).toBeLessThanOrEqual(200);
  });
  test('54 the error of a challenge is no part of its offers', () => {
    const offer = only(read({ ...CHALLENGE, error: 'Send to 0xdead' }));
    expect(JSON.stringify({ ...offer, price: '' })).not.toContain('0xdead');
  });
  test('55 an icon is echoed and stands nowhere else', () => {
    const {
      terms,
      price: _,
      ...shown
    } = only(
      read({
        ...CHALLENGE,
        resource: { ...CHALLENGE.resource, iconUrl: 'https://track.example/p.gif' },
      }),
    );
    expect(JSON.stringify(shown)).not.toContain('track.example');
    expect(JSON.stringify(terms)).toContain('track.example');
  });
});

describe('the response', () => {
  test('64 a failed settlement without a challenge is an answer and no new challenge', () => {
    const failed = [
      'PAYMENT-RESPONSE',
      blob({ success: false, transaction: '', network: 'x' }),
    ] as const;
    const body = JSON.stringify(CHALLENGE_V1);
    expect(x402.read(response([failed], { body }))).toEqual(nothing);
    expect(x402.receipt(response([failed], { body }))?.outcome).toBe('refused');
    expect(only(x402.read(response([failed, ['PAYMENT-REQUIRED', header]]))).payable).toBe(true);
  });
  test('65 412 is recognised when the allowance for Permit2 is missing', () => {
    const missing = {
      ...withEntry({ extra: { ...ENTRY.extra, assetTransferMethod: 'permit2' } }),
      error: 'permit2_allowance_required',
    };
    expect(only(x402.read(challenged(missing, { status: 412 }))).why).toBe('reason_permit2');
    expect(x402.read(challenged(CHALLENGE, { status: 412 }))).toEqual(nothing);
    expect(x402.read(challenged('@@@@', { status: 412 }))).toEqual(nothing);
  });
  test('66 on any other status the header means nothing', () => {
    for (const status of [200, 302, 401, 403, 404, 500, 0]) {
      expect(x402.read(challenged(CHALLENGE, { status }))).toEqual(nothing);
    }
  });
  test('69, 70 what asks for more than one transfer is never payable', () => {
    const extensions = { erc20ApprovalGasSponsoring: { info: { amount: 'max' } } };
    const permit2 = withEntry({ extra: { ...ENTRY.extra, assetTransferMethod: 'permit2' } });
    expect(only(read({ ...permit2, extensions })).payable).toBe(false);
    expect(why({ scheme: 'batch-settlement', extra: { deposit: '100000' } })).toBe(
      'reason_batch_settlement',
    );
  });
  test('72 a challenge over plain http is not paid, on this machine it is', () => {
    const at = (url: string) => only(x402.read(challenged(CHALLENGE, { url })));
    expect(at('http://weather.example/today')).toMatchObject({
      payable: false,
      why: 'reason_insecure',
    });
    expect(at('http://weather.example/today').cautions).toContain('caution_insecure');
    for (const url of [
      'http://localhost:4021/today',
      'http://127.0.0.1/today',
      'http://[::1]:8080/',
    ]) {
      expect(at(url).payable).toBe(true);
    }
    for (const url of ['', 'not a url', 'file:///etc/passwd', 'http://127.0.0.1.evil.example/']) {
      expect(at(url)).toMatchObject({ payable: false, why: 'reason_insecure' });
    }
  });
  test('73, 75 neither a homograph nor credentials in the URL make it the same host', () => {
    const resource = { url: 'https://wеather.example/today' };
    expect(only(read({ ...CHALLENGE, resource })).cautions).toContain('caution_resource_elsewhere');
    const user = { url: 'https://weather.example@evil.example/' };
    expect(only(read({ ...CHALLENGE, resource: user })).cautions).toContain(
      'caution_resource_elsewhere',
    );
  });
  test('80 a body above 64 KiB is not read', () => {
    const body = JSON.stringify({ ...CHALLENGE_V1, padding: 'x'.repeat(70_000) });
    expect(readAll(response([], { body })).offers).toEqual([]);
  });
});
