import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../../src/core/encoding/base64.ts';
import { sanitize } from '../../src/core/encoding/sanitize-text.ts';
import type { Notice } from '../../src/core/offers/notice.ts';
import type { ParsedResponse } from '../../src/core/offers/parsed-response.ts';
import type { HeaderLine, HttpResponse } from '../../src/core/web/http.ts';
import { decodeRequest } from '../../src/protocols/cashu/decode.ts';
import { registry } from '../../src/protocols/index.ts';
import { BILLS } from '../fixtures/bills.ts';
import { cbor, creqA, creqB, tlv, u64 } from '../fixtures/cashu-encode.ts';
import { MPP } from '../fixtures/mpp.ts';

const { read } = registry;

const numRuns = Number(process.env['FAREBOX_FUZZ_RUNS'] ?? 5_000);
const CANARY = 'c4n4ry_d0_n0t_sh0w';

const requests = [
  creqA(cbor({ a: 5, u: 'sat', m: ['https://mint.example'], d: 'x' })),
  creqB([...tlv(2, u64(5n)), ...tlv(3, [0]), ...tlv(5, 'https://mint.example')]),
];
const ADDRESS = `0x${'1'.repeat(40)}`;
const accepts = [
  { scheme: 'kaspa-utxo', amount_sompi: '5', pay_to: 'kaspa:q' },
  { scheme: 'evm', chain_id: 8453, amount: '5', pay_to: ADDRESS, token: null },
  {
    namespace: 'evm',
    networkId: '1',
    amountRequired: 5,
    payToAddress: ADDRESS,
    tokenAddress: ADDRESS,
  },
  { scheme: 'exact', network: 'eip155:8453', amount: '5', payTo: ADDRESS, asset: ADDRESS },
];
const claims = {
  paymentOptions: [{ amount: '5', currency: 'USD', decimals: 2, recipient: 'did:x:y' }],
};
const bodies: readonly unknown[] = [
  { k402: '0.2', accepts },
  { h402Version: 1, accepts },
  { x402Version: 2, accepts },
  {
    payment_request_url: 'https://a.example',
    offers: [{ amount: 5, currency: 'USD', type: 'top-up' }],
  },
  { paymentRequestToken: `e30.${encodeBase64Url(JSON.stringify(claims))}.x` },
  ...BILLS.map(({ body }) => body),
];
const texts = bodies.map((body) => (typeof body === 'string' ? body : JSON.stringify(body)));
const pages = [
  '<!doctype html><title>Pay &amp; read</title><link rel=payment href="lightning:lnbc1"><h1>x</h1>',
  '<script>"<a rel=payment href=//evil>"</script><!-- <p> --><p>Words</p>',
  'Payment required\n\nDEPLOYMENT_DISABLED\n',
];

const NAMES = [
  'X-Cashu',
  'PAYMENT-REQUIRED',
  'X-Payment-Required',
  'X-Payment-Amount',
  'X-Payment-Currency',
  'WWW-Authenticate',
  'Link',
  'Location',
  'Pay',
  'crawler-price',
  'crawler-error',
  'x-vercel-error',
  'x-bsv-sats',
  'x-bsv-server',
  'x-bsv-payment-satoshis-required',
  'Content-Type',
  'Request-Id',
];
const VALUES = [
  ...requests,
  ...MPP.map(({ line }) => line),
  '</pay>; rel="payment"; title="Pay", <bitcoin:bc1q?amount=1>; rel=payment',
  '<https://a.example/l>; rel=license; type="application/rsl+xml"',
  'License error="invalid_request"',
  'https://pay.example/7',
  'ilp 5 g.x Zm9v',
  'USD 0.01',
  '5000 micros USD',
  'DEPLOYMENT_DISABLED',
  'text/html',
  'application/json',
  '{"price":"0.5","currency":"EUR"}',
  `02${'ab'.repeat(32)}`,
  '7',
  '1e3',
];
const piece = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '\\',
    ',',
    ';',
    '=',
    '<',
    '>',
    '{',
    '}',
    '[',
    ']',
    ':',
    '/',
    '&#',
    '\n',
    '\t',
  ),
  fc.constantFrom('\u202e', '\ud800', '\0', '\u200b', 'é', '٣', '-1', '1e3', 'null', '__proto__'),
  fc.constantFrom(
    'javascript:',
    'http://127.0.0.1',
    'https://a:b@c',
    'rel=payment',
    '<script',
    '</script',
  ),
  fc.constantFrom(...VALUES),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

/** One of the seeds with a few places overwritten, or soup. */
function broken(seeds: readonly string[]): fc.Arbitrary<string> {
  const edits = fc.array(fc.tuple(fc.nat(1500), fc.nat(4), piece), { maxLength: 4 });
  const edited = fc.tuple(fc.constantFrom(...seeds), edits).map(([seed, list]) =>
    list.reduce((text, [place, drop, insert]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + insert + text.slice(at + drop);
    }, seed),
  );
  const soup = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  return fc.oneof({ arbitrary: edited, weight: 3 }, { arbitrary: soup, weight: 1 });
}

const line: fc.Arbitrary<HeaderLine> = fc.tuple(fc.constantFrom(...NAMES), broken(VALUES));
const response: fc.Arbitrary<HttpResponse> = fc
  .record({
    url: fc.constantFrom('https://shop.example/a', 'http://127.0.0.1:8080/', 'about:blank'),
    status: fc.constantFrom(402, 402, 402, 200, 412),
    headers: fc.array(line, { maxLength: 6 }),
    body: fc.option(broken([...texts, ...pages]), { nil: undefined }),
  })
  .map(({ body, ...rest }) => ({
    ...rest,
    method: 'GET',
    ...(body === undefined ? {} : { body }),
  }));

function checkNotice({ code, message, docUrl, uri, price, details = [] }: Notice): void {
  for (const text of [code, message, ...details.flat()]) {
    if (text !== undefined) expect(sanitize(text)).toBe(text);
  }
  if (docUrl !== undefined) expect(docUrl).toMatch(/^https:\/\/[^@]*(?:\/|$)/);
  if (uri !== undefined) expect(uri).toMatch(/^(?:https|lightning|bitcoin|ethereum|solana):/i);
  if (price !== undefined) expect(price.amount >= 0n).toBe(true);
}

function check({ offers, notices, problems }: ParsedResponse): void {
  expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length);
  for (const { id, protocol, price, payable, why, description, terms } of offers) {
    expect(id.startsWith(`${protocol}:`)).toBe(true);
    expect(payable).toBe(why === undefined);
    if (payable) expect(price?.amount).toBeGreaterThan(0n);
    if (price !== undefined) expect(price.amount >= 0n).toBe(true);
    if (description !== undefined) expect(sanitize(description)).toBe(description);
    expect(() => JSON.stringify(terms)).not.toThrow();
  }
  notices.forEach(checkNotice);
  if (notices.some(({ kind }) => kind === 'unknown')) {
    expect(offers.length + notices.length + problems.length).toBe(1);
  }
}

describe('whatever comes', () => {
  it('is read without throwing, twice the same, and fit to be shown', () => {
    fc.assert(
      fc.property(response, (one) => {
        const reading = read(one);
        check(reading);
        expect(read(one)).toEqual(reading);
      }),
      { numRuns },
    );
  });

  it('keeps members that are not named out of notices', () => {
    const key = fc.constantFrom('client_secret', 'payment_intent', 'api_key', 'token', 'secret');
    const place = fc.constantFrom('error', 'errors', 'root', 'both');
    fc.assert(
      fc.property(key, place, fc.json(), (name, where, noise) => {
        const secret = { [name]: CANARY, message: 'Unpaid', noise };
        const body = {
          ...(where === 'root' || where === 'both' ? secret : {}),
          ...(where === 'errors' ? { errors: [secret] } : { error: secret }),
        };
        const { notices } = read({
          url: 'https://shop.example/',
          method: 'GET',
          status: 402,
          headers: [],
          body: JSON.stringify(body),
        });
        expect(JSON.stringify(notices)).not.toContain(CANARY);
      }),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });

  it('makes a Cashu request or a reason of any bytes', () => {
    const bytes = fc.array(fc.nat(255), { maxLength: 60 });
    fc.assert(
      fc.property(bytes, fc.boolean(), (raw, isB) => {
        const decoded = decodeRequest(isB ? creqB(raw) : creqA(raw));
        if (typeof decoded === 'string') expect(decoded).not.toBe('');
        else expect(decoded.request.amount ?? 0n).toBeGreaterThanOrEqual(0n);
      }),
      { numRuns },
    );
  });
});
