import { describe, expect, it } from 'vitest';
import { cashu } from '../../../../src/protocols/cashu/index.ts';
import {
  bech32,
  cbor,
  creqA,
  creqB,
  type Plain,
  tlv,
  u64,
} from '../../../fixtures/cashu-encode.ts';

const MINT = 'https://mint.shop.example';
const GOOD: Plain = { a: 1, u: 'sat', m: [MINT] };

function read(value: string, url = 'https://shop.example/') {
  const headers = [['x-cashu', value]] as const;
  return cashu.read({ url, method: 'GET', status: 402, headers });
}
const problemOf = (value: string) => read(value).problems[0]?.reason;
const a = (fields: Plain) => creqA(cbor(fields));

describe('cashu: broken CBOR', () => {
  it.each([
    ['what is not base64', 'creqA!!!!', 'What follows creqA is not base64.'],
    ['what is no request', 'creqAzzzz', 'The CBOR has a tag.'],
    ['nothing', 'creqA', 'Nothing follows creqA.'],
    ['a list', creqA(cbor([1])), 'The request is not a map.'],
    ['bytes after the end', creqA([...cbor(GOOD), 0]), 'The CBOR has bytes after its end.'],
    ['an indefinite map', creqA([0xbf, 0xff]), 'The CBOR has an indefinite length.'],
    ['an indefinite text', creqA([0xa1, 0x7f, 0xff]), 'The CBOR has an indefinite length.'],
    ['a tag', creqA([0xc2, 0x41, 0x01]), 'The CBOR has a tag.'],
    [
      'a bomb of lists',
      creqA([0x9b, 0, 0, 0, 1, 0, 0, 0, 0]),
      'The request is cut short: its CBOR ends too early.',
    ],
    [
      'a bomb of text',
      creqA([0x7b, 255, 255, 255, 255, 255, 255, 255, 255]),
      'The request is cut short: its CBOR ends too early.',
    ],
    ['deep nesting', creqA(new Array<number>(5000).fill(0x81)), 'The CBOR is nested too deeply.'],
    ['a number as key', creqA([0xa1, 1, 2]), 'The CBOR has a key that is not text.'],
    [
      'the amount twice',
      creqA([0xa2, ...cbor('a'), 1, ...cbor('a'), 2]),
      'The CBOR has a key twice.',
    ],
    [
      'text that is not UTF-8',
      creqA([0xa1, 0x61, 0xff, 0x01]),
      'The CBOR has text that is not UTF-8.',
    ],
    [
      'an amount as float',
      creqA([0xa1, ...cbor('a'), 0xfb, 0x40, 0x59, 0, 0, 0, 0, 0, 0]),
      'The CBOR has a float or a value without meaning.',
    ],
  ])('says what is wrong with %s', (_, value, reason) => {
    expect(problemOf(value)).toBe(reason);
    expect(read(value).offers).toEqual([]);
  });
});

describe('cashu: what is no request is called what it is', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  it.each([
    [
      'a token',
      'cashuBo2FteB',
      'The header holds a Cashu token, which is money, where a payment request should be.',
    ],
    [
      'an older token',
      'cashuAeyJ0b2tlbiI6W119',
      'The header holds a Cashu token, which is money, where a payment request should be.',
    ],
    ['a flag', 'true', 'The header holds a flag, and no terms.'],
    ['a word that asks', 'required', 'The header holds a flag, and no terms.'],
    ['an amount', '21 sat', 'The header holds a bare amount, without unit and mint.'],
    ['an invoice', 'lnbc210n1p56amv8sp5v5gvxh0', 'The header holds a Lightning invoice.'],
    ['an LNURL', 'LNURL1DP68GURN8GHJ7', 'The header holds an LNURL.'],
    [
      'a note of LNURLcash',
      'lnurlcashreq1eyJhIjoyMX0',
      'The header holds a request of LNURLcash, which is not Cashu.',
    ],
    ['an address', 'https://shop.example/pay', 'The header holds a web address.'],
    [
      'a JSON Web Token',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
      'The header holds a JSON Web Token.',
    ],
    [
      'a link without a request',
      'bitcoin:bc1qxyz?amount=1',
      'The header holds a bitcoin: link without a Cashu request (creq=).',
    ],
    ['other JSON', '{"error":"pay first"}', 'The header holds JSON, but no payment request.'],
    [
      'other text in base64',
      base64('please pay 21 sat'),
      'The header holds text in base64, but no payment request.',
    ],
    ['version C', 'creqCabcdef', 'The request is of version C; Farebox knows creqA and creqb1.'],
    ['version 2', 'creq2abcdef', 'The request is of version 2; Farebox knows creqA and creqb1.'],
    ['no version', 'creq', 'The request ends after creq: it names no version.'],
    [
      'creqB with base64',
      `creqB${base64('{"a":1}')}`,
      'After creqb a 1 and bech32m must follow (NUT-26), and they do not.',
    ],
    [
      'text after creqA',
      `creqA${base64('21 sat, please')}`,
      'What follows creqA is text instead of CBOR.',
    ],
    [
      'half of JSON after creqA',
      `creqA${base64('{"a":21,"u":"s')}`,
      'What follows creqA is JSON instead of CBOR, and no whole payment request.',
    ],
    ['a cut request', a(GOOD).slice(0, 21), 'The request is cut short: its CBOR ends too early.'],
    ['nothing that is known', 'hello', 'The header holds no Cashu payment request.'],
  ])('%s', (_, value, reason) => {
    expect(problemOf(value)).toBe(reason);
    expect(read(value).offers).toEqual([]);
  });
});

describe('cashu: broken requests', () => {
  it.each<[string, Plain, string]>([
    ['an amount as text', { ...GOOD, a: '1' }, 'a is not an unsigned 64-bit integer.'],
    ['an amount below zero', { ...GOOD, a: -1 }, 'a is not an unsigned 64-bit integer.'],
    [
      'an amount without unit',
      { a: 1, m: [MINT] },
      'The request has an amount but no unit (NUT-18).',
    ],
    ['a unit that is no text', { ...GOOD, u: 1 }, 'u is not text.'],
    [
      'methods without a unit',
      { sm: [{ mn: 'bolt11' }] },
      'The request has supported methods but no unit (NUT-18).',
    ],
    ['a method without a name', { ...GOOD, sm: [{ mf: 1 }] }, 'sm.mn is not text.'],
    [
      'a fee below zero',
      { ...GOOD, sm: [{ mn: 'bolt11', mf: -1 }] },
      'sm.mf is not an unsigned 64-bit integer.',
    ],
    ['advice that is a number', { ...GOOD, mp: 1 }, 'mp is not true or false.'],
    ['a mint that is no text', { ...GOOD, m: [1] }, 'm is not text.'],
    ['mints that are no list', { ...GOOD, m: MINT }, 'm is not a list.'],
    ['65 mints', { ...GOOD, m: new Array<string>(65).fill(MINT) }, 'm has more than 64 items.'],
    ['a flag that is none', { ...GOOD, s: 1 }, 's is not true or false.'],
    ['a transport without target', { ...GOOD, t: [{ t: 'post' }] }, 't.a is not text.'],
    ['a lock without kind', { ...GOOD, nut10: { d: '02' } }, 'nut10.k is not text.'],
    [
      'a lock to no key',
      { ...GOOD, nut10: { k: 'P2PK', d: '04ab' } },
      'The lock is no compressed public key.',
    ],
  ])('refuses %s', (_, fields, reason) => {
    expect(problemOf(a(fields))).toBe(reason);
  });
  it('keeps __proto__ an ordinary key', () => {
    const bytes = [0xa4, ...cbor('__proto__'), ...cbor({ a: 9 }), ...cbor(GOOD).slice(1)];
    expect(read(creqA(bytes)).offers[0]?.price?.amount).toBe(1n);
  });
  it.each([
    'http://127.0.0.1:3338',
    'http://mint.example',
    'https://localhost',
    'javascript:1',
    'mint.example',
    'https://u:p@mint.example',
  ])('sends no tokens by way of %s', (mint) => {
    const [offer] = read(a({ a: 1, u: 'sat', m: [mint] })).offers;
    expect(offer?.why).toBe('reason_insecure');
    expect(offer?.terms).toMatchObject({ mints: [] });
  });
  it('lets a page of this machine name a mint of this machine', () => {
    const text = a({ a: 1, u: 'sat', m: ['http://127.0.0.1:3338'] });
    const [offer] = read(text, 'http://localhost:8080/').offers;
    expect(offer).toMatchObject({ payable: true, rail: { mints: ['http://127.0.0.1:3338'] } });
  });
  it('cleans the description', () => {
    const [offer] = read(a({ ...GOOD, d: 'Pay \u202egnp.exe\u0000 <b>now</b>' })).offers;
    expect(offer?.description).toBe('Pay gnp.exe <b>now</b>');
  });
});

describe('cashu: broken bech32m', () => {
  const bytes = [...tlv(2, u64(7n)), ...tlv(3, [0]), ...tlv(5, MINT)];
  const checksum = 'The checksum of the request is wrong: it was changed or cut short.';
  it.each([
    ['a wrong checksum', `${creqB(bytes).slice(0, -1)}Q`, checksum],
    [
      'bech32 instead of bech32m',
      bech32('creqb', bytes, 1),
      'The request is bech32 instead of bech32m.',
    ],
    [
      'mixed case',
      `c${creqB(bytes).slice(1)}`,
      'The request has both capital and small letters, which bech32m forbids.',
    ],
    [
      'a prefix with another 1',
      bech32('creqb1x', bytes),
      'The request has letters that bech32m does not know.',
    ],
    ['a value past the end', creqB([5, 0, 200, 1]), 'Tag 5 is longer than the request.'],
    ['half a head', creqB([...bytes, 5, 0]), 'The request ends inside of a tag.'],
    [
      'a short amount',
      creqB([...tlv(2, [7]), ...tlv(3, [0])]),
      'Tag 2 (amount) is not 8 bytes long.',
    ],
    ['the amount twice', creqB([...bytes, ...tlv(2, u64(8n))]), 'Tag 2 stands twice.'],
    [
      'a flag that is 2',
      creqB([...bytes, ...tlv(4, [2])]),
      'Tag 4 (single use) is neither 0 nor 1.',
    ],
    ['a lock without data', creqB([...bytes, ...tlv(8, tlv(1, [0]))]), 'A lock has no data.'],
    ['a lock without kind', creqB([...bytes, ...tlv(8, tlv(2, 'x'))]), 'A lock has no kind.'],
    [
      'a transport without target',
      creqB([...bytes, ...tlv(7, tlv(1, [1]))]),
      'A transport has no target.',
    ],
    [
      'a tag past its lock',
      creqB([...bytes, ...tlv(8, [...tlv(1, [0]), ...tlv(2, 'x'), ...tlv(3, [9, 1])])]),
      'A tag is longer than its lock.',
    ],
    ['text that is not UTF-8', creqB([...tlv(6, [255])]), 'A text is not UTF-8.'],
    ['a cut end', creqB(bytes).slice(0, 40), checksum],
    ['nearly nothing', 'creqb1qqq', 'The request is cut short: it ends before its checksum.'],
    [
      'advice that is 2',
      creqB([...bytes, ...tlv(9, [2])]),
      'Tag 9 (mints preferred) is neither 0 nor 1.',
    ],
    [
      'a method without a name',
      creqB([...bytes, ...tlv(10, tlv(2, u64(1n)))]),
      'Tag 10 (supported method) names no method.',
    ],
    [
      'a short fee',
      creqB([...bytes, ...tlv(10, [...tlv(1, 'bolt11'), ...tlv(2, [1])])]),
      'The fee of a supported method is not 8 bytes long.',
    ],
    [
      'the fee of an earlier draft',
      creqB([...bytes, ...tlv(10, u64(2n))]),
      'The request ends inside of a tag.',
    ],
  ])('says what is wrong with %s', (_, value, reason) => {
    expect(problemOf(value)).toBe(reason);
  });
  it('does not throw at 64 KiB of anything', () => {
    for (const filler of ['q', 'creqb1', ',', 'creqA', '1']) {
      expect(() => read(filler.repeat(Math.floor(65536 / filler.length)))).not.toThrow();
    }
  });
});
