import { describe, expect, it } from 'vitest';
import { cashu } from '../../../../src/protocols/cashu/index.ts';
import { cbor, creqA, creqB, type Plain, tlv, tuple, u64 } from '../../../fixtures/cashu-encode.ts';

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
      ...tlv(11, MINT),
    ];
    expect(read(creqB(bytes)).offers).toHaveLength(1);
  });
  it('holds the largest amount', () => {
    const bytes = [...tlv(2, u64(2n ** 64n - 1n)), ...tlv(3, [0]), ...mint];
    expect(read(creqB(bytes)).offers[0]?.price?.amount).toBe(2n ** 64n - 1n);
  });
});

describe('cashu: which mints are taken (NUT-18)', () => {
  const others = 'https://mint.other.example';
  const bolt11 = { mn: 'bolt11', mf: 2 };
  const tlvOf = (method: string, fee?: bigint) =>
    tlv(10, [...tlv(1, method), ...(fee === undefined ? [] : tlv(2, u64(fee)))]);
  const base = [...tlv(2, u64(21n)), ...tlv(3, [0])];
  const json = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
  it.each([
    ['CBOR', a({ a: 21, u: 'sat', m: [MINT], mp: true, sm: [bolt11, { mn: 'bolt12' }] })],
    [
      'bech32m',
      creqB([...base, ...tlv(5, MINT), ...tlv(9, [1]), ...tlvOf('bolt11', 2n), ...tlvOf('bolt12')]),
    ],
    [
      'JSON',
      `creqA${json({ a: 21, u: 'sat', m: [MINT], mp: true, sm: [bolt11, { mn: 'bolt12' }] })}`,
    ],
  ])('a list that is advice, with a surcharge for others, in %s', (_, text) => {
    expect(read(text).offers[0]).toMatchObject({
      payable: true,
      price: { amount: 21n },
      rail: {
        mints: [MINT],
        others: true,
        methods: [
          { method: 'bolt11', fee: '2' },
          { method: 'bolt12', fee: '0' },
        ],
      },
    });
  });
  it.each([
    ['no list', a({ a: 21, u: 'sat', sm: [{ mn: 'bolt11' }] })],
    ['an empty list', a({ a: 21, u: 'sat', m: [] })],
    ['no list, and advice about it', a({ a: 21, u: 'sat', mp: false })],
    ['no tag 5', creqB(base)],
  ])('any mint: %s', (_, text) => {
    expect(read(text).problems).toEqual([]);
    expect(read(text).offers[0]).toMatchObject({
      payable: true,
      rail: { mints: [], others: true },
    });
  });
  it.each([
    ['CBOR', a({ a: 21, u: 'sat', m: [MINT, others], mp: false })],
    ['CBOR without mp', a({ a: 21, u: 'sat', m: [MINT, others] })],
    ['bech32m', creqB([...base, ...tlv(5, MINT), ...tlv(5, others), ...tlv(9, [0])])],
  ])('a strict list takes no others, in %s', (_, text) => {
    const [offer] = read(text).offers;
    expect(offer?.rail).toEqual({ kind: 'ecash', mints: [MINT, others], unit: 'sat' });
  });
  it('a list of unsafe mints only is no leave to pay by others', () => {
    expect(read(a({ a: 1, u: 'sat', m: ['http://mint.example'] })).offers[0]?.payable).toBe(false);
    const advice = read(a({ a: 1, u: 'sat', m: ['http://mint.example'], mp: true })).offers[0];
    expect(advice).toMatchObject({ payable: true, rail: { mints: [], others: true } });
  });
});

describe('cashu: requests in forms that no NUT knows', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const url = (text: string) => Buffer.from(text).toString('base64url');
  const short = JSON.stringify({ a: 21, u: 'sat', m: [MINT] });
  const draft = { amount: 21, unit: 'sat', mints: [MINT] };
  it.each([
    ['creqA with JSON', `creqA${url(short)}`, 'A (JSON)'],
    ['creqA with JSON and padding', `creqA${base64(`${short} `)}`, 'A (JSON)'],
    ['CREQA with JSON', `CREQA${url(short)}`, 'A (JSON)'],
    ['base64 of the first draft', base64(JSON.stringify(draft)), 'JSON'],
    [
      'base64url of the first draft, amount as text',
      url(JSON.stringify({ ...draft, amount: '21' })),
      'JSON',
    ],
    ['bare JSON', JSON.stringify(draft), 'JSON'],
    ['base64 of the short keys', base64(short), 'JSON'],
  ])('reads %s, and says that it is not what it should be', (_, text, version) => {
    const { offers, problems } = read(text);
    expect(problems).toEqual([]);
    expect(offers[0]).toMatchObject({
      version,
      payable: true,
      price: { amount: 21n, currency: 'sat', decimals: 0 },
      rail: { mints: [MINT], unit: 'sat' },
      cautions: ['caution_lenient'],
    });
  });
  it('takes the key of the first draft for a lock', () => {
    const [offer] = read(base64(JSON.stringify({ ...draft, pubkey: KEY }))).offers;
    expect(offer).toMatchObject({ payee: KEY, terms: { lock: { kind: 'P2PK', data: KEY } } });
    expect(read(base64(JSON.stringify({ ...draft, pubkey: '02' }))).problems).toHaveLength(1);
  });
  it.each([
    ['a link of wallets', 'cashu:'],
    ['a link with slashes', 'cashu://'],
    ['a link of BIP-321', 'bitcoin:?creq='],
    ['a link with an address', 'bitcoin:bc1q00?amount=0.1&creq='],
  ])('reads what is in %s', (_, link) => {
    const text = creqB([...tlv(2, u64(21n)), ...tlv(3, [0]), ...tlv(5, MINT)]);
    expect(read(`${link}${text}`).offers[0]?.price?.amount).toBe(21n);
  });
  it.each([
    ['without a header', []],
    ['beside a header that cannot be read', ['creqA']],
  ])('reads xcashu of the body %s', (_, headers) => {
    for (const xcashu of [
      draft,
      { a: 21, u: 'sat', m: [MINT] },
      a({ a: 21, u: 'sat', m: [MINT] }),
    ]) {
      for (const body of [
        { xcashu },
        [{ xcashu }],
        { error: { details: [{ xcashu }] } },
        { message: JSON.stringify({ payment: { xcashu } }) },
      ]) {
        const { offers } = cashu.read({
          url: 'https://shop.example/article',
          method: 'GET',
          status: 402,
          headers: headers.map((value) => ['X-Cashu', value] as const),
          body: JSON.stringify(body),
        });
        expect(offers[0]?.price?.amount).toBe(21n);
      }
    }
  });
  const inBody = (body: string) =>
    cashu.read({ url: 'https://shop.example/a', method: 'GET', status: 402, headers: [], body });
  it('reads a request in the body under any name', () => {
    const text = a({ a: 21, u: 'sat', m: [MINT] });
    const b = creqB([...tlv(2, u64(21n)), ...tlv(3, [0]), ...tlv(5, MINT)]);
    for (const body of [
      text,
      `\n${b}\n`,
      JSON.stringify({ cashu: text }),
      JSON.stringify({ error: 'Pay', request: text }),
      JSON.stringify({ error: { payment: { paymentRequest: `cashu:${b}` } } }),
      JSON.stringify({ accepts: [{ kind: 'card' }, { kind: 'ecash', creq: text }] }),
      JSON.stringify({ message: JSON.stringify({ payment_request: text }) }),
    ]) {
      const { offers } = inBody(body);
      expect([body, offers[0]?.price?.amount]).toEqual([body, 21n]);
      expect(offers[0]?.payable).toBe(true);
    }
  });
  it('reads none in what a body repeats of the request, in a sentence, or where it cannot be decoded', () => {
    const text = a({ a: 21, u: 'sat', m: [MINT] });
    for (const body of [
      JSON.stringify({ request: { headers: { note: text } } }),
      JSON.stringify({ query: { q: text } }),
      JSON.stringify({ message: `Somebody asked for ${text} here` }),
      JSON.stringify({ cashu: 'creqAzzzzzzzzzzzz' }),
      `<p>${text}</p>`,
    ]) {
      expect([body, inBody(body).offers]).toEqual([body, []]);
    }
  });
  it.each([
    ['an amount with a point', { ...draft, amount: 2.5 }],
    ['an amount below zero', { ...draft, amount: -1 }],
    ['mints that are no list', { ...draft, mints: MINT }],
    ['a mint that is no text', { ...draft, mints: [1] }],
    ['a unit that is no text', { ...draft, unit: 1 }],
  ])('refuses %s', (_, fields) => {
    const { offers, problems } = read(base64(JSON.stringify(fields)));
    expect([offers.length, problems.length]).toEqual([0, 1]);
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
