import { describe, expect, it, test } from 'vitest';
import { ruledOut, withRules } from '../../../src/core/offers/payable.ts';
import type { HttpResponse } from '../../../src/core/web/http.ts';
import { protocols, registry } from '../../../src/protocols/index.ts';
import { cbor, creqA } from '../../fixtures/cashu-encode.ts';
import { makeInvoice } from '../../fixtures/invoice.ts';
import { makeMacaroon } from '../../fixtures/macaroon.ts';
import { MPP_LIGHTNING } from '../../fixtures/mpp-lightning.ts';
import { HASH } from '../../fixtures/paying.ts';
import { challenged } from '../../fixtures/payment.ts';
import { challenged as askedByX402, CHALLENGE, withEntry } from '../../fixtures/x402/weather.ts';
import { offer } from '../background/fakes.ts';

const { payingById: protocolById, read } = registry;

const bare = (name: string, value: string): HttpResponse => ({
  ...challenged(),
  headers: [[name, value]],
});
const ecash = (unit: string) =>
  bare('X-Cashu', creqA(cbor({ a: 21, u: unit, m: ['https://mint.example'] })));
const l402 = `token="${makeMacaroon(HASH)}", invoice="${makeInvoice({ paymentHash: HASH, prefix: 'bc210n' })}"`;

/** Every way to ask that Farebox pays, by protocol; a protocol that it only explains is not here. */
const WAYS: Readonly<
  Partial<Record<(typeof protocols)[number]['id'], Readonly<Record<string, HttpResponse>>>>
> = {
  x402: {
    'x402 v2': askedByX402(CHALLENGE),
    'x402, another price': askedByX402(withEntry({ amount: '77' })),
    'x402 over Lightning': askedByX402(
      withEntry({
        network: 'bip122:000000000019d6689c085ae165831e93',
        asset: 'BTC',
        amount: '150000',
        payTo: 'anonymous',
        extra: {
          paymentMethod: 'lightning',
          invoice: makeInvoice({ paymentHash: HASH, prefix: 'bc1500n' }),
        },
      }),
    ),
  },
  mpp: {
    'MPP lightning': challenged(MPP_LIGHTNING[0]?.line ?? ''),
  },
  l402: { L402: challenged(`L402 ${l402}`), LSAT: challenged(`LSAT ${l402}`) },
  lightning: { 'X-Lightning': bare('X-Lightning', makeInvoice({ prefix: 'bc40n' })) },
  cashu: { 'X-Cashu in sat': ecash('sat'), 'X-Cashu in usd': ecash('usd') },
};

const ROWS = Object.entries(WAYS).flatMap(([id, ways]) =>
  Object.entries(ways).map(([name, response]) => ({ id, name, response })),
);
const offersAt = (response: HttpResponse, change: Partial<HttpResponse> = {}) =>
  read({ ...response, ...change }).offers;

test.each(protocols.map(({ id }) => id))('%s is in the table if Farebox pays it', (id) => {
  expect(Object.hasOwn(WAYS, id)).toBe(protocolById(id) !== undefined);
});

// Plain http on any rail: anyone on the way can change the payee, or take the proof.
describe.each(ROWS)('$name', ({ id, response }) => {
  it('is payable over https', () => {
    const offers = offersAt(response);
    expect(offers.map((each) => [each.protocol, each.payable])).toEqual([[id, true]]);
  });

  it.each([
    'http://shop.example/article',
    'http://cafe-wifi.example:8080/',
    'http://192.168.1.7/',
    'http://localhost.example/',
    'http://127.0.0.1.example/',
    'http://0.0.0.0/',
  ])('is not payable at %s, and says why', (url) => {
    for (const each of offersAt(response, { url })) {
      expect(each).toMatchObject({ payable: false, why: 'reason_insecure' });
    }
    // By its own reader too.
    const own = protocolById(id)?.read({ ...response, url }).offers ?? [];
    expect(own.map(({ payable, why }) => [payable, why])).toEqual([[false, 'reason_insecure']]);
  });

  it.each(['http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]:8080/'])(
    'is payable on this machine: %s',
    (url) => {
      expect(offersAt(response, { url })).toMatchObject([{ payable: true }]);
    },
  );

  it.each(['OPTIONS', 'TRACE', 'REPORT'])(
    'of a %s request, which no page makes again, is payable only where the money does not leave at once',
    (method) => {
      const [get] = offersAt(response);
      const [other] = offersAt(response, { method });
      const signature = get?.rail?.kind === 'eip3009';
      expect(other).toMatchObject(
        signature ? { payable: true } : { payable: false, why: 'reason_method' },
      );
    },
  );

  it.each(['POST', 'PUT', 'HEAD', 'DELETE', 'PATCH'])('of a %s request is payable', (method) => {
    expect(offersAt(response, { method })).toMatchObject([{ payable: true }]);
  });
});

test('the rule is about the request, not about what the offer claims', () => {
  const sold = offer({ payable: true });
  expect(withRules(sold, { url: 'https://a.example/', method: 'GET' })).toBe(sold);
  expect(withRules(sold, { url: 'http://a.example/', method: 'GET' })).toEqual({
    ...sold,
    payable: false,
    why: 'reason_insecure',
  });
  const not = offer({ payable: false, why: 'reason_scheme' });
  expect(withRules(not, { url: 'http://a.example/', method: 'GET' })).toBe(not);
  expect(ruledOut(sold, { url: 'file:///etc/passwd', method: 'GET' })).toBe('reason_insecure');
});
