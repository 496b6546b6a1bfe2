import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../../src/core/web/http.ts';
import { registry } from '../../../src/protocols/index.ts';
import { cbor, creqA } from '../../fixtures/cashu-encode.ts';
import { answer } from './answer.ts';

const { read } = registry;

const KEY = `02${'5e'.repeat(32)}`;
const REAL: readonly HeaderLine[] = [
  ['X-Cashu', creqA(cbor({ a: 4, u: 'sat', m: ['https://mint.example'] }))],
  ['x-bsv-sats', '90'],
  ['x-bsv-server', KEY],
  ['Pay', 'ilp 5 g.shop'],
  ['Location', '/request/1'],
  ['X-Payment-Amount', '1.50'],
  ['X-Payment-Currency', 'EUR'],
  ['crawler-price', 'USD 0.01'],
  ['Link', '</pay>; rel="payment"'],
];
const FAKE: readonly HeaderLine[] = [
  ['PAYMENT-REQUIRED', '!!!'],
  ['WWW-Authenticate', 'Payment id="x", L402 token="", XMR402 address="x", License error="no"'],
  ['X-Lightning', 'lnbc1'],
  ['X-Cashu', 'cashuBo2F0'],
];
const BODY = JSON.stringify({ k402: '0.2', accepts: [{ scheme: 'kaspa-session', open: '/' }] });

describe('many formats in one response', () => {
  it('are all read', () => {
    const { offers, notices, problems } = read(answer(REAL, BODY));
    expect(offers.map(({ id }) => id)).toEqual([
      'cashu:0',
      'bsv:0',
      'k402:0',
      'web-payments:0',
      'web-payments:1',
      'x-payment:0',
    ]);
    expect(notices.map(({ kind }) => kind)).toEqual(['crawl-price', 'link']);
    expect(problems).toEqual([]);
  });
  it('do not hide behind fakes, and fakes are named', () => {
    const whole = read(answer([...FAKE, ...REAL], BODY));
    expect(whole.offers.map(({ id }) => id)).toEqual(
      read(answer(REAL, BODY)).offers.map(({ id }) => id),
    );
    expect(whole.notices.map(({ kind }) => kind)).toEqual(['crawl-price', 'license', 'link']);
    expect(new Set(whole.problems.map(({ protocol }) => protocol))).toEqual(
      new Set(['x402', 'mpp', 'l402', 'lightning', 'xmr402', 'cashu']),
    );
  });
  it('are not payable by formats that are only read', () => {
    const paying = ['cashu'];
    for (const offer of read(answer(REAL, BODY)).offers) {
      expect(offer.payable).toBe(paying.includes(offer.protocol));
      if (offer.payable) continue;
      expect(offer.why).toMatch(/^reason_/);
    }
  });
});

describe('what is too large', () => {
  it('is a problem in a header and no body at all', () => {
    const { problems } = read(answer([['X-Cashu', `creqA${'A'.repeat(70_000)}`]]));
    expect(problems).toMatchObject([{ protocol: 'cashu', field: 'X-Cashu' }]);
    const { notices } = read(answer([], `{"error":"${'x '.repeat(40_000)}"}`));
    expect(notices).toEqual([{ kind: 'unknown', whoActs: 'unknown' }]);
  });
});
