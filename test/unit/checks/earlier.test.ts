import { describe, expect, test } from 'vitest';
import { type EarlierAnswer, type Exchange, findingsOf } from '../../../src/checks/index.ts';
import { encodeBase64Url } from '../../../src/core/encoding/base64.ts';
import {
  accepts,
  asking,
  charge,
  charging,
  type Line,
  l402,
  macaroon,
  invoice as made,
  mpp,
  OTHER_PAYEE,
  PAYEE,
  paid,
  required,
  x402,
  x402V1,
} from '../../fixtures/checks/exchanges.ts';
import { preimageAndHash } from '../../fixtures/invoice.ts';

// What a 402 says beside what its address said before.

const IDS = /^(?:payee-rotates|price-rises|invoice-repeated|mpp-id)$/;
const after = (now: Exchange, then: readonly Exchange[], more: Partial<EarlierAnswer> = {}) =>
  findingsOf({ ...now, earlier: then.map(({ answer }) => ({ ...answer, ...more })) }).filter(
    ({ check }) => IDS.test(check),
  );
const foundIn = (now: Exchange, ...then: readonly Exchange[]) =>
  after(now, then).map(({ check }) => check);

const shared = (...parts: readonly (readonly [payTo: string, amount: string])[]) =>
  x402(required({ accepts: parts.map(([payTo, amount]) => accepts({ payTo, amount })) }));
const TWO = shared([PAYEE, '8000'], [OTHER_PAYEE, '2000']);
const text = made();
const overMpp = (invoice: string) =>
  charging({ ...charge(), currency: 'sat', methodDetails: { invoice } }, 'lightning');

describe('two offers of one kind', () => {
  test('that stay the same are no change, in any order', () => {
    expect(foundIn(TWO, TWO)).toEqual([]);
    expect(foundIn(shared([OTHER_PAYEE, '2000'], [PAYEE, '8000']), TWO)).toEqual([]);
  });

  test('of which one is new are', () => {
    expect(foundIn(TWO, shared([PAYEE, '8000'], [PAYEE, '2000']))).toEqual(['payee-rotates']);
    expect(foundIn(TWO, shared([PAYEE, '8000'], [OTHER_PAYEE, '1000']))).toEqual(['price-rises']);
  });
});

test('terms in a body are compared', () => {
  expect(foundIn(x402V1({ payTo: OTHER_PAYEE }), x402V1())).toEqual(['payee-rotates']);
});

test('the newest answer that makes an offer counts', () => {
  const none: Exchange = { ...x402(), answer: { status: 402, headers: [] } };
  expect(
    foundIn(asking({ amount: '7' }), asking({ amount: '5' }), asking({ amount: '7' }), none),
  ).toEqual([]);
});

test.each<[string, Partial<Exchange>, readonly string[]]>([
  ['a POST whose body is not known', { method: 'POST' }, []],
  ['a POST of the same body', { method: 'POST', requestBody: 'a' }, ['payee-rotates']],
  ['a HEAD', { method: 'HEAD' }, ['payee-rotates']],
])('%s', (_, more, said) => {
  expect(foundIn(asking({ payTo: OTHER_PAYEE }, more), x402())).toEqual(said);
});

describe('an invoice that comes again', () => {
  const again = (now: Exchange, then: Exchange, more: Partial<EarlierAnswer> = {}) =>
    after(now, [then], more)
      .filter(({ check }) => check === 'invoice-repeated')
      .map(({ level }) => level);
  const PAID = { isInvoicePaid: true } as const;
  const by = (...requestHeaders: readonly Line[]) => l402({ invoice: text }, { requestHeaders });
  const first = l402({ invoice: text });

  test.each([
    ['of L402', first, first],
    ['of L402 in capitals', first, l402({ invoice: text.toUpperCase() })],
    ['in a request of MPP', overMpp(text), overMpp(text)],
    ['of MPP that L402 offered', overMpp(text), first],
  ])('%s, after it was paid', (_, now, then) => {
    expect(again(now, then, PAID)).toEqual(['warning']);
  });

  test('is another one where it only begins so', () => {
    expect(foundIn(first, l402({ invoice: `${text}q` }))).toEqual([]);
  });

  test('may be the customer’s own where it is not known who asks', () => {
    expect(again(first, first)).toEqual([]);
  });

  test.each(['Cookie', 'authorization', 'X-Api-Key', 'X-Session-Id'])(
    'to a customer who is known by %s is right',
    (name) => {
      expect(again(by([name, 'x']), first)).toEqual([]);
    },
  );

  test('to whoever asks is noted', () => {
    const browser: readonly Line[] = [
      ['User-Agent', 'Firefox'],
      ['Sec-Fetch-User', '?1'],
      [':authority', 'api.shop.example'],
    ];
    expect(again(by(...browser), first)).toEqual(['note']);
  });

  describe('with the proof that paid it', () => {
    const { preimage, hash } = preimageAndHash(7);
    const { preimage: other } = preimageAndHash(8);
    const paidOne = made({ paymentHash: hash });
    const asked = l402({ invoice: paidOne, token: macaroon(undefined, hash) });
    const credential = (own: string) =>
      encodeBase64Url(JSON.stringify({ challenge: {}, payload: { preimage: own } }));
    const levels = (exchange: Exchange) =>
      findingsOf(exchange)
        .filter(({ check }) => check === 'invoice-repeated')
        .map(({ level, field }) => [level, field]);
    const AT = 'WWW-Authenticate: L402 invoice';

    test.each<[string, Line, boolean]>([
      ['of L402', ['Authorization', `L402 dG9rZW4:${preimage}`], true],
      ['of X-Lightning', ['X-Lightning', preimage.toUpperCase()], true],
      ['of MPP', ['Authorization', `Payment ${credential(preimage)}`], true],
      ['of another invoice', ['Authorization', `L402 dG9rZW4:${other}`], false],
      ['of MPP for another invoice', ['Authorization', `Payment ${credential(other)}`], false],
    ])('%s', (_, proof, isFound) => {
      const answers = paid(asked, 402, asked.answer.headers, '', [proof]);
      expect(levels(answers)).toEqual(isFound ? [['warning', `paid answer: ${AT}`]] : []);
      // `curl -v` of the request with the proof.
      expect(levels({ ...asked, requestHeaders: [proof] })).toEqual(
        isFound ? [['warning', AT]] : [],
      );
    });

    test('of which another is asked is right', () => {
      const next = l402({ invoice: made() });
      const proof: Line = ['Authorization', `L402 dG9rZW4:${preimage}`];
      expect(levels(paid(asked, 402, next.answer.headers, '', [proof]))).toEqual([]);
    });
  });
});

test('an id without quotation marks is found again, one in another parameter is not', () => {
  const line = ['WWW-Authenticate', 'Payment id=abc, realm=api.shop.example'] as const;
  const then = { ...mpp(), answer: { status: 402, headers: [line] } };
  expect(foundIn(mpp({ id: 'abc' }), then)).toEqual(['mpp-id']);
  expect(foundIn(mpp({ id: 'api.shop.example' }), mpp({ id: 'other' }))).toEqual([]);
});

// The class: an OpenAPI document of which several paths match. The concrete one counts, in whatever order they stand.
describe('prices of a document of which several paths match', () => {
  const { pathname } = new URL(x402().url);
  const priced = (amount: string) => ({
    get: { 'x-payment-info': { price: { currency: 'USD', amount } } },
  });
  const asks = (paths: Readonly<Record<string, string>>, at = pathname) => {
    const url = new URL(at, x402().url).href;
    const listed = Object.entries(paths).map(([path, amount]) => [path, priced(amount)]);
    const openapi = JSON.stringify({ paths: Object.fromEntries(listed) });
    return findingsOf({ ...x402(), url, openapi }).some(({ check }) => check === 'price-openapi');
  };

  test.each<[string, Readonly<Record<string, string>>, string?]>([
    ['a template first', { '/{topic}': '0.01', [pathname]: '0.005' }],
    ['the concrete one first', { [pathname]: '0.005', '/{topic}': '0.01' }],
    [
      'two templates, the wider one first',
      { '/{a}/{b}': '0.01', '/news/{b}': '0.005' },
      '/news/today',
    ],
    [
      'two templates that are concrete at different places',
      { '/{a}/today': '0.01', '/news/{b}': '0.005' },
      '/news/today',
    ],
  ])('%s', (_, paths, at) => {
    expect(asks(paths, at)).toBe(true);
    const swapped = Object.entries(paths).map(([path, amount]) => [
      path,
      amount === '0.01' ? '0.005' : '0.01',
    ]);
    expect(asks(Object.fromEntries(swapped), at)).toBe(false);
  });
});
