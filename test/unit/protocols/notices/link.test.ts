import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { notices } from '../../../../src/protocols/notices/index.ts';
import { answer } from '../answer.ts';

const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const MINT = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
// BOLT 11's own example of 2500 micro-bitcoin, signed by its example key.
const INVOICE =
  'lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp';

const links = (value: string, ...more: readonly HeaderLine[]) =>
  notices.read(answer([['Link', value], ...more])).notices.filter(({ kind }) => kind === 'link');
const html = (body: string, ...headers: readonly HeaderLine[]) =>
  notices.read(answer([['Content-Type', 'text/html'], ...headers], body)).notices;

describe('payment links in headers', () => {
  it('are shown with their title', () => {
    expect(links('<https://news.example/subscribe>; rel="payment"; title="Subscribe"')).toEqual([
      {
        kind: 'link',
        uri: 'https://news.example/subscribe',
        message: 'Subscribe',
        whoActs: 'visitor',
      },
    ]);
    expect(links('</pay>;rel=payment')[0]?.uri).toBe('https://shop.example/pay');
  });
  it('tell their price where our table knows it', () => {
    const value = [
      `<ethereum:${USDC}@8453/transfer?address=0x1111111111111111111111111111111111111111&uint256=1000000>; rel="payment"`,
      `<solana:7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU?amount=1.5&spl-token=${MINT}>; rel=payment`,
      '<solana:7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU?amount=2>; rel=payment',
      '<bitcoin:bc1qexample?amount=0.0001>; rel="Payment"',
      `<lightning:${INVOICE}>; rel="payment"`,
      `<bitcoin:?lightning=${INVOICE}>; rel="payment"`,
      '<ethereum:0x1111111111111111111111111111111111111111@8453/transfer?uint256=7>; rel="payment"',
    ].join(', ');
    const sats = { amount: 250000000n, currency: 'sat', decimals: 3 };
    expect(links(value).map(({ price }) => price)).toEqual([
      { amount: 1000000n, currency: 'USDC', decimals: 6, asset: USDC },
      { amount: 1500000n, currency: 'USDC', decimals: 6, asset: MINT },
      { amount: 2000000000n, currency: 'SOL', decimals: 9 },
      { amount: 10000n, currency: 'BTC', decimals: 8 },
      sats,
      sats,
      {
        amount: 7n,
        currency: '0x1111111111111111111111111111111111111111',
        asset: '0x1111111111111111111111111111111111111111',
      },
    ]);
  });
  it('have no price that cannot be read', () => {
    for (const uri of [
      'lightning:LNURL1DP68',
      'bitcoin:bc1q?amount=1e3',
      'solana:x?amount=-1',
      'ethereum:bob.eth?value=1',
      'https://pay.example/?amount=1',
    ]) {
      expect(links(`<${uri}>; rel="payment"`)[0]).not.toHaveProperty('price');
    }
  });
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://pay.example/',
    'file:///x',
    'monero:4x',
    'lightning:',
    'lightning:ü',
    'https://a:b@pay.example/',
  ])('never lead to %s', (uri) => {
    expect(links(`<${uri}>; rel="payment"`)).toEqual([]);
  });
  it('are read among others, as both browsers show them', () => {
    const value =
      '<a>; rel=next, <https://a.example/>; x="; rel=payment, <https://b.example/>"; rel="me payment"';
    expect(links(value).map(({ uri }) => uri)).toEqual(['https://a.example/']);
    expect(links('<https://a.example/>; rel=payments')).toEqual([]);
    expect(links('<https://a.example/>; rel=next; rel=payment')).toEqual([]);
    expect(
      links('<https://a.example/>; rel=payment', ['link', '<https://b.example/>; rel=payment']),
    ).toHaveLength(2);
  });
  it('are shown once, and eight at most', () => {
    const one = '<https://a.example/>; rel=payment';
    expect(links(`${one}, ${one}`)).toHaveLength(1);
    const many = Array.from({ length: 40 }, (_, at) => `<https://a.example/${at}>; rel=payment`);
    expect(links(many.join())).toHaveLength(8);
  });
});

describe('payment links in HTML', () => {
  it('are read as text', () => {
    const body =
      '<html><head><title>Tip &amp; read</title><LINK REL="payment" HREF="bitcoin:bc1q?amount=1"></head>' +
      "<body><a rel='nofollow payment' href='/pay?a=1&amp;b=2' title='Pay here'>x</a><a href=/other>y</a></body>";
    expect(html(body)).toEqual([
      {
        kind: 'link',
        uri: 'bitcoin:bc1q?amount=1',
        message: 'Tip & read',
        price: { amount: 100000000n, currency: 'BTC', decimals: 8 },
        whoActs: 'visitor',
      },
      {
        kind: 'link',
        uri: 'https://shop.example/pay?a=1&b=2',
        message: 'Pay here',
        whoActs: 'visitor',
      },
    ]);
  });
  it('are not read in comments, scripts and attributes of others', () => {
    const link = '<link rel=payment href=https://evil.example>';
    for (const body of [
      `<!-- ${link} --><p>x`,
      `<script>"${link}"</script><p>x`,
      `<STYLE>${link}</style><p>x`,
      `<p title="${link}">x`,
      `<script>${link}`,
      `<textarea-x y='${link}'>x`,
    ]) {
      expect(html(body).map(({ kind }) => kind)).toEqual(['unknown']);
    }
  });
  it('may be the Location of a page for people', () => {
    const [notice] = html('<h1>Subscribe to read</h1>', ['Location', 'https://pay.example/7']);
    expect(notice).toEqual({
      kind: 'link',
      uri: 'https://pay.example/7',
      message: 'Subscribe to read',
      whoActs: 'visitor',
    });
    expect(notices.read(answer([['Location', 'https://pay.example/7']])).notices[0]?.kind).toBe(
      'unknown',
    );
  });
});
