import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../../../../src/core/encoding/base64.ts';
import { makeInvoice } from '../../../fixtures/invoice.ts';
import { BASE_USDC, PATH_USD, PAYEE } from '../../../fixtures/mpp-terms.ts';
import { payment } from '../../../fixtures/payment.ts';
import { offerOf, problemOf, REQUEST, withDetails } from './read.ts';

describe('MPP: the request', () => {
  it.each([
    ['(24) a mixed alphabet', 'eyJhIjoi-_+/In0'],
    ['(25) inner white space', `${encodeBase64Url(JSON.stringify(REQUEST)).slice(0, 9)} AAAA`],
    ['(19) a folded line', `${encodeBase64Url(JSON.stringify(REQUEST)).slice(0, 9)}\tAAA`],
    ['(26) left-over bits', 'e31'],
    ['(27) no JSON', encodeBase64Url('amount=1')],
    ['(28) a list', encodeBase64Url('[{"amount":"1"}]')],
    ['(28) a number', encodeBase64Url('5')],
    ['(28) null', encodeBase64Url('null')],
    ['(29) deep nesting', encodeBase64Url(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)],
    ['(30) an amount twice', encodeBase64Url('{"amount":"1","currency":"x","amount":"9"}')],
    [
      '(30) a nested member twice',
      encodeBase64Url('{"methodDetails":{"chainId":1,"chainId":8453}}'),
    ],
    ['(30) a member twice by an escape', encodeBase64Url('{"amount":"1","\\u0061mount":"9"}')],
    ['(32) 20 KiB', encodeBase64Url(JSON.stringify({ ...REQUEST, x: 'x'.repeat(20_000) }))],
    ['bytes that are no UTF-8', encodeBase64Url(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))],
  ])('refuses %s', (_, request) => {
    expect(problemOf(payment('evm', request))).toMatchObject({ field: 'request' });
  });

  it('(30) is not misled by colons and quotes within strings', () => {
    const note = 'a:b "c": \\" {"d":1}';
    expect(
      offerOf(payment('evm', { ...REQUEST, note, empty: {}, list: [{ a: 1 }, ':'] })),
    ).toBeDefined();
  });

  it.each([
    ['bound to a body', { digest: 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:' }, true],
    ['bound to none', {}, false],
  ])('a price that is %s is said to be that before it is paid', (_, more, said) => {
    const { digest } = more as { digest?: string };
    const line = payment('evm', REQUEST) + (digest === undefined ? '' : `, digest="${digest}"`);
    expect(offerOf(line)?.cautions.includes('caution_bound_to_body')).toBe(said);
  });

  it('(31) drops a byte order mark', () => {
    expect(
      offerOf(payment('evm', encodeBase64Url(`\ufeff${JSON.stringify(REQUEST)}`))),
    ).toBeDefined();
  });

  it('(14) reads no member from a prototype', () => {
    const line = payment('evm', encodeBase64Url('{"__proto__":{"amount":"1","currency":"x"}}'));
    expect(problemOf(line)).toMatchObject({ field: 'request.amount' });
  });

  it.each([
    1000,
    '1e3',
    '0x10',
    ' 10',
    '+1',
    '-1',
    '1.5',
    '\u0663',
    '1_000',
    '007',
    '',
    null,
    '9'.repeat(79),
    (2n ** 256n).toString(),
  ])('(36–38) refuses the amount %j', (amount) => {
    expect(problemOf(payment('evm', { ...REQUEST, amount }))).toEqual({
      protocol: 'mpp',
      field: 'request.amount',
      reason: 'The amount is not a string of base units.',
    });
  });

  it('(38) keeps an amount beyond 2^53 exact', () => {
    const amount = (2n ** 256n - 1n).toString();
    expect(offerOf(payment('evm', { ...REQUEST, amount }))?.price?.amount).toBe(2n ** 256n - 1n);
  });

  it('(39) pays nothing for nothing, except to prove an account on Tempo', () => {
    expect(offerOf(payment('evm', { ...REQUEST, amount: '0' }))?.why).toBe('reason_amount_zero');
  });

  it.each([255, -1, '6', 18])(
    '(40) names decimals %j that are not the token\u2019s',
    (decimals) => {
      const offer = offerOf(payment('evm', withDetails({ decimals })));
      expect(offer?.why).toBe('reason_domain');
      expect(offer?.price).toMatchObject({ amount: 1000n, currency: 'USDC', decimals: 6 });
    },
  );

  it('(40, 50) takes neither decimals nor symbol of an unknown token from the server', () => {
    const currency = '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512';
    const offer = offerOf(
      payment('evm', { ...withDetails({ decimals: 6, symbol: 'USDC' }), currency }),
    );
    expect(offer?.price).toEqual({ amount: 1000n, currency, asset: currency });
    expect(offer?.cautions).toContain('caution_unknown_asset');
  });

  it.each([
    ['the whole amount', [{ recipient: PAYEE, amount: '1000' }]],
    [
      'more than the amount',
      [
        { recipient: PAYEE, amount: '600' },
        { recipient: PAYEE, amount: '401' },
      ],
    ],
    ['a negative share', [{ recipient: PAYEE, amount: '-5' }]],
    ['a share to nobody', [{ amount: '5' }]],
    ['no object', ['5']],
    ['no list', { recipient: PAYEE }],
    ['an end without number', Array.from({ length: 200 }, () => ({ recipient: 'x', amount: '5' }))],
  ])('(42) refuses splits of %s', (_, splits) => {
    expect(problemOf(payment('evm', withDetails({ splits })))).toMatchObject({
      field: 'request.splits',
    });
  });

  it('(49) names a payee that cannot be one', () => {
    const why = (recipient: unknown) => offerOf(payment('evm', { ...REQUEST, recipient }))?.why;
    expect(why(undefined)).toBe('reason_pay_to');
    expect(why('merchant')).toBe('reason_pay_to');
    expect(why(`0x${'0'.repeat(40)}`)).toBe('reason_pay_to');
    expect(why(BASE_USDC)).toBe('reason_pay_to');
    expect(why(PAYEE.replace('70997970C', '70997970c'))).toBe('reason_pay_to');
    expect(why(PAYEE.toLowerCase())).toBe('reason_no_wallet');
  });

  it.each(['8453', 0, -1, 1.5, 2 ** 53, null, [8453]])(
    '(51) refuses the chain id %j',
    (chainId) => {
      expect(problemOf(payment('evm', withDetails({ chainId })))).toMatchObject({
        field: 'request.methodDetails.chainId',
      });
    },
  );

  it('(51) names a chain that we do not know by its id, and none where tempo leaves it out', () => {
    expect(offerOf(payment('evm', withDetails({ chainId: 999_999 })))?.network).toBe(
      'eip155:999999',
    );
    const tempo = offerOf(payment('tempo', { amount: '1', currency: PATH_USD, recipient: PAYEE }));
    expect(tempo?.why).toBe('reason_network');
    expect(tempo).not.toHaveProperty('network');
  });

  it.each([
    ['transaction only', ['transaction'], 'reason_transfer_method'],
    ['nothing', [], 'reason_transfer_method'],
    ['Permit2', ['permit2', 'transaction'], 'reason_permit2'],
  ])('names credentials of %s', (_, credentialTypes, why) => {
    expect(offerOf(payment('evm', withDetails({ credentialTypes })))?.why).toBe(why);
  });

  it.each([
    ['evm', { ...REQUEST, currency: 'USDC' }, 'request.currency'],
    ['evm', { ...REQUEST, methodDetails: [] }, 'request.methodDetails'],
    ['evm', withDetails({ credentialTypes: 'hash' }), 'request.methodDetails.credentialTypes'],
    ['tempo', { ...REQUEST, currency: undefined }, 'request.currency'],
    ['solana', { amount: '1', currency: '0OIl' }, 'request.currency'],
    ['stripe', { amount: '1', currency: 'micros' }, 'request.currency'],
    ['stripe', { amount: '1' }, 'request.currency'],
    ['stellar', { amount: '1' }, 'request.currency'],
    ['hedera', { amount: '1' }, 'request.currency'],
    ['nearintents', { amount: '1', currency: 'usdc' }, 'request.currency'],
    ['usdc', { amount: '1', currency: BASE_USDC }, 'request.methodDetails.type'],
    ['lightning', { amount: '1', currency: 'usd' }, 'request.currency'],
    ['lightning', { amount: '1', currency: 'sat' }, 'request.methodDetails.invoice'],
  ])('%s: names the member at fault of %j', (method, request, field) => {
    expect(problemOf(payment(method, request))).toMatchObject({ field });
  });
});

describe('MPP: an invoice within the request', () => {
  const invoice = makeInvoice({ prefix: 'bc100n' });
  const charge = (details: object, amount = '10') =>
    payment('lightning', { amount, currency: 'sat', methodDetails: { invoice, ...details } });

  it.each([
    ['(44) another amount', charge({}, '11'), 'request.amount'],
    [
      '(45) no amount',
      charge({ invoice: makeInvoice({ prefix: 'bc' }) }),
      'request.methodDetails.invoice',
    ],
    [
      '(45) a fraction',
      charge({ invoice: makeInvoice({ prefix: 'bc1p' }) }),
      'request.methodDetails.invoice',
    ],
    [
      '(45) regtest for mainnet',
      charge({ invoice: makeInvoice({ prefix: 'bcrt100n' }), network: 'mainnet' }),
      'request.methodDetails.network',
    ],
    ['another hash', charge({ paymentHash: 'ab'.repeat(32) }), 'request.methodDetails.paymentHash'],
    ['a hash that is a number', charge({ paymentHash: 5 }), 'request.methodDetails.paymentHash'],
    [
      '(35) mixed case',
      charge({ invoice: `${invoice.slice(0, 20)}${invoice.slice(20).toUpperCase()}` }),
      'request.methodDetails.invoice',
    ],
    ['a placeholder', charge({ invoice: 'lnbc1u1p...' }), 'request.methodDetails.invoice'],
  ])('refuses %s', (_, line, field) => {
    expect(problemOf(line)).toMatchObject({ field });
  });

  it('refuses a deposit of more bitcoin than there is, and reads one without invoice', () => {
    const session = (depositAmount: string) =>
      payment('lightning', { depositAmount, currency: 'sat' }, { intent: 'session' });
    expect(offerOf(session('2100000000000000'))?.price?.amount).toBe(2_100_000_000_000_000_000n);
    expect(problemOf(session('2100000000000001'))).toMatchObject({
      field: 'request.depositAmount',
    });
  });

  it('says what is wrong with the invoice', () => {
    const tampered = makeInvoice({ tamper: () => new Uint8Array(65) });
    expect(problemOf(charge({ invoice: tampered }))?.reason).toBe(
      'The invoice has a wrong signature.',
    );
  });
});
