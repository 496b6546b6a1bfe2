import { describe, expect, test } from 'vitest';
import type { Payment } from '../../../../src/core/payment/index.ts';
import { mustAsk } from '../../../../src/core/rules/auto-pay.ts';
import { payeeCaution } from '../../../../src/core/rules/payees.ts';
import { factsOf } from '../../../support/facts-of.ts';
import { payment, quote } from '../../background/fakes.ts';

const URL = 'https://news.example/article';
const CALENDAR = { day: 0, month: 0 };
const address = (digit: string) => `0x${digit.repeat(40)}`;

/** A payment that this site took, to this payee. */
function paid(payee: string, change: object = {}, url = URL): Payment {
  const made = quote(payee, url, { payee, ...change });
  return { ...payment(payee, url), quote: made, state: 'settled' };
}

const caution = (payee: string, payments: readonly Payment[]) =>
  payeeCaution(factsOf(quote('now', URL, { payee }), payments, CALENDAR, 5_000).payees);

describe('a payee', () => {
  test('that was paid here before is none to speak of', () => {
    expect(caution(address('a'), [paid(address('a')), paid(address('b'))])).toBeUndefined();
  });

  test('of a site that has had one address is a change', () => {
    expect(caution(address('b'), [paid(address('a'))])).toBe('caution_payee_changed');
    const twice = [paid(address('a')), paid(address('a')), paid(address('c'))];
    expect(caution(address('b'), twice)).toBe('caution_payee_changed');
  });

  test('of a site that has had another each time is no sign of danger', () => {
    const two = [paid(address('a')), paid(address('b'))];
    expect(caution(address('c'), two)).toBe('caution_payee_rotates');
    const three = [...two, paid(address('d'))];
    expect(caution(address('c'), three)).toBe('caution_payee_rotates');
    // A node of Lightning is no address on the chain, and other sites are other sites.
    const elsewhere = [paid(address('a')), paid(address('b'), {}, 'https://other.example/')];
    expect(caution(address('c'), elsewhere)).toBe('caution_payee_changed');
    const lightning = [paid(address('a')), paid('02ab', { network: 'lightning:mainnet' })];
    expect(caution(address('c'), lightning)).toBe('caution_payee_changed');
  });

  test('that only looks like one that was paid stays one, also there', () => {
    const like = `0xabcd${'1'.repeat(32)}ef01`;
    const other = `0xabcd${'2'.repeat(32)}ef01`;
    const payments = [paid(like), paid(address('b')), paid(address('d'))];
    expect(caution(other, payments)).toBe('caution_payee_lookalike');
  });

  test('that is new each time is never paid by auto-pay', () => {
    const grant = { perPayment: '1000000', perDay: '9000000', until: 9e15, testnet: true };
    const asked = quote('now', URL, { payee: address('c') });
    const request = { type: 'main_frame', secure: true };
    const payments = [paid(address('a')), paid(address('b'))];
    const facts = factsOf(asked, payments, CALENDAR, 5_000);
    expect(mustAsk(asked, request, grant, facts, 5_000)).toBe('payee');
  });
});
