import { expect, it } from 'vitest';
import { outcomeOf } from '../../../../src/background/payments/outcome.ts';
import { encodeBase64Url } from '../../../../src/core/encoding/base64.ts';
import { mayHaveMoved, next, type PaymentEvent } from '../../../../src/core/payment/index.ts';
import type { HttpResponse } from '../../../../src/core/web/http.ts';
import { protocols, registry } from '../../../../src/protocols/index.ts';
import type { Protocol } from '../../../../src/protocols/protocol.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { made, NOW, walk } from '../../../support/payment-at.ts';

// The class: all that a site can answer to a proof. It is a word of the site's: no answer makes money that left uncounted,
// and none that Farebox does not know makes it certain that it came back.

const { read } = registry;
const YEAR = 365 * 86_400_000;
const HUGE = '9'.repeat(400);

const STATUSES = [200, 204, 302, 304, 400, 401, 402, 409, 412, 503] as const;

/** What a receipt may hold, in the spellings of all protocols. */
const WORDS: readonly object[] = [
  { success: false, errorReason: 'insufficient_funds', transaction: '' },
  { success: false, errorReason: 'settlement_pending', transaction: `0x${'ab'.repeat(32)}` },
  { success: false, refunded: true, status: 'refunded', amount: '0' },
  { success: false, isValid: false, invalidReason: 'nonce_unused', unspent: true },
  { success: true, transaction: HUGE, amount: HUGE, network: HUGE, payer: HUGE },
  { success: true, amount: -1, validUntil: 0 },
  { status: 'success', reference: 'x', amount: '0', refund: '100%' },
  { status: 'failed', reason: 'never charged' },
  { status: 'expired', settled: false, state: 'expired' },
  { type: 'https://paymentauth.org/problems/payment-expired', detail: 'Nothing was taken.' },
  { error: 'payment not received', code: 0, detail: { state: 'UNSPENT' } },
];

const ANSWERS: readonly HttpResponse[] = [...answers()];

function* answers(): Generator<HttpResponse> {
  for (const status of STATUSES) {
    for (const word of WORDS) {
      const text = JSON.stringify(word);
      const headers = ['PAYMENT-RESPONSE', 'X-PAYMENT-RESPONSE', 'Payment-Receipt'].map(
        (name) => [name, encodeBase64Url(text)] as const,
      );
      const about = { url: SHOP, method: 'GET', status };
      yield { ...about, headers };
      yield { ...about, headers: [['X-Reason', text]], body: text };
      yield { ...about, headers: [['WWW-Authenticate', 'Payment']], body: text };
      yield { ...about, headers: [], body: text };
    }
    yield { url: SHOP, method: 'GET', status, headers: [] };
  }
}

const cases = protocols
  .filter((each) => 'receipt' in each)
  .flatMap((each) => each.rails.map((rail) => [each.id, rail, each as Protocol] as const));

it.each(cases)('%s, over %s: its money counts', (_, rail, protocol) => {
  const sent = walk(rail, 'paying proved sent');
  const uncounted = new Set<string>();
  for (const answer of ANSWERS) {
    const said = protocol.receipt(answer);
    const outcome = outcomeOf(sent, answer, said, read);
    const elsewhere = protocol.proofElsewhere?.(made(rail).proof, answer, said);
    const events: PaymentEvent[] = [
      { type: 'answered', outcome, ...(elsewhere === undefined ? {} : { elsewhere }) },
      { type: 'sendOverdue', mayHaveLeft: false },
      { type: 'attachFailed', noTab: true },
      { type: 'requestLost', error: 'net::ERR_ABORTED' },
      { type: 'pendingOver' },
    ];
    let payment = sent;
    for (const event of events) {
      ({ payment } = next(payment, event, NOW));
      const counts = payment.state !== 'expired' && mayHaveMoved(payment, NOW + YEAR);
      if (!counts) uncounted.add(`${event.type} after ${JSON.stringify(answer)}`);
    }
  }
  expect([...uncounted]).toEqual([]);
});

it('each protocol that is paid by is among them', () => {
  expect(new Set(cases.map(([id]) => id)).size).toBeGreaterThanOrEqual(5);
});
