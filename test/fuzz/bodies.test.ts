import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitize } from '../../src/core/encoding/sanitize-text.ts';
import { scopeOf } from '../../src/core/offers/scope.ts';
import type { HttpResponse } from '../../src/core/web/http.ts';
import { registry } from '../../src/protocols/index.ts';
import { waysByHand } from '../../src/protocols/notices/kinds/pay-by-hand.ts';
import { refusalIn } from '../../src/protocols/refusal-body.ts';
import {
  detailsOf,
  settledOf,
  transactionIn,
} from '../../src/protocols/x402/receipt/settlement.ts';

const { read } = registry;

const numRuns = Number(process.env['FAREBOX_FUZZ_RUNS'] ?? 5_000);
const URL = 'https://shop.example/a';

const NAMES = [
  ...['error', 'errmsg', 'details', 'reason', 'message', 'invoice', 'pr', 'lnurl', 'amount_sats'],
  ...['success', 'status', 'transaction', 'txHash', 'networkId', 'settlement', 'payer', 'tiers'],
  ...['pass', 'price', 'label', 'payment_url', '__proto__'],
];
const word = fc.oneof(
  fc.constantFrom('lnbc1', 'lightning:', 'lnurl1', 'x@y.example', `0x${'a'.repeat(64)}`, '8453'),
  fc.constantFrom('<Message>', '</Message>', '<![CDATA[', ']]>', '&amp;', 'insufficient_funds'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(''));
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('json'), { maxKeys: 5 }),
  ),
}));
const body = fc.oneof(
  text,
  json.map((value) => JSON.stringify(value) ?? ''),
);
const types = fc.constantFrom('application/json', 'application/xml', 'text/html', 'text/plain', '');

const answerOf = (type: string, body: string): HttpResponse => ({
  url: URL,
  method: 'GET',
  status: 402,
  headers: [['Content-Type', type]],
  body,
});

describe('whatever a body holds', () => {
  it('is looked through for ways to pay and reasons without throwing, and is fit to be shown', () => {
    fc.assert(
      fc.property(types, body, (type, one) => {
        const response = answerOf(type, one);
        expect(waysByHand(response).length).toBeLessThanOrEqual(4);
        const said = refusalIn(response);
        for (const words of [said.reason, said.message]) {
          if (words !== undefined) expect(sanitize(words)).toBe(words);
        }
        expect(read(response).notices.length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns },
    );
  });

  it('is a settlement of some form, or none', () => {
    const object = fc.dictionary(fc.constantFrom(...NAMES), json, { maxKeys: 6 });
    fc.assert(
      fc.property(object, text, (one, bare) => {
        const scopes = [scopeOf(JSON.parse(JSON.stringify(one)))];
        expect([true, false, undefined]).toContain(settledOf(scopes));
        const { transaction, amount } = detailsOf(scopes);
        if (amount !== undefined) expect(amount).toMatch(/^\d+$/);
        if (transaction !== undefined) expect(sanitize(transaction)).toBe(transaction);
        const found = transactionIn(bare);
        if (found !== undefined) expect(found).toMatch(/^0x[0-9a-fA-F]{64}$/);
      }),
      { numRuns },
    );
  });

  /** What makes a reader go back to its beginning, again and again. */
  it.each([
    ['application/xml', '<a>'],
    ['application/xml', '<Message '],
    ['application/xml', '<![CDATA['],
    ['application/xml', '<a:b>x</a:b'],
    ['text/plain', 'lnbc1'],
    ['text/plain', 'lightning:'],
    ['text/html', '<a href="lightning:'],
    ['application/json', '[{"error":'],
    ['application/json', '{"details":['],
  ])('is read in time that grows with its length: %s of %j', (type, part) => {
    // Quadratic, a body of this length would take minutes, and the test would run out of time.
    const response = answerOf(type, part.repeat(Math.floor(2_000_000 / part.length)));
    expect(waysByHand(response)).toEqual([]);
    expect(refusalIn(response).message?.length ?? 0).toBeLessThanOrEqual(200);
    expect(read(response).notices.length).toBeLessThanOrEqual(4);
  });
});
