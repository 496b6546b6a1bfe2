import { beforeEach, describe, expect, it } from 'vitest';
import { refusePaidBefore } from '../../../../src/background/payments/paid-before.ts';
import type { RailRequest } from '../../../../src/core/offers/rail.ts';
import type { Payment, PaymentState } from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { freshBrowser } from '../browser.ts';
import { consent, NOW, put, told, world } from '../world.ts';

beforeEach(() => freshBrowser(SHOP));

// The class: what a server asks for again with the very challenge of an earlier payment. Money moves for it once.
describe('the same request to a wallet', () => {
  const transfer = (nonce: string, from = '0xA1') =>
    ({ rail: 'eip3009', message: { from, nonce } }) as unknown as RailRequest;
  const invoice = (paymentHash: string) =>
    ({ rail: 'lightning', paymentHash }) as unknown as RailRequest;
  const token = { rail: 'ecash', amount: '21' } as unknown as RailRequest;

  type Before = {
    state?: PaymentState;
    request?: RailRequest;
    practice?: true;
    validUntil?: number;
  };
  async function ask(
    request: RailRequest,
    before: Before,
    { sameRequest = true, practice }: { sameRequest?: boolean; practice?: true } = {},
  ) {
    let looks = 0;
    const journal = {
      newestOf: async () => {
        looks++;
        const { quote } = consent('nwc');
        const record = { id: 'before', state: 'settled', history: [], quote, ...before };
        return [record] as unknown as Payment[];
      },
    };
    const now = { ...consent('nwc'), ...(practice === undefined ? {} : { practice }) };
    const protocol = sameRequest ? ({ sameRequest } as const) : {};
    const said = await refusePaidBefore({ journal, now: () => NOW }, protocol, now, request).then(
      () => 'may be paid',
      (error: Error) => error.message,
    );
    return [said, looks];
  }
  const REFUSED = ['error_paid_before', 1];

  it('is refused: an invoice, a transfer whose nonce is its challenge’s, however it is written', async () => {
    expect(await ask(invoice('ab'), { request: invoice('ab') })).toEqual(REFUSED);
    expect(await ask(transfer('0xab'), { request: transfer('0xAB') })).toEqual(REFUSED);
    const waits = { state: 'unknown', validUntil: NOW } as const;
    expect(await ask(transfer('0xab'), { ...waits, request: transfer('0xab') })).toEqual(REFUSED);
    const refused = { state: 'refused', history: [{ state: 'proved', at: NOW }] } as const;
    expect(await ask(invoice('ab'), { ...refused, request: invoice('ab') })).toEqual(REFUSED);
  });

  it.each<[string, RailRequest, Before]>([
    ['another invoice', invoice('ab'), { request: invoice('cd') }],
    ['another nonce', transfer('0xab'), { request: transfer('0xcd') }],
    ['the same nonce of another account', transfer('0xab'), { request: transfer('0xab', '0xB2') }],
    ['no money moved and none will', invoice('ab'), { request: invoice('ab'), state: 'expired' }],
    [
      'a signature that has ended, of which nothing is known',
      transfer('0xab'),
      { request: transfer('0xab'), state: 'unknown', validUntil: NOW - 1 },
    ],
    ['practice', transfer('0xab'), { request: transfer('0xab'), practice: true }],
    ['a record without its request', invoice('ab'), {}],
  ])('is another one: %s', async (_, request, before) => {
    expect(await ask(request, before)).toEqual(['may be paid', 1]);
  });

  it('is not looked for where each payment is another: ecash, and a fresh nonce', async () => {
    expect(await ask(token, { request: token })).toEqual(['may be paid', 0]);
    const fresh = { sameRequest: false };
    expect(await ask(transfer('0xab'), { request: transfer('0xab') }, fresh)).toEqual([
      'may be paid',
      0,
    ]);
  });

  it('is not the payment itself, begun a second time: that is under way', async () => {
    const { context } = world(told('nwc', false));
    await context.payments.begin(consent('nwc'));
    await expect(context.payments.begin(consent('nwc'))).rejects.toThrow('error_already_paying');
  });

  it('is refused before the wallet is asked, and nothing is recorded or counted', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const first = await context.payments.begin(consent('nwc'));
    await put(context, first.id, 'settled');
    const spent = await context.journal.spending();
    const again = consent('nwc');
    const second = { ...again, id: 'again/l402:0', quote: { ...again.quote, id: 'again/l402:0' } };
    await expect(context.payments.begin(second)).rejects.toThrow('error_paid_before');
    expect(nwc.asked).toHaveLength(1);
    expect(await context.journal.get(second.id)).toBeUndefined();
    expect(await context.journal.spending()).toEqual(spent);
  });
});
