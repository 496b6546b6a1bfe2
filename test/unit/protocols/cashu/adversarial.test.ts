import { describe, expect, it } from 'vitest';
import { cashu } from '../../../../src/protocols/cashu/index.ts';
import { bech32, cbor, creqA, creqB, type Plain, tlv, u64 } from './encode.ts';

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
    ['nothing', 'creqA', 'The CBOR ends too early.'],
    ['a token', 'cashuBo2FteB', 'The header holds no Cashu payment request.'],
    ['other text', 'true', 'The header holds no Cashu payment request.'],
    ['a list', creqA(cbor([1])), 'The request is not a map.'],
    ['bytes after the end', creqA([...cbor(GOOD), 0]), 'The CBOR has bytes after its end.'],
    ['an indefinite map', creqA([0xbf, 0xff]), 'The CBOR has an indefinite length.'],
    ['an indefinite text', creqA([0xa1, 0x7f, 0xff]), 'The CBOR has an indefinite length.'],
    ['a tag', creqA([0xc2, 0x41, 0x01]), 'The CBOR has a tag.'],
    ['a bomb of lists', creqA([0x9b, 0, 0, 0, 1, 0, 0, 0, 0]), 'The CBOR ends too early.'],
    [
      'a bomb of text',
      creqA([0x7b, 255, 255, 255, 255, 255, 255, 255, 255]),
      'The CBOR ends too early.',
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
      'no mint',
      { a: 1, u: 'sat' },
      'The request names no mint whose tokens would be taken (NUT-24).',
    ],
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
  const checksum = 'The request is not bech32m, or its checksum is wrong.';
  it.each([
    ['a wrong checksum', `${creqB(bytes).slice(0, -1)}Q`, checksum],
    ['bech32 instead of bech32m', bech32('creqb', bytes, 1), checksum],
    ['mixed case', `c${creqB(bytes).slice(1)}`, checksum],
    ['a prefix with another 1', bech32('creqb1x', bytes), checksum],
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
  ])('says what is wrong with %s', (_, value, reason) => {
    expect(problemOf(value)).toBe(reason);
  });
  it('does not throw at 64 KiB of anything', () => {
    for (const filler of ['q', 'creqb1', ',', 'creqA', '1']) {
      expect(() => read(filler.repeat(Math.floor(65536 / filler.length)))).not.toThrow();
    }
  });
});
