import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../../src/core/encoding/base64.ts';
import { assetOf } from '../../src/core/money/assets.ts';
import type { Offer } from '../../src/core/offers/offer.ts';
import type { ParsedResponse } from '../../src/core/offers/parsed-response.ts';
import { checkProof } from '../../src/core/offers/proof/proof.ts';
import type { HeaderLine } from '../../src/core/web/http.ts';
import {
  AUTH_CHALLENGES,
  AUTH_PARAMS,
  parseChallenges,
} from '../../src/core/web/www-authenticate.ts';
import { l402 } from '../../src/protocols/l402/index.ts';
import { lightning } from '../../src/protocols/lightning/index.ts';
import { mpp } from '../../src/protocols/mpp/index.ts';
import { xmr402 } from '../../src/protocols/xmr402/index.ts';
import { makeInvoice } from '../fixtures/invoice.ts';
import { makeMacaroon } from '../fixtures/macaroon.ts';
import { MPP } from '../fixtures/mpp.ts';

const numRuns = Number(process.env['FAREBOX_FUZZ_RUNS'] ?? 5_000);
const PROTOCOLS = [mpp, l402, lightning, xmr402];

const invoices = ['bc10u', 'bc', 'bcrt1m', 'bc1p'].map((prefix) => makeInvoice({ prefix }));
const l402Lines = invoices.map((text) => `L402 token="${makeMacaroon()}", invoice="${text}"`);
const seeds = [...MPP.map(({ line }) => line), ...l402Lines, ...invoices];

/** What tokenizers trip over. */
const piece = fc.oneof(
  fc.constantFrom('Payment ', 'L402 ', 'LSAT ', 'XMR402 ', 'Basic ', 'realm=', 'id="', 'request="'),
  fc.constantFrom(
    '"',
    "'",
    '\\',
    ',',
    ', ',
    '=',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\\u',
    '\\u0000',
    '\\u202e',
  ),
  fc.constantFrom('__proto__="x"', 'header="Cookie"', 'description="<b>', '\u202e', '\ud800', '\0'),
  fc.constantFrom(...seeds),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** A good challenge with a few places overwritten. */
const mutated = fc
  .record({
    seed: fc.constantFrom(...seeds),
    edits: fc.array(fc.tuple(fc.nat(2000), fc.nat(3), piece), { minLength: 1, maxLength: 4 }),
  })
  .map(({ seed, edits }) =>
    edits.reduce(
      (text, [at, drop, insert]) =>
        text.slice(0, at % (text.length + 1)) +
        insert +
        text.slice((at % (text.length + 1)) + drop),
      seed,
    ),
  );

const amount = fc.oneof(
  fc.bigInt().map(String),
  fc.constantFrom('0', '1', '-1', '1e3', '0x1', '1.5', ' 1', (2n ** 256n).toString()),
  fc.double(),
);
const member = fc.oneof(
  fc.constantFrom('usd', 'sat', 'sol', '0.0.456858', '0x20c0000000000000000000000000000000000000'),
  fc.constantFrom(8453, 4217, '8453', 'mainnet', 'stellar:pubnet', 'evm', null, ...invoices),
  fc.array(fc.record({ recipient: fc.string(), amount }), { maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue(),
);
const names = ['chainId', 'network', 'invoice', 'splits', 'credentialTypes', 'decimals', 'type'];
const request = fc.record(
  {
    amount,
    currency: member,
    recipient: member,
    description: fc.string({ unit: 'binary' }),
    splits: member,
    suggestedDeposit: amount,
    depositInvoice: member,
    methodDetails: fc.dictionary(fc.constantFrom(...names, 'evm', '__proto__'), member),
  },
  { requiredKeys: [] },
);
const methods = ['evm', 'tempo', 'lightning', 'solana', 'stripe', 'card', 'stellar', 'hedera'];
/** A well-formed challenge around a request that is none. */
const strange = fc
  .record({
    request,
    method: fc.constantFrom(...methods, 'nearintents', 'usdc', 'new'),
    intent: fc.constantFrom('charge', 'session', 'subscription', 'other'),
  })
  .map((terms) => {
    const encoded = encodeBase64Url(JSON.stringify(terms.request));
    return `Payment id="i", realm="r", method="${terms.method}", intent="${terms.intent}", request="${encoded}"`;
  });

const value = fc.oneof(soup, mutated, strange);
const headers = fc.array(
  fc.tuple(fc.constantFrom('WWW-Authenticate', 'www-authenticate', 'X-Lightning'), value),
  { maxLength: 3 },
);

// The same classes as the sanitiser's, written apart from it.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;

function checkText(text: string | undefined, limit: number): void {
  if (text === undefined) return;
  expect(UNSAFE.test(text)).toBe(false);
  expect(Array.from(text).length).toBeLessThanOrEqual(limit);
}

function checkOffer(offer: Offer): void {
  expect(offer.payable).toBe(offer.why === undefined);
  if (offer.payable) {
    // An evm charge of MPP is a signed transfer of a token that we know; all else is an invoice.
    if (offer.rail?.kind === 'eip3009') {
      expect(offer.protocol).toBe('mpp');
      const known = assetOf(offer.rail.network, offer.rail.asset);
      expect(known).toMatchObject({ transfer: 'eip3009', address: offer.price?.asset });
    } else expect(offer.rail?.kind).toBe('lightning');
    expect(offer.price?.amount).toBeGreaterThan(0n);
  }
  checkText(offer.description, 200);
  for (const text of [offer.method, offer.version, offer.payee, offer.network])
    checkText(text, 140);
  checkText(offer.price?.currency, 100);
  checkText(offer.price?.asset, 100);
  if (offer.price !== undefined) {
    expect(offer.price.amount >= 0n && offer.price.amount < 2n ** 256n).toBe(true);
  }
  if (offer.expiresAt !== undefined) expect(new Date(offer.expiresAt).getTime()).not.toBeNaN();
  const terms = offer.terms as Record<string, unknown>;
  expect(JSON.parse(JSON.stringify(terms))).toEqual(terms);
  if (offer.protocol === 'l402') {
    const header = `${terms['scheme']} ${terms['token']}:${'0'.repeat(64)}`;
    checkProof({ headers: [['Authorization', header]], reusable: true });
  }
  if (typeof terms['header'] === 'string') {
    checkProof({ headers: [[terms['header'], 'Payment e30']], reusable: false });
  }
}

function checkReading({ offers, notices, problems }: ParsedResponse): void {
  expect(notices).toEqual([]);
  expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length);
  for (const offer of offers) checkOffer(offer);
  for (const { field, reason } of problems) {
    checkText(reason, 200);
    expect(reason).toMatch(/^(The|A|This|There) .*\.$/);
    expect(UNSAFE.test(field ?? '')).toBe(false);
  }
}

describe('anything in WWW-Authenticate and X-Lightning', () => {
  it('is read without a throw, and nothing unsafe comes out', () => {
    fc.assert(
      fc.property(headers, (lines: HeaderLine[]) => {
        const response = { url: 'https://a.test/', method: 'GET', status: 402, headers: lines };
        for (const protocol of PROTOCOLS) checkReading(protocol.read(response));
      }),
      { numRuns },
    );
  });

  it('keeps the caps of the tokenizer', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const challenges = parseChallenges(text);
        expect(challenges.length).toBeLessThanOrEqual(AUTH_CHALLENGES);
        for (const { scheme, params } of challenges) {
          expect(scheme).toMatch(/^[!#$%&'*+.^_`|~0-9a-z-]+$/);
          expect(params.size).toBeLessThanOrEqual(AUTH_PARAMS);
        }
      }),
      { numRuns },
    );
  });

  it('reads back what a careful server writes', () => {
    const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,11}$/);
    const challenge = fc.tuple(
      token,
      fc.dictionary(
        token.map((name) => name.toLowerCase()),
        fc.string({ unit: 'binary' }),
        { minKeys: 1, maxKeys: 8 },
      ),
    );
    const write = (text: string): string =>
      text
        .replace(/[\\"]/g, '\\$&')
        .replace(
          /[^\x20-\x7e]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 5 }), (list) => {
        const line = list
          .map(([scheme, params]) => {
            const written = Object.entries(params).map(
              ([name, text]) => `${name}="${write(text)}"`,
            );
            return `${scheme} ${written.join(', ')}`;
          })
          .join(', ');
        const read = parseChallenges(line).map(({ scheme, params, fault }) => [
          scheme,
          Object.fromEntries(params),
          fault,
        ]);
        expect(read).toEqual(
          list.map(([scheme, params]) => [scheme.toLowerCase(), { ...params }, undefined]),
        );
      }),
      { numRuns: Math.min(numRuns, 20_000) },
    );
  });
});
