import { describe, expect, it } from 'vitest';
import { checkInput } from '../../../src/inspect/check-input.ts';
import { readersOf } from '../../../src/inspect/money/readers.ts';
import { receiptChecks } from '../../../src/inspect/money/receipt-checks.ts';
import { requestFor, signedData } from '../../../src/inspect/money/signing.ts';
import { timelineOf } from '../../../src/inspect/money/timeline.ts';
import { quotesOf, readingOf } from '../../../src/inspect/reading.ts';
import {
  AT,
  BROKEN,
  exchange,
  L402,
  PAGE,
  paidL402,
  paidX402,
  URL_402,
  X402,
} from '../../fixtures/exchanges.ts';

describe('the timeline', () => {
  it('has each step with what it took', () => {
    expect(timelineOf(paidX402()).map(({ step, took }) => [step, took])).toEqual([
      ['seen', 0],
      ['quoted', 0],
      ['approved', 4_000],
      ['signed', 30],
      ['sent', 11],
      ['answered', 849],
      ['settled', 10],
    ]);
  });

  it('has what is known of a 402 that was not paid', () => {
    expect(timelineOf({ exchange: exchange('a', X402) })).toEqual([
      { step: 'seen', at: AT, took: 0 },
    ]);
  });

  it('ends where the payment did', () => {
    const view = paidL402();
    const { payment } = view;
    if (payment === undefined) throw new Error('no payment');
    const refused = {
      ...payment,
      state: 'refused' as const,
      history: [...payment.history.slice(0, 4), { state: 'refused' as const, at: AT + 9_000 }],
    };
    expect(timelineOf({ ...view, payment: refused as typeof payment }).at(-1)).toMatchObject({
      step: 'refused',
    });
  });
});

describe('who could read an answer', () => {
  const allow = (origin: string) => ['Access-Control-Allow-Origin', origin] as const;
  const asks = ['PAYMENT-REQUIRED', 'x'] as const;
  const expose = (names: string) => ['Access-Control-Expose-Headers', names] as const;
  it.each([
    ['no page', undefined, [asks], 'none', []],
    [
      'the same origin',
      'https://api.weather.example/',
      [asks, ['Set-Cookie', 'a']],
      'same-origin',
      ['Set-Cookie'],
    ],
    ['another origin without CORS', PAGE, [asks], 'blocked', ['PAYMENT-REQUIRED']],
    [
      'another origin’s permission',
      PAGE,
      [allow('https://other.example'), asks],
      'blocked',
      ['Access-Control-Allow-Origin', 'PAYMENT-REQUIRED'],
    ],
    [
      'permission, nothing exposed',
      PAGE,
      [allow('*'), asks],
      'allowed',
      ['Access-Control-Allow-Origin', 'PAYMENT-REQUIRED'],
    ],
    [
      'permission, exposed by name',
      PAGE,
      [allow('https://news.example'), asks, expose('a, payment-required')],
      'allowed',
      ['Access-Control-Allow-Origin', 'Access-Control-Expose-Headers'],
    ],
    ['permission, all exposed', PAGE, [allow('*'), asks, expose('*')], 'allowed', []],
    [
      'all exposed, with credentials allowed that are not known',
      PAGE,
      [
        allow('https://news.example'),
        asks,
        expose('*'),
        ['Access-Control-Allow-Credentials', 'true'],
      ],
      'allowed',
      [],
    ],
  ] as const)('%s', (_, initiator, headers, access, hidden) => {
    expect(readersOf(URL_402, initiator, headers)).toEqual({ access, hidden });
  });
});

describe('what would be signed', () => {
  const PAYER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const offer = (response: typeof X402) => {
    const [first] = readingOf(response).offers;
    if (first === undefined) throw new Error('no offer');
    return first;
  };

  it('is typed data for EIP-3009', () => {
    const request = requestFor(offer(X402), PAYER, new Date(AT));
    if ('error' in request) throw new Error(request.error);
    expect(signedData(request)).toMatchObject({
      primaryType: 'TransferWithAuthorization',
      domain: { name: 'USDC', version: '2', chainId: 84532 },
      message: { from: PAYER, value: '1000', nonce: `0x${'0'.repeat(64)}` },
    });
  });

  it('is the invoice for Lightning', () => {
    expect(requestFor(offer(L402), PAYER, new Date(1_790_000_000_000))).toMatchObject({
      rail: 'lightning',
      amount: '21000',
    });
  });

  it('is nothing for what cannot be paid, with the reason', () => {
    const wrong = { ...offer(X402), payable: false, why: 'reason_asset' as const };
    expect(requestFor(wrong, PAYER, new Date(AT))).toEqual({ error: 'reason_asset' });
  });

  it('belongs to a quote with the popup’s own id and hash', () => {
    const [quote] = quotesOf(exchange('seen', X402));
    expect(quote?.quote).toMatchObject({
      id: 'seen/x402:0',
      hash: paidX402('seen').payment?.quote.hash,
    });
  });
});

describe('a receipt', () => {
  it('that fits what was signed holds', async () => {
    const checks = (await receiptChecks(paidX402())).map(({ check, holds }) => [check, holds]);
    expect(checks).toEqual([
      ['transaction', true],
      ['network', true],
      ['payer', true],
    ]);
    expect(await receiptChecks(paidL402())).toMatchObject([{ check: 'preimage', holds: true }]);
  });

  it.each([
    ['transaction', { transaction: 'done' }],
    ['network', { network: 'eip155:8453' }],
    ['payer', { payer: '0x0000000000000000000000000000000000000001' }],
    ['amount', { amount: '999' }],
  ])('of another %s does not', async (check, change) => {
    const view = paidX402();
    const { payment } = view;
    if (payment?.receipt === undefined) throw new Error('no receipt');
    const changed = { ...payment, receipt: { ...payment.receipt, ...change } };
    const checks = await receiptChecks({ ...view, payment: changed });
    const failed = checks.filter(({ holds }) => !holds);
    expect(failed.map((each) => each.check)).toEqual([check]);
  });

  it('with the preimage of another invoice does not', async () => {
    const view = paidL402();
    const { sent } = view.exchange;
    if (sent === undefined) throw new Error('no proof');
    const other = { ...view.exchange, sent: { ...sent, preimage: '11'.repeat(32) } };
    expect(await receiptChecks({ ...view, exchange: other })).toMatchObject([
      { check: 'preimage', holds: false },
    ]);
  });
});

describe('what the checks are given', () => {
  it('is the exchange with its page, and with the proof where one was sent', () => {
    const { exchange: paid } = paidX402();
    expect(checkInput(paid, { preflight: { status: 204, headers: [] } })).toMatchObject({
      url: URL_402,
      initiator: { origin: 'https://news.example', type: 'xmlhttprequest' },
      answer: { status: 402 },
      preflight: { status: 204 },
      paid: { headers: [['PAYMENT-SIGNATURE', expect.any(String)]], answer: { status: 200 } },
      now: AT,
    });
  });

  it('is nothing where no answer asked for money, and says so of a body that was cut', () => {
    const { asked, ...without } = exchange('a', BROKEN);
    expect(checkInput(without)).toBeUndefined();
    if (asked === undefined) throw new Error('no answer');
    const cut = { ...without, asked: { ...asked, cut: true as const } };
    expect(checkInput(cut)?.answer).toMatchObject({ truncated: true });
  });
});
