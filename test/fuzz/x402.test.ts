import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Receipt } from '../../src/core/offers/receipt.ts';
import type { HeaderLine } from '../../src/core/web/http.ts';
import { registry } from '../../src/protocols/index.ts';
import { x402 } from '../../src/protocols/x402/index.ts';
import {
  authorizationOf,
  ENTRY,
  ENTRY_V1,
  PAYER,
  response,
  URL,
} from '../fixtures/x402/weather.ts';

const { read } = registry;

const { FAREBOX_FUZZ_RUNS = '5000' } = process.env;
const numRuns = Number(FAREBOX_FUZZ_RUNS);

// Values that are nearly right, and values that are wrong in every way.
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    0,
    -1,
    1e300,
    2 ** 53,
    true,
    [],
    {},
    '__proto__',
    'constructor',
    'toString',
    '1',
    '2500',
    2500,
    '0x1',
    '٣',
    'exact',
    'upto',
    'eip155:8453',
    'base',
    'solana',
    'merchant',
    'permit2',
    'eip3009',
    'upfront',
    60,
    '60',
    1,
    2,
    3,
    '2',
    '\u202e',
    '\ud800',
    'a'.repeat(5000),
    ENTRY.asset,
    ENTRY.payTo,
    ENTRY.payTo.toLowerCase(),
    `0x${'0'.repeat(40)}`,
    'javascript:alert(1)',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A copy of an object of which some members are odd, some missing and some new. */
function bent(base: Record<string, unknown>): fc.Arbitrary<unknown> {
  const changes = fc.dictionary(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...Object.keys(base)) },
      fc.string({ maxLength: 9 }),
    ),
    odd,
    { maxKeys: 2 },
  );
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(base) },
    { weight: 7, arbitrary: changes.map((change) => ({ ...base, ...change })) },
    odd,
  );
}

const extra = bent({
  name: 'USDC',
  version: '2',
  assetTransferMethod: 'eip3009',
  paymentFlow: 'authorization',
});
const entry = fc
  .tuple(fc.boolean(), bent(ENTRY), bent(ENTRY_V1), extra, fc.boolean())
  .map(([first, v2, v1, own, isBent]) => {
    const made = first ? v2 : v1;
    return isBent && made !== null && typeof made === 'object' ? { ...made, extra: own } : made;
  });
const challenge = fc
  .tuple(
    fc.array(entry, { maxLength: 5 }),
    bent({ x402Version: 2, error: 'Payment required', resource: { url: URL, description: 'x' } }),
    fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, odd),
  )
  .map(([accepts, envelope, instead]) =>
    envelope !== null && typeof envelope === 'object'
      ? { accepts: instead ?? accepts, ...envelope }
      : envelope,
  );

const json = challenge.map((value) => JSON.stringify(value) ?? '');
const text = fc.oneof({ weight: 5, arbitrary: json }, fc.json(), fc.string({ unit: 'binary' }));
const value = fc.oneof(
  { weight: 6, arbitrary: text.map((one) => Buffer.from(one).toString('base64')) },
  text.map((one) => Buffer.from(one).toString('base64url')),
  text,
  text.map((one) => `X402 requirements="${Buffer.from(one).toString('base64')}"`),
  fc
    .tuple(text, text)
    .map((two) => two.map((one) => Buffer.from(one).toString('base64')).join(', ')),
  fc.tuple(text, fc.nat(200)).map(([one, cut]) => Buffer.from(one).toString('base64').slice(cut)),
);
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constant('PAYMENT-REQUIRED') },
  fc.constantFrom(
    'payment-required',
    'X-PAYMENT-REQUIRED',
    'WWW-Authenticate',
    'PAYMENT-RESPONSE',
    'X-PAYMENT-RESPONSE',
  ),
  fc.string({ maxLength: 12 }),
);
const headers = fc.array(
  fc.tuple(name, value).map((line): HeaderLine => line),
  { maxLength: 4 },
);
const responses = fc
  .record({
    headers,
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constant(402) },
      fc.constantFrom(200, 412, 401, 500),
    ),
    body: fc.oneof({ weight: 3, arbitrary: fc.constant('{}') }, text),
    url: fc.oneof(
      { weight: 8, arbitrary: fc.constant(URL) },
      fc.constantFrom('http://a.example', 'x', ''),
    ),
  })
  .map(({ headers: lines, ...more }) => response(lines, more));

// Control, format, surrogate and line-breaking characters: none may reach a page.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const context = {
  account: { rail: 'eip3009', address: PAYER },
  now: new Date(1_790_000_000_000),
  random: (length: number) => new Uint8Array(length).fill(7),
} as const;
const signed = { rail: 'eip3009', signature: `0x${'ab'.repeat(65)}` } as const;

function isShowable(receipt: Receipt): void {
  const { transaction, ...shown } = receipt;
  expect(UNSAFE.test(Object.values(shown).join(''))).toBe(false);
  if (transaction !== undefined) expect(transaction).toMatch(/^[0-9A-Za-z]{64,88}$/);
}

test('any response is read without a throw, and what is payable is right in every member', () => {
  let payable = 0;
  fc.assert(
    fc.property(responses, (one) => {
      const { offers, problems } = read(one);
      for (const problem of problems) expect(UNSAFE.test(problem.reason)).toBe(false);
      for (const offer of offers.filter(({ protocol }) => protocol === 'x402')) {
        const { terms, price, cautions, rail, ...shown } = offer;
        for (const member of Object.values(shown)) {
          expect(UNSAFE.test(String(member))).toBe(false);
          expect(String(member).length).toBeLessThanOrEqual(200);
        }
        expect(offer.payable).toBe(offer.why === undefined);
        if (!offer.payable) continue;
        payable++;
        const request = authorizationOf(offer, context);
        expect(one.url).toBe(URL);
        expect(request.message.value).toBe(String(price?.amount));
        expect(BigInt(request.message.value) > 0n).toBe(true);
        expect(request.message.to).toBe(offer.payee);
        expect(request.message.to).toMatch(/^0x[0-9a-fA-F]{40}$/);
        expect(Number(request.message.validBefore)).toBeLessThanOrEqual(1_790_000_600);
        expect(Number(request.message.validBefore)).toBeGreaterThan(1_790_000_000);
        expect(rail).toMatchObject({ kind: 'eip3009', asset: request.domain.verifyingContract });
        const [header] = x402.proof(offer, request, signed).headers;
        const sent: unknown = JSON.parse(Buffer.from(header?.[1] ?? '', 'base64').toString());
        const { accepted, x402Version } = JSON.parse(JSON.stringify(terms));
        expect(sent).toMatchObject(
          x402Version === 1 ? { network: accepted.network } : { accepted },
        );
      }
      const receipt = x402.receipt(one);
      if (receipt !== undefined) isShowable(receipt);
    }),
    { numRuns },
  );
  // The generator would be worth little if it never got through.
  expect(payable).toBeGreaterThan(numRuns / 50);
});
