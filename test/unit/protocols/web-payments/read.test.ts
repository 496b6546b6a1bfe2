import { describe, expect, it } from 'vitest';
import { webPayments } from '../../../../src/protocols/web-payments/index.ts';
import { answer } from '../answer.ts';

describe('web payments: Location', () => {
  it('names the payment request', () => {
    const { offers } = webPayments.read(answer([['Location', '/requests/7']]));
    expect(offers).toEqual([
      {
        id: 'web-payments:0',
        protocol: 'web-payments',
        version: '1.0',
        method: 'payment-request',
        description: 'https://shop.example/requests/7',
        payable: false,
        why: 'reason_external',
        cautions: [],
        terms: { location: 'https://shop.example/requests/7' },
      },
    ]);
  });
  it.each([
    'javascript:alert(1)',
    'http://pay.example/',
    'https://localhost/',
    'https://a:b@pay.example/',
  ])('refuses %s', (location) => {
    expect(webPayments.read(answer([['Location', location]]))).toMatchObject({
      offers: [],
      problems: [{ field: 'Location' }],
    });
  });
  it('means something else on other answers', () => {
    const redirect = { ...answer([['Location', '/']]), status: 302 };
    expect(webPayments.read(redirect).offers).toEqual([]);
  });
});

describe('web payments: Pay', () => {
  const read = (...values: readonly string[]) =>
    webPayments.read(answer(values.map((value) => ['Pay', value] as const)));
  it('reads a list of ways', () => {
    const { offers } = read('interledger 1000 g.shop.alice Zm9v, https://pay.example/m 5 acct');
    expect(offers).toMatchObject([
      {
        id: 'web-payments:0',
        version: 'http-payments-00',
        method: 'interledger',
        price: { amount: 1000n, currency: 'interledger', asset: 'interledger' },
        payee: 'g.shop.alice',
        why: 'reason_no_wallet',
        terms: { method: 'interledger', amount: '1000', address: 'g.shop.alice', data: 'Zm9v' },
      },
      { id: 'web-payments:1', method: 'https://pay.example/m', price: { amount: 5n } },
    ]);
  });
  it('says all that it knows of a way, whose data may be absent', () => {
    expect(read('  interledger   1000  g.shop.alice ').offers).toStrictEqual([
      {
        id: 'web-payments:0',
        protocol: 'web-payments',
        version: 'http-payments-00',
        method: 'interledger',
        price: { amount: 1000n, currency: 'interledger', asset: 'interledger' },
        payee: 'g.shop.alice',
        payable: false,
        why: 'reason_no_wallet',
        cautions: ['caution_unknown_asset'],
        terms: { method: 'interledger', amount: '1000', address: 'g.shop.alice' },
      },
    ]);
    expect(read('a 1 x   Zm9v').offers[0]?.terms).toMatchObject({ address: 'x', data: 'Zm9v' });
  });
  it.each([
    ['a 0 x', 'reason_amount_zero'],
    ['a 1 x', 'reason_no_wallet'],
  ])('says why %s is not paid: %s', (value, why) => {
    expect(read(value).offers[0]).toMatchObject({ payable: false, why });
  });
  it.each([
    [',, a 1 x ,, b 2 y,', ['a', 'b']],
    [' , ', []],
  ])('leaves out what is empty: %j', (value, methods) => {
    const { offers, problems } = read(value);
    expect(offers.map(({ method }) => method)).toEqual(methods);
    expect(problems).toEqual([]);
  });
  it('reads sixteen ways, of one line or of several', () => {
    const line = Array.from({ length: 17 }, (_, at) => `m${at} 1 x`);
    expect(read(line.join(',')).offers).toHaveLength(16);
    expect(read(...line).offers).toHaveLength(16);
    expect(read(line.slice(0, 16).join(',')).offers.at(-1)?.method).toBe('m15');
  });
  it.each([
    ['a name of nothing to show', '\u200b 1 x'],
    ['an address of nothing to show', 'a 1 \u200b'],
  ])('does not read %s', (_, value) => {
    expect(read(value)).toMatchObject({
      offers: [],
      problems: [
        { field: 'Pay', reason: 'The line is not a method, a whole amount and an address.' },
      ],
    });
  });
  it('reads repeated lines', () => {
    expect(read('a 1 x', 'b 2 y').offers.map(({ method }) => method)).toEqual(['a', 'b']);
  });
  it.each([
    'interledger',
    'interledger 10',
    'a 1.5 x',
    'a 1e3 x',
    'a -1 x',
    'a b c d e',
    'a 1 b c d',
    'x a 1 b c',
  ])('does not read %j', (value) => {
    expect(read(value)).toMatchObject({ offers: [], problems: [{ field: 'Pay' }] });
  });
});
