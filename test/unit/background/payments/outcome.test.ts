import { describe, expect, it } from 'vitest';
import { landedOf, outcomeOf } from '../../../../src/background/payments/outcome.ts';
import { encodeBase64 } from '../../../../src/core/encoding/base64.ts';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { EMPTY_RESPONSE } from '../../../../src/core/offers/parsed-response.ts';
import { freeze, thaw } from '../../../../src/core/offers/quote.ts';
import type { Payment } from '../../../../src/core/payment/index.ts';
import type { HttpResponse } from '../../../../src/core/web/http.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { PAYEE, payment, USDC } from '../fakes.ts';

const { read } = registry;

const url = 'https://news.example/article';
const answer = (status: number, headers: HttpResponse['headers'] = []): HttpResponse => ({
  url,
  method: 'GET',
  status,
  headers,
});

describe('what an answer makes of a payment', () => {
  it.each([
    ['200 with a receipt', 200, { outcome: 'settled' }, 'settled', undefined],
    ['200 without a word', 200, undefined, 'settled', undefined],
    ['200 that says it took nothing', 200, { outcome: 'refused' }, 'unknown', 'refused'],
    ['a second 402', 402, { outcome: 'refused', reason: 'no' }, 'refused', 'refused'],
    ['a second 402 without a word', 402, undefined, 'refused', 'refused'],
    ['settlement_pending', 402, { outcome: 'pending' }, 'sent', 'pending'],
    ['402 with a receipt that it took the money', 402, { outcome: 'settled' }, 'settled', 'status'],
    ['a handler that fails', 500, undefined, 'unknown', 'status'],
    [
      'a handler that fails after it took the money',
      500,
      { outcome: 'settled' },
      'settled',
      'status',
    ],
    ['a redirect', 302, undefined, 'unknown', 'redirect'],
    ['401', 401, undefined, 'unknown', 'status'],
  ] as const)('%s', (_, status, receipt, state, ending) => {
    const outcome = outcomeOf(payment(), answer(status), receipt, read);
    expect(outcome.state).toBe(state);
    expect(outcome.ending?.kind).toBe(ending);
  });

  it('names the new price where the second 402 has one', () => {
    const accepted = {
      scheme: 'exact',
      network: 'eip155:84532',
      amount: '20000',
      asset: USDC,
      payTo: PAYEE,
      maxTimeoutSeconds: 60,
    };
    const header = encodeBase64(
      JSON.stringify({
        x402Version: 2,
        error: 'No matching payment requirements',
        resource: { url },
        accepts: [accepted],
      }),
    );
    const outcome = outcomeOf(
      payment(),
      answer(402, [['PAYMENT-REQUIRED', header]]),
      undefined,
      read,
    );
    expect(outcome.ending).toMatchObject({ changed: { price: { amount: '20000' } } });
  });

  it.each([
    ['another payee at the same price', { payTo: '0x90F79bf6EB2c4f870365E785982E1f101E93b906' }],
    ['the same terms', {}],
    ['a longer time', { maxTimeoutSeconds: 300 }],
  ])('%s is no other price', (_, change) => {
    const accepted = {
      scheme: 'exact',
      network: 'eip155:84532',
      amount: '10000',
      asset: USDC,
      payTo: PAYEE,
      maxTimeoutSeconds: 60,
      ...change,
    };
    const value = { x402Version: 2, error: 'invalid_signature', accepts: [accepted] };
    const header = encodeBase64(JSON.stringify(value));
    const refused = { outcome: 'refused', reason: 'invalid_signature' } as const;
    const outcome = outcomeOf(
      payment(),
      answer(402, [['PAYMENT-REQUIRED', header]]),
      refused,
      read,
    );
    expect(outcome.ending).toEqual({ kind: 'refused', reason: 'invalid_signature' });
  });
});

// A class of answers: each that a paid request can get, and the whole of what is written down of it.
describe('the whole outcome of an answer', () => {
  const settled = { outcome: 'settled' } as const;
  const refused = { outcome: 'refused' } as const;
  const why = { outcome: 'refused', reason: 'no' } as const;
  const pending = { outcome: 'pending' } as const;
  const location = ['Location', '/on'] as const;
  const lightning = (): Payment => {
    const paid = payment();
    const rail = { kind: 'lightning', network: 'mainnet' } as const;
    return { ...paid, quote: { ...paid.quote, offer: { ...paid.quote.offer, rail } } };
  };
  const unpriced = (): Payment => {
    const { rail: _, ...offer } = payment().quote.offer;
    return { ...payment(), quote: { ...payment().quote, offer } };
  };
  const asked = (target: Partial<Payment['target']>): Payment => {
    const paid = payment();
    return { ...paid, target: { ...paid.target, ...target } };
  };
  const socket = () => asked({ type: 'websocket' });
  const at = (status: number) => ({ ending: { kind: 'status', status } });

  it.each([
    ['a page', payment(), answer(200), undefined, { state: 'settled', came: 'page' }],
    [
      'data',
      asked({ type: 'xmlhttprequest' }),
      answer(200),
      undefined,
      { state: 'settled', came: 'answer' },
    ],
    [
      'what the browser saves',
      asked({ type: 'other', download: true }),
      answer(200),
      undefined,
      { state: 'settled', came: 'file' },
    ],
    ['a socket', socket(), answer(101), undefined, { state: 'settled', came: 'answer' }],
    [
      'a socket that is not opened',
      socket(),
      answer(503),
      undefined,
      { state: 'unknown', ...at(503) },
    ],
    ['101 of a page', payment(), answer(101), undefined, { state: 'unknown', ...at(101) }],
    [
      '101 of a page, paid',
      payment(),
      answer(101),
      settled,
      { state: 'settled', receipt: settled, ...at(101) },
    ],
    ['nothing', payment(), answer(204), undefined, { state: 'settled', came: 'nothing' }],
    [
      'a file',
      payment(),
      answer(200, [['Content-Disposition', 'attachment']]),
      settled,
      { state: 'settled', came: 'file', receipt: settled },
    ],
    [
      '402, paid',
      payment(),
      answer(402),
      settled,
      { state: 'settled', receipt: settled, ...at(402) },
    ],
    [
      '400, paid',
      payment(),
      answer(400),
      settled,
      { state: 'settled', receipt: settled, ...at(400) },
    ],
    [
      '300, paid',
      payment(),
      answer(300),
      settled,
      { state: 'settled', receipt: settled, ending: { kind: 'redirect', status: 300 } },
    ],
    [
      'a redirect',
      payment(),
      answer(302, [location]),
      undefined,
      { state: 'sent', ending: { kind: 'redirect', status: 302 } },
    ],
    [
      'a redirect with a word',
      payment(),
      answer(302, [location]),
      pending,
      { state: 'sent', receipt: pending, ending: { kind: 'redirect', status: 302 } },
    ],
    ['pending', payment(), answer(202), pending, { state: 'sent', ending: { kind: 'pending' } }],
    [
      'pending, with its transaction',
      payment(),
      answer(402),
      { ...pending, transaction: '0x12' },
      { state: 'sent', ending: { kind: 'pending', transaction: '0x12' } },
    ],
    [
      'a page, and not taken',
      payment(),
      answer(200),
      why,
      { state: 'unknown', receipt: why, ending: { kind: 'refused', reason: 'no' } },
    ],
    ['412', payment(), answer(412), undefined, { state: 'refused', ending: { kind: 'refused' } }],
    [
      '400 that refuses what was paid at once',
      lightning(),
      answer(400),
      refused,
      { state: 'refused', receipt: refused, ending: { kind: 'refused' } },
    ],
    [
      '401 that refuses what was paid at once',
      lightning(),
      answer(401),
      why,
      { state: 'refused', receipt: why, ending: { kind: 'refused', reason: 'no' } },
    ],
    ['403 of it', lightning(), answer(403), refused, { state: 'unknown', ...at(403) }],
    ['400 without a word', lightning(), answer(400), undefined, { state: 'unknown', ...at(400) }],
    ['400 of a signature', payment(), answer(400), refused, { state: 'unknown', ...at(400) }],
    ['400 of no known rail', unpriced(), answer(400), refused, { state: 'unknown', ...at(400) }],
  ] as const)('%s', (_, paid, response, receipt, expected) => {
    expect(outcomeOf(paid, response, receipt, read)).toStrictEqual(expected);
  });

  const offered = (change: object, more: readonly object[] = []): HttpResponse => {
    const accepted = {
      scheme: 'exact',
      network: 'eip155:84532',
      amount: '20000',
      asset: USDC,
      payTo: PAYEE,
      maxTimeoutSeconds: 60,
      ...change,
    };
    const value = { x402Version: 2, resource: { url }, accepts: [accepted, ...more] };
    return answer(402, [['PAYMENT-REQUIRED', encodeBase64(JSON.stringify(value))]]);
  };
  it.each([
    ['on another network', { network: 'eip155:8453' }],
    ['in another token', { asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913' }],
    ['by another method', { scheme: 'upto' }],
  ])('an offer %s is no new price', (_, change) => {
    expect(outcomeOf(payment(), offered(change), undefined, read).ending).toStrictEqual({
      kind: 'refused',
    });
  });

  it('an offer of another protocol is no new price', () => {
    const paid = payment();
    const mpp: Payment = {
      ...paid,
      quote: { ...paid.quote, offer: { ...paid.quote.offer, protocol: 'mpp' } },
    };
    expect(outcomeOf(mpp, offered({}), undefined, read).ending).toStrictEqual({ kind: 'refused' });
  });

  // Of Lightning and of bills no asset is named, and an invoice may leave its amount open.
  it('a price without an asset is compared with one, and with none', () => {
    const { price: _, ...rest } = payment().quote.offer;
    const open: Offer = { ...thaw(rest), rail: { kind: 'lightning', network: 'mainnet' } };
    const inMsat = (amount: bigint): Offer => ({
      ...open,
      price: { amount, currency: 'sat', decimals: 3 },
    });
    const paid = payment();
    const msat: Payment = { ...paid, quote: { ...paid.quote, offer: freeze(inMsat(5_000n)) } };
    const endingOf = (before: Payment, ...offers: readonly Offer[]) =>
      outcomeOf(before, answer(402), undefined, () => ({ ...EMPTY_RESPONSE, offers })).ending;
    const dearer = { kind: 'refused', changed: freeze(inMsat(6_000n)) };
    expect(endingOf(msat, inMsat(6_000n))).toStrictEqual(dearer);
    expect(endingOf(msat, inMsat(6_000n), open)).toStrictEqual(dearer);
    expect(endingOf(msat, inMsat(5_000n))).toStrictEqual({ kind: 'refused' });
    expect(endingOf(paid, inMsat(6_000n), open)).toStrictEqual({ kind: 'refused' });
  });

  it('the token is the same in any case of its letters', () => {
    const { ending } = outcomeOf(
      payment(),
      offered({ asset: USDC.toLowerCase() }),
      undefined,
      read,
    );
    expect(ending).toMatchObject({ changed: { price: { amount: '20000' } } });
  });

  it('the old price beside a new one is no new price', () => {
    const same = {
      ...{ scheme: 'exact', network: 'eip155:84532', amount: '10000', asset: USDC },
      ...{ payTo: PAYEE, maxTimeoutSeconds: 60 },
    };
    const { ending } = outcomeOf(payment(), offered({}, [same]), undefined, read);
    expect(ending).toStrictEqual({ kind: 'refused' });
  });

  it.each([
    [200, 'https://news.example/article/full', undefined, { state: 'settled', came: 'page' }],
    [204, 'https://news.example/article/full', undefined, { state: 'settled', came: 'nothing' }],
    [200, 'https://news.example/', undefined, { state: 'settled', came: 'page', detour: 'front' }],
    [
      200,
      'https://other.example/x',
      undefined,
      { state: 'settled', came: 'page', detour: 'elsewhere', landedAt: 'https://other.example' },
    ],
    [200, url, refused, { state: 'unknown', ending: { kind: 'refused' } }],
    [200, url, why, { state: 'unknown', ending: { kind: 'refused', reason: 'no' } }],
    [
      404,
      url,
      undefined,
      { state: 'unknown', ending: { kind: 'redirect', status: 303, landed: 404 } },
    ],
  ] as const)('after a redirect, %s at %s with %j', (status, end, receipt, expected) => {
    const sent = {
      ...payment(),
      state: 'sent',
      ending: { kind: 'redirect', status: 303 },
      ...(receipt === undefined ? {} : { receipt }),
    } as Payment;
    expect(landedOf(sent, { ...answer(status), url: end })).toStrictEqual(expected);
  });

  it('after a redirect that named no status, and a receipt, an error leaves it settled', () => {
    const sent = { ...payment(), state: 'settled' } as Payment;
    const ending = { kind: 'redirect', status: 302, landed: 500 };
    expect(landedOf(sent, { ...answer(500), url })).toStrictEqual({ state: 'settled', ending });
  });
});
