import { describe, expect, it } from 'vitest';
import { l402 } from '../../../../src/protocols/l402/index.ts';
import { makeInvoice, nodeId, TEST_HASH, TEST_TIME } from '../../../fixtures/invoice.ts';
import { makeMacaroon } from '../../../fixtures/macaroon.ts';
import { challenged } from '../../../fixtures/payment.ts';

const TOKEN = makeMacaroon();
const INVOICE = makeInvoice({ prefix: 'bc70u', description: 'Chapter 7' });
const TERMS = { scheme: 'L402', token: TOKEN, invoice: INVOICE, paymentHash: TEST_HASH };
const OFFER = {
  id: 'l402:0',
  protocol: 'l402',
  method: 'invoice',
  price: { amount: 7_000_000n, currency: 'sat', decimals: 3 },
  payee: nodeId(),
  network: 'lightning:mainnet',
  description: 'Chapter 7',
  expiresAt: (TEST_TIME + 3600) * 1000,
  payable: true,
  rail: { kind: 'lightning', network: 'mainnet' },
  cautions: [],
  terms: TERMS,
};

const read = (...lines: readonly string[]) => l402.read(challenged(...lines));

/** The one problem of a line that must not become an offer. */
function problemOf(line: string) {
  const { offers, problems } = read(line);
  expect(offers).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0];
}

describe('L402: the forms that servers write', () => {
  it.each([
    ['version 0', `L402 version="0", token="${TOKEN}", invoice="${INVOICE}"`, { version: '0' }],
    ['no version', `L402 token="${TOKEN}", invoice="${INVOICE}"`, {}],
    ['the old name of the token', `L402 macaroon="${TOKEN}", invoice="${INVOICE}"`, {}],
    [
      'the token under both names',
      `L402 macaroon="${TOKEN}", token="${TOKEN}", invoice="${INVOICE}"`,
      {},
    ],
    [
      'a missing comma',
      `L402 version="0" token="${TOKEN}", invoice="${INVOICE}"`,
      { version: '0' },
    ],
    ['(22) single quotes', `L402 macaroon='${TOKEN}', invoice='${INVOICE}'`, {}],
    ['no quotes', `L402 macaroon=${TOKEN}, invoice=${INVOICE}`, {}],
    ['other members', `L402 token="${TOKEN}", invoice="${INVOICE}", tier="gold"`, {}],
    ['any case', `l402 Token="${TOKEN}" , Invoice="lightning:${INVOICE.toUpperCase()}"`, {}],
    [
      'after another scheme',
      `Bearer realm="x, L402 y", L402 token="${TOKEN}", invoice="${INVOICE}"`,
      {},
    ],
  ])('reads %s', (_, line, more) => {
    expect(read(line)).toEqual({ offers: [{ ...OFFER, ...more }], notices: [], problems: [] });
  });

  it('reads LSAT and remembers the name', () => {
    const [offer] = read(`LSAT macaroon="${TOKEN}", invoice="${INVOICE}"`).offers;
    expect(offer).toEqual({ ...OFFER, terms: { ...TERMS, scheme: 'LSAT' } });
  });

  it('makes one offer of LSAT and L402 for the same token and invoice', () => {
    const old = `LSAT macaroon="${TOKEN}", invoice="${INVOICE}"`;
    expect(read(old, `L402 macaroon="${TOKEN}", invoice="${INVOICE}"`).offers).toEqual([OFFER]);
    expect(read(`${old}, L402 token=${TOKEN}, invoice="${INVOICE.toUpperCase()}"`).offers).toEqual([
      OFFER,
    ]);
  });

  it('keeps two invoices apart', () => {
    const other = makeInvoice({ prefix: 'bc80u' });
    const { offers } = read(
      `L402 token="${TOKEN}", invoice="${INVOICE}", L402 token="${TOKEN}", invoice="${other}"`,
    );
    expect(offers.map(({ id, price }) => [id, price?.amount])).toEqual([
      ['l402:0', 7_000_000n],
      ['l402:1', 8_000_000n],
    ]);
  });

  it('reads a token that is no macaroon', () => {
    const token = 'eyJoIjoiYWIifQ.0f0f0f';
    const [offer] = read(`L402 version="0" token="${token}", invoice="${INVOICE}"`).offers;
    expect(offer?.terms).toEqual({ ...TERMS, token });
  });

  it('believes the invoice, not the server\u2019s other headers or body', () => {
    const response = challenged(`L402 token="${TOKEN}", invoice="${INVOICE}"`);
    const headers = [...response.headers, ['x-l402-price', '10'] as const];
    expect(l402.read({ ...response, headers, body: '{"price":10}' }).offers).toEqual([OFFER]);
  });

  it('reads only a 402: gRPC puts its challenge into a 200', () => {
    const response = challenged(`L402 token="${TOKEN}", invoice="${INVOICE}"`);
    expect(l402.read({ ...response, status: 200 }).offers).toEqual([]);
  });
});

describe('L402: invoices', () => {
  const offerOf = (invoice: string) =>
    read(`L402 token="${TOKEN}", invoice="${invoice}"`).offers[0];

  it('(45) never takes an open amount for free', () => {
    const offer = offerOf(makeInvoice({ prefix: 'bc' }));
    expect(offer).toMatchObject({ payable: false, why: 'reason_amount_open' });
    expect(offer).not.toHaveProperty('price');
    expect(offer).not.toHaveProperty('rail');
  });

  it('(45) marks test networks', () => {
    expect(offerOf(makeInvoice({ prefix: 'tb20m' }))).toMatchObject({
      network: 'lightning:testnet',
      rail: { kind: 'lightning', network: 'testnet' },
      cautions: ['caution_test_network'],
    });
    expect(offerOf(makeInvoice({ prefix: 'bcrt1m' }))?.network).toBe('lightning:regtest');
  });

  it('ends with its invoice, whenever that was', () => {
    const old = makeInvoice({ timestamp: 1_500_000_000, expiry: 60 });
    expect(offerOf(old)?.expiresAt).toBe(1_500_000_060_000);
  });

  it('(46) shows a long description cut, a hashed one not at all', () => {
    expect(offerOf(makeInvoice({ description: 'x'.repeat(600) }))?.description).toHaveLength(200);
    expect(offerOf(makeInvoice({ descriptionHash: 'ab'.repeat(32) }))).not.toHaveProperty(
      'description',
    );
    expect(offerOf(makeInvoice({ description: 'a\u202eb\u0007' }))?.description).toBe('ab');
  });

  it('cautions on a page without encryption', () => {
    const response = {
      ...challenged(`L402 token="${TOKEN}", invoice="${INVOICE}"`),
      url: 'http://a.test/',
    };
    expect(l402.read(response).offers[0]?.cautions).toEqual(['caution_insecure']);
  });

  it('does not know another version', () => {
    const [offer] = read(`L402 version="1", token="${TOKEN}", invoice="${INVOICE}"`).offers;
    expect(offer).toMatchObject({ version: '1', payable: false, why: 'reason_version' });
  });
});

describe('L402: broken challenges', () => {
  it.each([
    ['no invoice', `L402 macaroon="${TOKEN}"`, 'invoice', 'The challenge has no invoice.'],
    ['no token', `L402 invoice="${INVOICE}"`, 'token', 'The challenge has no token.'],
    ['(20) token68', `L402 ${TOKEN}`, 'token', 'The challenge has no token.'],
    [
      '(13) two invoices',
      `L402 token=a, invoice=${INVOICE}, invoice=x`,
      'invoice',
      'The challenge has a parameter twice.',
    ],
    [
      '(9) an open quote',
      `L402 token="a, invoice=${INVOICE}`,
      'token',
      'The challenge has an unterminated quoted string.',
    ],
    [
      'two different tokens',
      `L402 token=a, macaroon=b, invoice=${INVOICE}`,
      'macaroon',
      'The token and the macaroon differ.',
    ],
    [
      '(66) a line break in the token',
      `L402 token="a\\u000d\\u000ab", invoice=${INVOICE}`,
      'token',
      'The token has characters that no header may carry.',
    ],
    [
      '(66) letters beyond ASCII',
      `L402 macaroon="\u00e9", invoice=${INVOICE}`,
      'macaroon',
      'The token has characters that no header may carry.',
    ],
    [
      'a colon in the token',
      `L402 token="a:b", invoice=${INVOICE}`,
      'token',
      'The token has characters that no header may carry.',
    ],
    [
      'an empty token',
      `L402 token="", invoice=${INVOICE}`,
      'token',
      'The token has characters that no header may carry.',
    ],
    [
      'an empty invoice',
      `L402 token="a", invoice=""`,
      'invoice',
      'The invoice is not bech32, or its checksum is wrong.',
    ],
    [
      '(35) mixed case',
      `L402 token="a", invoice="L${INVOICE.slice(1)}"`,
      'invoice',
      'The invoice mixes upper and lower case.',
    ],
    [
      'a wrong checksum',
      `L402 token="a", invoice="${INVOICE.slice(0, -1)}${INVOICE.endsWith('q') ? 'p' : 'q'}"`,
      'invoice',
      'The invoice is not bech32, or its checksum is wrong.',
    ],
    [
      '(45) a fraction of a millisatoshi',
      `L402 token="a", invoice="${makeInvoice({ prefix: 'bc1p' })}"`,
      'invoice',
      'The invoice has an amount that is not a whole number of millisatoshi.',
    ],
  ])('refuses %s', (_, line, field, reason) => {
    expect(problemOf(line)).toEqual({ protocol: 'l402', field, reason });
  });

  it('refuses an invoice whose preimage would not open the macaroon', () => {
    const foreign = makeMacaroon('ab'.repeat(32));
    expect(problemOf(`L402 token="${foreign}", invoice="${INVOICE}"`)).toEqual({
      protocol: 'l402',
      field: 'invoice',
      reason: 'The invoice is not the one that the macaroon is bound to.',
    });
  });

  it.each([
    ['of another identifier version', makeMacaroon('ab'.repeat(32), { version: 1 })],
    ['with a long location', makeMacaroon('ab'.repeat(32), { location: 'x'.repeat(200) })],
    ['cut short', makeMacaroon('ab'.repeat(32)).slice(0, 40)],
  ])('binds nothing by a macaroon %s', (_, token) => {
    expect(read(`L402 token="${token}", invoice="${INVOICE}"`).offers).toHaveLength(1);
  });

  it('reads the hash of a macaroon without location', () => {
    const token = makeMacaroon(TEST_HASH, { location: '' });
    expect(read(`L402 token="${token}", invoice="${INVOICE}"`).offers).toHaveLength(1);
    const foreign = makeMacaroon('cd'.repeat(32), { location: '' });
    expect(read(`L402 token="${foreign}", invoice="${INVOICE}"`).problems).toHaveLength(1);
  });

  it('keeps the good challenge beside a broken one', () => {
    const { offers, problems } = read(
      `L402 token="a"`,
      `LSAT macaroon="${TOKEN}", invoice="${INVOICE}"`,
    );
    expect(offers).toHaveLength(1);
    expect(problems).toHaveLength(1);
  });
});
