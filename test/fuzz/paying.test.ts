import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBase64Url } from '../../src/core/encoding/base64.ts';
import { FareboxError } from '../../src/core/errors.ts';
import { decodeInvoice } from '../../src/core/lightning/bolt11.ts';
import type { Offer } from '../../src/core/offers/offer.ts';
import { PROOF_HEADERS } from '../../src/core/offers/proof/proof.ts';
import type { RailRequest, RailResult } from '../../src/core/offers/rail.ts';
import { decodeRequest } from '../../src/protocols/cashu/decode.ts';
import { registry } from '../../src/protocols/index.ts';
import { cbor, creqA } from '../fixtures/cashu-encode.ts';
import { makeInvoice, nodeId } from '../fixtures/invoice.ts';
import { makeMacaroon } from '../fixtures/macaroon.ts';
import { CONTEXT, HASH, PREIMAGE } from '../fixtures/paying.ts';
import { challenged, payment } from '../fixtures/payment.ts';

const { payingById: protocolById, read } = registry;

// Every run goes through a whole quote, with its invoices and hashes: a fifth as many as the readers have.
const numRuns = Math.ceil(Number(process.env['FAREBOX_FUZZ_RUNS'] ?? 5_000) / 5);
const MINT = 'https://mint.example';
const KEY = `02${'1f'.repeat(32)}`;
const GOOD = makeInvoice({ paymentHash: HASH, prefix: 'bc70u' });
/** The same node, the same hash, another amount; another network; another node. */
const OTHERS = [
  makeInvoice({ paymentHash: HASH, prefix: 'bc71u' }),
  makeInvoice({ paymentHash: HASH, prefix: 'bcrt70u' }),
  makeInvoice({ paymentHash: HASH, prefix: 'bc' }),
  makeInvoice({ prefix: 'bc70u' }),
  makeInvoice({ paymentHash: HASH, prefix: 'bc70u', secretKey: '11'.repeat(32) }),
];
const charge = (invoice: string) => ({
  amount: '7000',
  currency: 'sat',
  methodDetails: { invoice },
});
const creq = (fields: object) => creqA(cbor({ a: 21, u: 'sat', m: [MINT], ...fields }));

const OFFERS: readonly Offer[] = [
  challenged(`L402 macaroon="${makeMacaroon(HASH)}", invoice="${GOOD}"`),
  { ...challenged(), headers: [['X-Lightning', GOOD] as const] },
  challenged(payment('lightning', charge(GOOD), { opaque: 'e30' })),
  { ...challenged(), headers: [['X-Cashu', creq({})] as const] },
  { ...challenged(), headers: [['X-Cashu', creq({ nut10: { k: 'P2PK', d: KEY } })] as const] },
].flatMap((response) => read(response).offers);

/** What somebody would put into a record who knows the formats. */
const clever: readonly unknown[] = [
  ...OTHERS,
  ...OTHERS.map((invoice) => encodeBase64Url(JSON.stringify(charge(invoice)))),
  creq({ a: 22 }),
  creq({ u: 'usd' }),
  creq({ m: ['https://thief.example'] }),
  creq({ nut10: { k: 'P2PK', d: `03${'1f'.repeat(32)}` } }),
  creq({ nut10: { k: 'HTLC', d: KEY } }),
  'lightning',
  'cashu',
  'mpp',
  'l402',
  'regtest',
  'usd',
  nodeId('11'.repeat(32)),
  ['https://thief.example'],
  [],
  0n,
  7_000_001n,
  21n,
  22n,
  null,
  undefined,
  true,
  'Cookie',
  'a\r\nb: c',
];
const anything = fc.oneof(
  fc.constantFrom(...clever),
  fc.string(),
  fc.jsonValue(),
  fc.bigInt(),
  fc.integer(),
);

type Path = readonly string[];
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name])),
  ];
}
function changed(value: unknown, [name, ...rest]: Path, to: unknown): unknown {
  if (name === undefined) return to;
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === name ? changed(item, rest, to) : item));
  return {
    ...(value as object),
    [name]: changed((value as Record<string, unknown>)[name], rest, to),
  };
}
/** Terms have been through JSON; an amount has been thawed. */
const fits = ([first]: Path, to: unknown) => first === 'price' || typeof to !== 'bigint';

const tampering = fc.constantFrom(...OFFERS).chain((offer) =>
  fc
    .array(fc.tuple(fc.constantFrom(...pathsOf(offer)), anything), { minLength: 1, maxLength: 3 })
    .map((changes) => ({
      offer: changes.reduce((now: unknown, [path, to]) => {
        try {
          if (!fits(path, to)) return now;
          return changed(now, path, to);
        } catch {
          return now;
        }
      }, offer) as Offer,
    })),
);

/** What was asked, or nothing where it was refused in the way in which things are refused. */
function unlessRefused<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof FareboxError) return undefined;
    throw error;
  }
}

function asksForTheOffer(offer: Offer, request: RailRequest): void {
  expect(offer.payable).toBeTruthy();
  if (request.rail === 'lightning') {
    const invoice = decodeInvoice(request.invoice);
    if (typeof invoice === 'string') throw new Error(invoice);
    expect(offer.rail).toMatchObject({ kind: 'lightning', network: request.network });
    expect([request.amount, request.paymentHash]).toEqual([
      String(offer.price?.amount),
      invoice.paymentHash,
    ]);
    expect([invoice.amount, invoice.payee, invoice.network]).toEqual([
      offer.price?.amount,
      offer.payee,
      request.network,
    ]);
    return;
  }
  if (request.rail !== 'ecash') throw new Error(request.rail);
  const { request: text } = offer.terms as { request: string };
  const decoded = decodeRequest(text);
  if (typeof decoded === 'string') throw new Error(decoded);
  const { amount, unit, mints, lock } = decoded.request;
  expect([request.amount, request.unit]).toEqual([String(amount), unit]);
  expect(request.amount).toBe(String(offer.price?.amount));
  expect([request.lock?.data, request.lock?.data]).toEqual([lock?.data, offer.payee]);
  for (const mint of request.mints) expect(mints).toContain(mint);
}

test('the generator has an offer of each protocol', () => {
  expect(OFFERS.map(({ protocol, payable }) => `${protocol} ${payable}`)).toEqual([
    'l402 true',
    'lightning true',
    'mpp true',
    'cashu true',
    'cashu true',
  ]);
});

test('an offer that was changed in the store is refused, or asks for just what it says', () => {
  let asked = 0;
  fc.assert(
    fc.property(tampering, ({ offer }) => {
      for (const { protocol } of OFFERS) {
        const paying = protocolById(protocol);
        if (paying === undefined) throw new Error(protocol);
        const request = unlessRefused(() => paying.request(offer, CONTEXT));
        if (request === undefined) continue;
        asked++;
        asksForTheOffer(offer, request);
        const results: RailResult[] = [
          { rail: 'lightning', preimage: PREIMAGE },
          { rail: 'lightning', preimage: '00'.repeat(32) },
          { rail: 'ecash', token: 'cashuBo2F0' },
        ];
        for (const result of results) {
          const proof = unlessRefused(() => paying.proof(offer, request, result));
          if (proof === undefined) continue;
          expect(result).not.toEqual(results[1]);
          expect(result.rail).toBe(request.rail);
          expect(proof.headers).toHaveLength(1);
          for (const [name, value] of proof.headers) {
            expect(PROOF_HEADERS.map((each) => each.toLowerCase())).toContain(name.toLowerCase());
            expect(value).toMatch(/^[\x20-\x7e]+$/);
          }
        }
      }
    }),
    { numRuns },
  );
  // What does not move money may differ, so some get through: else this would test nothing.
  expect(asked).toBeGreaterThan(numRuns / 50);
});
