import { describe, expect, it } from 'vitest';
import { registry } from '../../../../src/protocols/index.ts';
import { answer, json } from '../answer.ts';

const { read } = registry;

// BOLT 11's own example of 2500 micro-bitcoin, signed by its example key.
const INVOICE =
  'lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp';
const LNURL =
  'LNURL1DP68GURN8GHJ7UM9WFMXJCM99E3K7MF0V9CXJ0M385EKVCENXC6R2C35XVUKXEFCV5MKVV34X5EKZD3EV56NYD3HXQURZEPEXEJXXEPNXSCRVWFNV9NXZCN9XQ6XYEFHVGCXXCMYXYMNSERXFQ5FNS';
const facts = {
  kind: 'link',
  uri: `lightning:${INVOICE}`,
  price: { amount: 250000000n, currency: 'sat', decimals: 3 },
  payee: '03e7156ae33b0a208d0744199163177e909e80176e55d97a2f221ede0f934dd9ad',
  expiresAt: expect.any(Number),
  whoActs: 'visitor',
};
const html = (body: string) => read(answer([['Content-Type', 'text/html']], body)).notices;

/** A way to pay in a wallet, in a body of no protocol: never a bill. */
describe('an invoice in a body', () => {
  it.each([
    { error: 'Payment required', payment_request: INVOICE },
    { error: 'Payment Required', paymentRequest: INVOICE.toUpperCase() },
    { pr: INVOICE },
    { data: { invoice: { bolt11: `lightning:${INVOICE}` } } },
    { uri: `lightning:${INVOICE}`, error: { code: 402, message: 'Insufficient credits' } },
    { message: `Pay ${INVOICE} and come back.` },
  ])('of JSON is paid by hand: %j', (body) => {
    const { offers, notices } = read(json(body));
    expect(offers).toEqual([]);
    expect(notices).toMatchObject([facts]);
  });

  it.each([
    `<p>Pay <a href="lightning:${INVOICE}">here</a></p>`,
    `<div data-invoice="${INVOICE}"></div>`,
    `<pre>${INVOICE.toUpperCase()}</pre>`,
  ])('of a page is paid by hand: %s', (body) => {
    expect(html(body)).toMatchObject([facts]);
  });

  it('that is paid by a protocol is not told twice, and a false one not at all', () => {
    const both = read(json({ invoice: INVOICE }, [['X-Lightning', INVOICE]]));
    expect(both.offers).toHaveLength(1);
    expect(both.notices).toEqual([]);
    const wrong = INVOICE.replace('p5qqq', 'p5qqp');
    expect(read(json({ error: 'x y', invoice: wrong })).notices[0]).not.toHaveProperty('uri');
  });

  it('may be five levels down, and is no name of a network or a token', () => {
    const deep = { error: { details: [{ rails: { lightning: { invoice: INVOICE } } }] } };
    expect(read(json(deep)).notices).toMatchObject([facts]);
    for (const network of [
      'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
      'solana:mainnet',
      'ethereum:1',
      'bitcoin:mainnet',
      'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
    ]) {
      expect(read(json({ error: 'Pay first', network })).notices[0]).not.toHaveProperty('uri');
    }
    for (const uri of [
      'bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.1',
      'ethereum:0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913@8453/transfer?uint256=1',
      'solana:2wKupLR9q6wXYppw8Gr2NvWxKBUqm4PPJKkQfoxHDBg4?amount=1',
    ]) {
      expect(read(json({ pay: uri })).notices).toMatchObject([{ kind: 'link', uri }]);
    }
  });

  it('may be an LNURL or a Lightning address, with the price that the site names', () => {
    const price = { amount: 21000n, currency: 'sat', decimals: 3 };
    for (const [body, uri] of [
      [{ lnurl: LNURL.toLowerCase(), amount_sats: 21 }, `lightning:${LNURL}`],
      [{ lightningAddress: 'till@shop.example', sats: 21 }, 'lightning:till@shop.example'],
      [{ x: `lightning:${LNURL}`, price_sats: '21' }, `lightning:${LNURL}`],
    ] as const) {
      expect(read(json(body)).notices).toMatchObject([{ kind: 'link', uri, price }]);
    }
    expect(
      read(json({ error: 'x y', email: 'till@shop.example' })).notices[0]?.uri,
    ).toBeUndefined();
  });
});

describe('what else an error says', () => {
  it.each([
    [{ errmsg: '余额不足' }, { kind: 'billing', message: '余额不足' }],
    [
      { errcode: 1, errmsg: 'Quota is used up' },
      { kind: 'billing', message: 'Quota is used up' },
    ],
    [{ error: { errMsg: 'No credit left' } }, { kind: 'billing', message: 'No credit left' }],
    [{ data: { ErrMsg: 'Pay first, please' } }, { kind: 'unknown', message: 'Pay first, please' }],
  ])('under the name errmsg: %j', (body, notice) => {
    expect(read(json(body)).notices).toMatchObject([notice]);
  });

  it.each([
    [
      { error: { message: 'No credit', metadata: { remedy_hint: 'Add some.' } } },
      'hint',
      'Add some.',
    ],
    [{ error: 'No credit left', hint: 'Top up.' }, 'hint', 'Top up.'],
    [{ errors: [{ message: 'Quota', details: ['a b', 'c d'] }] }, 'details', 'a b · c d'],
  ])('%j', (body, name, value) => {
    expect(read(json(body)).notices[0]?.details).toContainEqual([name, value]);
  });

  it.each([
    [
      '<d:error xmlns:d="DAV:"><s:exception>Paid</s:exception><s:message>On a plan.</s:message></d:error>',
      'Paid',
      'On a plan.',
    ],
    [
      '<Error><Code>Overdue</Code><Message>Your bill &amp; more</Message></Error>',
      'Overdue',
      'Your bill & more',
    ],
    [
      '<soap:Fault><faultcode>Client</faultcode><faultstring>No credit</faultstring></soap:Fault>',
      'Client',
      'No credit',
    ],
  ])('in XML: code and message apart: %s', (body, code, message) => {
    const xml = answer([['Content-Type', 'application/xml']], body);
    expect(read(xml).notices).toMatchObject([{ code, message }]);
  });
});
