import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../../../../src/core/encoding/base64.ts';
import { ackPay } from '../../../../src/protocols/ack-pay/index.ts';
import { json } from '../answer.ts';

const OPTION = {
  id: 'usd',
  amount: '250',
  decimals: 2,
  currency: 'USD',
  recipient: 'did:web:shop.example',
  paymentService: 'https://pay.shop.example/ack',
};
const part = (value: unknown) => encodeBase64Url(JSON.stringify(value));
const jwt = (payload: unknown) => `${part({ alg: 'ES256K' })}.${part(payload)}.c2lnbmF0dXJl`;
const read = (payload: unknown) => ackPay.read(json({ paymentRequestToken: jwt(payload) }));

describe('ack-pay', () => {
  it('reads the options of the token', () => {
    const payload = {
      id: 'p1',
      description: 'A report',
      exp: 1900000000,
      paymentOptions: [OPTION],
    };
    expect(read(payload)).toEqual({
      offers: [
        {
          id: 'ack-pay:0',
          protocol: 'ack-pay',
          method: 'payment-service',
          price: { amount: 250n, currency: 'USD', decimals: 2, asset: 'USD' },
          payee: 'did:web:shop.example',
          description: 'A report',
          expiresAt: 1900000000000,
          payable: false,
          why: 'reason_external',
          cautions: [],
          terms: OPTION,
        },
      ],
      notices: [],
      problems: [],
    });
  });
  it('does not vouch for a symbol, nor for its decimals', () => {
    const option = {
      ...OPTION,
      currency: 'USDC',
      decimals: 6,
      network: 'eip155:84532',
      paymentService: 'x',
    };
    expect(
      read({ expiresAt: '2027-01-01T00:00:00Z', paymentOptions: [option] }).offers[0],
    ).toMatchObject({
      method: 'transfer',
      price: { amount: 250n, currency: 'USDC', asset: 'USDC' },
      network: 'eip155:84532',
      expiresAt: Date.UTC(2027, 0, 1),
      cautions: ['caution_unknown_asset'],
    });
  });
  it('believes the token, not the copy beside it', () => {
    const copy = { paymentOptions: [{ ...OPTION, amount: '1' }] };
    const body = { paymentRequestToken: jwt({ paymentOptions: [OPTION] }), paymentRequest: copy };
    expect(ackPay.read(json(body)).offers.map(({ price }) => price?.amount)).toEqual([250n]);
  });
  it.each(['', 'a.b', 'a.b.c', 'a.e30.c', `a.${encodeBase64Url('[1]')}.c`, 'a.b.c.d'])(
    'says that %j is no token',
    (paymentRequestToken) => {
      const { offers, problems } = ackPay.read(json({ paymentRequestToken }));
      expect(offers).toEqual([]);
      expect(problems[0]?.field).toBe('paymentRequestToken');
    },
  );
  it('says what is wrong with an option', () => {
    const { problems } = read({
      paymentOptions: [1, { ...OPTION, amount: '1.5' }, { ...OPTION, recipient: 1 }],
    });
    expect(problems.map(({ field }) => field)).toEqual([
      'paymentOptions[0]',
      'paymentOptions[1]',
      'paymentOptions[2]',
    ]);
  });
});
