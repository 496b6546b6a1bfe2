import { describe, expect, it } from 'vitest';
import { cashu } from '../../../../src/protocols/cashu/index.ts';
import { cbor, creqA, creqB, type Plain, tlv, tuple, u64 } from './encode.ts';

const MINT = 'https://mint.shop.example';
const KEY = `02${'1f'.repeat(32)}`;

function read(...values: readonly string[]) {
  return cashu.read({
    url: 'https://shop.example/article',
    method: 'GET',
    status: 402,
    headers: values.map((value) => ['X-Cashu', value] as const),
  });
}
const a = (fields: Plain) => creqA(cbor(fields));

describe('cashu: creqA (NUT-18)', () => {
  it('reads a request in the header', () => {
    const text = a({ a: 21, u: 'sat', m: [MINT], d: 'One article' });
    expect(read(text)).toEqual({
      offers: [
        {
          id: 'cashu:0',
          protocol: 'cashu',
          version: 'A',
          method: 'in-band',
          price: { amount: 21n, currency: 'sat', decimals: 0, asset: MINT },
          description: 'One article',
          payable: true,
          rail: { kind: 'ecash', mints: [MINT], unit: 'sat' },
          cautions: [],
          terms: { request: text, mints: [MINT] },
        },
      ],
      notices: [],
      problems: [],
    });
  });
  it('takes padding', () => {
    const text = a({ a: 1, u: 'sat', m: [MINT] });
    const padded = text + '='.repeat((4 - ((text.length - 5) % 4)) % 4);
    expect(padded).not.toBe(text);
    expect(read(padded).offers).toHaveLength(1);
  });
  it('names the key of a P2PK lock as payee', () => {
    const lock = { k: 'P2PK', d: KEY, t: [['timeout', '3600']] };
    const [offer] = read(a({ i: 'c9', a: 500, u: 'sat', m: [MINT], nut10: lock })).offers;
    expect(offer?.payee).toBe(KEY);
    expect(offer).toMatchObject({ payable: true, rail: { kind: 'ecash' } });
    expect(offer?.terms).toMatchObject({
      lock: { kind: 'P2PK', data: KEY, tags: [['timeout', '3600']] },
    });
  });
  it('does not know how to fill other locks', () => {
    const lock = { k: 'HTLC', d: 'ab'.repeat(32) };
    expect(read(a({ a: 5, u: 'sat', m: [MINT], nut10: lock })).offers[0]?.why).toBe(
      'reason_scheme',
    );
  });
  it('stays in the header when the request names transports', () => {
    const t = [
      { t: 'post', a: 'https://shop.example/cashu' },
      { t: 'nostr', a: 'nprofile1xyz', g: [['n', '17']] },
    ];
    const [offer] = read(a({ t, i: '48', a: 1000, u: 'sat', m: [MINT], s: true })).offers;
    expect(offer?.method).toBe('in-band');
    expect(offer?.price?.amount).toBe(1000n);
  });
  it('takes null for absent, as some encoders write it', () => {
    const text = a({ i: null, a: 3, u: 'sat', s: null, m: [MINT], d: null, t: null, nut10: null });
    expect(read(text).offers[0]?.price?.amount).toBe(3n);
  });
  it('counts usd in cents, msat in thousandths and unknown units raw', () => {
    const price = (u: string) => read(a({ a: 1500, u, m: [MINT] })).offers[0]?.price;
    expect(price('usd')).toEqual({ amount: 1500n, currency: 'USD', decimals: 2, asset: MINT });
    expect(price('msat')).toEqual({ amount: 1500n, currency: 'sat', decimals: 3, asset: MINT });
    expect(price('api')).toEqual({ amount: 1500n, currency: 'api', asset: MINT });
  });
  it('has no price when the request names no amount', () => {
    const [offer] = read(a({ i: 'f9', u: 'sat', m: [MINT] })).offers;
    expect(offer?.price).toBeUndefined();
    expect(offer?.why).toBe('reason_amount');
  });
  it('refuses zero', () => {
    expect(read(a({ a: 0, u: 'sat', m: [MINT] })).offers[0]?.why).toBe('reason_amount_zero');
  });
});

describe('cashu: creqB (NUT-26)', () => {
  const mint = tlv(5, MINT);
  it('reads a request in either case', () => {
    const bytes = [
      ...tlv(1, 'demo7'),
      ...tlv(2, u64(1000n)),
      ...tlv(3, [0]),
      ...tlv(4, [1]),
      ...mint,
      ...tlv(6, 'Tea and cake'),
    ];
    for (const text of [creqB(bytes), creqB(bytes).toLowerCase()]) {
      expect(read(text).offers[0]).toMatchObject({
        version: 'B',
        price: { amount: 1000n, currency: 'sat', decimals: 0, asset: MINT },
        description: 'Tea and cake',
        terms: { request: text, mints: [MINT] },
      });
    }
  });
  it('spells other units out', () => {
    const bytes = [...tlv(2, u64(500n)), ...tlv(3, 'usd'), ...mint];
    expect(read(creqB(bytes)).offers[0]?.price).toMatchObject({ amount: 500n, currency: 'USD' });
  });
  it('reads locks and transports', () => {
    const lock = [...tlv(1, [0]), ...tlv(2, KEY), ...tlv(3, tuple('locktime', '1800000000'))];
    const nostr = [...tlv(1, [0]), ...tlv(2, new Array<number>(32).fill(7))];
    const post = [...tlv(1, [1]), ...tlv(2, 'https://shop.example/pay')];
    const bytes = [
      ...tlv(2, u64(7n)),
      ...tlv(3, [0]),
      ...mint,
      ...tlv(7, nostr),
      ...tlv(7, post),
      ...tlv(8, lock),
    ];
    const [offer] = read(creqB(bytes)).offers;
    expect(offer?.payee).toBe(KEY);
    expect(offer?.terms).toMatchObject({ lock: { tags: [['locktime', '1800000000']] } });
  });
  it('skips types that it does not know', () => {
    const bytes = [
      ...tlv(0x99, 'later'),
      ...tlv(2, u64(7n)),
      ...tlv(3, [0]),
      ...mint,
      ...tlv(9, MINT),
    ];
    expect(read(creqB(bytes)).offers).toHaveLength(1);
  });
  it('holds the largest amount', () => {
    const bytes = [...tlv(2, u64(2n ** 64n - 1n)), ...tlv(3, [0]), ...mint];
    expect(read(creqB(bytes)).offers[0]?.price?.amount).toBe(2n ** 64n - 1n);
  });
});

describe('cashu: several requests', () => {
  const one = a({ a: 1, u: 'sat', m: [MINT] });
  const two = a({ a: 2, u: 'sat', m: [MINT] });
  it('reads repeated lines, as Chrome and as Firefox show them', () => {
    expect(read(one, two).offers.map(({ id }) => id)).toEqual(['cashu:0', 'cashu:1']);
    expect(read(`${one}, ${two}`)).toEqual(read(one, two));
  });
  it('takes the same request twice for one', () => {
    expect(read(one, one).offers).toHaveLength(1);
  });
  it('keeps the good one beside a broken one', () => {
    const { offers, problems } = read('creqAzzzz', one);
    expect(offers.map(({ id }) => id)).toEqual(['cashu:0']);
    expect(problems).toHaveLength(1);
  });
  it('reads no tokens and change in other answers', () => {
    const headers = [['X-Cashu', one]] as const;
    expect(cashu.read({ url: 'https://a.example/', method: 'GET', status: 200, headers })).toEqual({
      offers: [],
      notices: [],
      problems: [],
    });
  });
});
