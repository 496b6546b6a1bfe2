import { describe, expect, test } from 'vitest';
import { type Exchange, findingsOf } from '../../../src/checks/index.ts';
import {
  accepts,
  asking,
  charge,
  charging,
  l402,
  invoice as made,
  mpp,
  OTHER_PAYEE,
  PAYEE,
  required,
  x402,
  x402V1,
} from '../../fixtures/checks/exchanges.ts';

// What a 402 says beside what its address said before.

const IDS = /^(?:payee-rotates|price-rises|invoice-repeated|mpp-id)$/;
const foundIn = (now: Exchange, ...then: readonly Exchange[]) =>
  findingsOf({ ...now, earlier: then.map(({ answer }) => answer) }).flatMap(({ check }) =>
    IDS.test(check) ? [check] : [],
  );

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

test.each([
  ['of L402', l402({ invoice: text }), l402({ invoice: text })],
  ['of L402 in capitals', l402({ invoice: text }), l402({ invoice: text.toUpperCase() })],
  ['in a request of MPP', overMpp(text), overMpp(text)],
  ['of MPP that L402 offered', overMpp(text), l402({ invoice: text })],
])('an invoice %s is found again', (_, now, then) => {
  expect(foundIn(now, then)).toContain('invoice-repeated');
});

test('an invoice is another one where it only begins so', () => {
  expect(foundIn(l402({ invoice: text }), l402({ invoice: `${text}q` }))).toEqual([]);
});

test('an id without quotation marks is found again, one in another parameter is not', () => {
  const line = ['WWW-Authenticate', 'Payment id=abc, realm=api.shop.example'] as const;
  const then = { ...mpp(), answer: { status: 402, headers: [line] } };
  expect(foundIn(mpp({ id: 'abc' }), then)).toEqual(['mpp-id']);
  expect(foundIn(mpp({ id: 'api.shop.example' }), mpp({ id: 'other' }))).toEqual([]);
});
