import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { cashu as registered } from '../../../../src/protocols/cashu/index.ts';
import type { Protocol } from '../../../../src/protocols/protocol.ts';
import { cbor, creqA, type Plain } from '../../../fixtures/cashu-encode.ts';
import { CONTEXT, keyOf, onlyOffer, PAID, withTerms } from '../../../fixtures/paying.ts';
import { answer } from '../answer.ts';

const cashu: Protocol = registered;

const MINT = 'https://mint.shop.example';
const KEY = `02${'1f'.repeat(32)}`;
const GOOD = { a: 21, u: 'sat', m: [MINT, 'https://other.example'] };
const offerOf = (fields: Plain) => onlyOffer(cashu, answer([['X-Cashu', creqA(cbor(fields))]]));
const OFFER = offerOf(GOOD);
const REQUEST = cashu.request(OFFER, CONTEXT);
const TOKEN = 'cashuBo2FteBtodHRwczovL21pbnQuZXhhbXBsZQ==';

describe('cashu: paying', () => {
  it('asks for exactly the amount, of the mints that the request lists', () => {
    expect(REQUEST).toEqual({
      rail: 'ecash',
      mints: GOOD.m,
      unit: 'sat',
      amount: '21',
      maxFee: '0',
    });
  });

  it('asks for what the wallet found out of its mint: its surcharge and at most its fee', () => {
    const [listed = ''] = GOOD.m;
    const extra = { from: listed, surcharge: 0n, fee: 2n };
    expect(cashu.request({ ...OFFER, extra }, CONTEXT)).toMatchObject({
      mints: [listed],
      amount: '21',
      maxFee: '2',
    });
    const sm = [
      { mn: 'bolt11', mf: 2 },
      { mn: 'bolt12', mf: 5 },
    ];
    const open = offerOf({ ...GOOD, mp: true, sm });
    const from = 'https://mint.mine.example';
    expect(
      cashu.request({ ...open, extra: { from, surcharge: 5n, fee: 1n } }, CONTEXT),
    ).toMatchObject({
      mints: [from],
      amount: '26',
      maxFee: '1',
    });
    const any = offerOf({ a: 21, u: 'sat' });
    expect(
      cashu.request({ ...any, extra: { from, surcharge: 0n, fee: 0n } }, CONTEXT),
    ).toMatchObject({
      mints: [from],
      amount: '21',
    });
    for (const [offer, wrong] of [
      [OFFER, { from, surcharge: 0n, fee: 0n }],
      [OFFER, { from: listed, surcharge: 1n, fee: 0n }],
      [OFFER, { from: listed, surcharge: 0n, fee: -1n }],
      [open, { from, surcharge: 3n, fee: 0n }],
      [open, { from, surcharge: 0n, fee: 0n }],
      [open, { from: listed, surcharge: 2n, fee: 0n }],
      [any, { from, surcharge: 1n, fee: 0n }],
    ] as const) {
      expect(keyOf(() => cashu.request({ ...offer, extra: wrong }, CONTEXT))).toBe('error_terms');
    }
  });

  it('hands the lock on', () => {
    const lock = { k: 'P2PK', d: KEY, t: [['locktime', '1800000000']] };
    expect(cashu.request(offerOf({ ...GOOD, nut10: lock }), CONTEXT)).toMatchObject({
      lock: { kind: 'P2PK', data: KEY, tags: [['locktime', '1800000000']] },
    });
  });

  it('leaves out mints that are not to be trusted with a token', () => {
    const mixed = offerOf({ ...GOOD, m: ['http://mint.example', MINT] });
    expect(cashu.request(mixed, CONTEXT)).toMatchObject({ mints: [MINT] });
  });

  it('answers with the token verbatim, once', () => {
    for (const token of [TOKEN, 'cashuAeyJ0b2tlbiI6W119']) {
      expect(cashu.proof(OFFER, REQUEST, { rail: 'ecash', token })).toEqual({
        headers: [['X-Cashu', token]],
        reusable: false,
      });
    }
  });

  const wrong = (field: string) => expect.objectContaining({ key: 'error_terms', detail: [field] });
  it.each(['', 'cashuC1', 'cashuB', `${TOKEN}\r\nCookie: a`, `${TOKEN} x`, `x${TOKEN}`])(
    'refuses what is no token: %j',
    (token) => {
      const make = () => cashu.proof(OFFER, REQUEST, { rail: 'ecash', token });
      expect(make).toThrow(wrong('token'));
    },
  );

  it('refuses the result of another rail, and that of another request', () => {
    const token = { rail: 'ecash', token: TOKEN } as const;
    const lightning = { rail: 'lightning', token: TOKEN } as never;
    expect(() => cashu.proof(OFFER, REQUEST, PAID)).toThrow(wrong('token'));
    expect(() => cashu.proof(OFFER, REQUEST, lightning)).toThrow(wrong('token'));
    expect(() => cashu.proof(OFFER, lightning, token)).toThrow(wrong('token'));
  });

  it('refuses what differs from its own request', () => {
    const { price, rail, ...rest } = OFFER;
    const unpriced = { ...rest, rail } as Offer;
    if (price === undefined || rail?.kind !== 'ecash') throw new Error('no price');
    const text = (fields: Plain) => creqA(cbor(fields));
    const changed = [
      { ...OFFER, price: { ...price, amount: 22n } },
      { ...OFFER, payee: KEY },
      { ...OFFER, rail: { ...rail, unit: 'usd' } },
      { ...OFFER, rail: { ...rail, mints: [] } },
      { ...OFFER, rail: { ...rail, mints: ['https://thief.example'] } },
      { ...OFFER, rail: { ...rail, others: true } },
      { ...OFFER, rail: { ...rail, methods: [{ method: 'bolt11', fee: '9' }] } },
      withTerms(OFFER, { request: text({ ...GOOD, a: 22 }) }),
      withTerms(OFFER, { request: text({ ...GOOD, nut10: { k: 'P2PK', d: KEY } }) }),
      withTerms(OFFER, { request: text({ ...GOOD, nut10: { k: 'HTLC', d: KEY } }) }),
      // A lock of a kind that no wallet of ours can put on a coin.
      {
        ...withTerms(OFFER, { request: text({ ...GOOD, nut10: { k: 'HTLC', d: KEY } }) }),
        payee: KEY,
      },
      unpriced,
      withTerms(unpriced, { request: text({ u: GOOD.u, m: GOOD.m }) }),
      withTerms(OFFER, { request: 'creqA' }),
      { ...OFFER, terms: null },
    ];
    for (const offer of changed) {
      expect(() => cashu.request(offer, CONTEXT)).toThrow(wrong('request'));
    }
    const closed = [
      { ...OFFER, payable: false },
      { ...OFFER, protocol: 'l402' as const },
      { ...OFFER, rail: { kind: 'lightning', network: 'mainnet' } as const },
      rest,
    ];
    for (const offer of closed) {
      expect(keyOf(() => cashu.request(offer, CONTEXT))).toBe('error_not_payable');
    }
  });

  it('hears why a token was refused', () => {
    const said = { ...answer([['X-Reason', 'wrong mint']]), status: 400 };
    expect(cashu.receipt(said)).toEqual({ outcome: 'refused', reason: 'wrong mint' });
    expect(cashu.receipt({ ...answer([]), status: 200 })).toBeUndefined();
  });
});
