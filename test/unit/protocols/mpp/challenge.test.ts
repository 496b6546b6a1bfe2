import { describe, expect, it } from 'vitest';
import { encodeBase64, encodeBase64Url } from '../../../../src/core/encoding/base64.ts';
import { mpp } from '../../../../src/protocols/mpp/index.ts';
import { challenged, payment } from '../../../fixtures/payment.ts';
import { offerOf, problemOf, REQUEST, read } from './read.ts';

describe('MPP: which challenges count', () => {
  it('reads every challenge of every line, once each', () => {
    const one = payment('evm', REQUEST);
    const other = payment('stripe', { amount: '5', currency: 'usd' }, { id: 'other' });
    const { offers, problems } = read(`Basic realm="x", ${one}, ${other}`, one, `${other}\n${one}`);
    expect(problems).toEqual([]);
    expect(offers.map(({ id, method }) => [id, method])).toEqual([
      ['mpp:0', 'evm/charge'],
      ['mpp:1', 'stripe/charge'],
    ]);
  });

  it('says so when there are more than it reads, on one line or on many', () => {
    const many = Array.from({ length: 33 }, (_, id) => payment('evm', REQUEST, { id: String(id) }));
    const reason = 'There are more than 32 challenges; the others were not read.';
    const problems = [{ protocol: 'mpp', field: 'WWW-Authenticate', reason }];
    for (const lines of [many, [many.join(', ')]]) {
      const reading = read(...lines);
      expect(reading.offers).toHaveLength(32);
      expect(reading.problems).toEqual(problems);
    }
    expect(read(...many.slice(1)).problems).toEqual([]);
  });

  it('reads nothing on another status', () => {
    const response = { ...challenged(payment('evm', REQUEST)), status: 401 };
    expect(mpp.read(response)).toEqual({ offers: [], notices: [], problems: [] });
  });

  it('keeps good challenges beside a broken one', () => {
    const good = payment('evm', REQUEST);
    const { offers, problems } = read(`${payment('evm', REQUEST, { id: '' })}, ${good}`);
    expect(offers).toHaveLength(1);
    expect(problems).toEqual([
      { protocol: 'mpp', field: 'id', reason: 'The challenge has no id.' },
    ]);
  });

  it.each([
    ['(4) a glued scheme', `Paymentid="a", request="${encodeBase64Url('{}')}"`],
    ['(5) a longer scheme', 'Payments id="a", realm="b"'],
    ['(7) the scheme within a quoted string', 'Basic realm="a, Payment id=\\"x\\""'],
    ['no scheme', 'id="a", realm="b"'],
  ])('does not read %s', (_, line) => {
    expect(read(line)).toEqual({ offers: [], notices: [], problems: [] });
  });

  it('cautions on a page without encryption, and not on this machine', () => {
    const response = challenged(payment('evm', REQUEST));
    const at = (url: string) => mpp.read({ ...response, url }).offers[0]?.cautions;
    expect(at('http://shop.example/')).toContain('caution_insecure');
    expect(at('http://127.0.0.1:8080/')).not.toContain('caution_insecure');
  });
});

describe('MPP: parameters', () => {
  it.each([
    ['id', { id: '' }, 'The challenge has no id.'],
    ['id', { id: undefined }, 'The challenge has no id.'],
    ['realm', { realm: undefined }, 'The challenge has no realm.'],
    ['method', { method: undefined }, 'The method is missing or not a lower-case word.'],
    ['method', { method: 'EVM' }, 'The method is missing or not a lower-case word.'],
    ['method', { method: 'evm charge' }, 'The method is missing or not a lower-case word.'],
    ['intent', { intent: '' }, 'The intent is missing or not a word.'],
    ['intent', { intent: 'charge/all' }, 'The intent is missing or not a word.'],
    ['request', { request: undefined }, 'The challenge has no request.'],
    ['header', { header: 'Cookie' }, 'The credential is to go into a header that is not allowed.'],
    ['header', { header: 'Host' }, 'The credential is to go into a header that is not allowed.'],
    ['header', { header: '' }, 'The credential is to go into a header that is not allowed.'],
  ])('names %s of %j', (field, params, reason) => {
    expect(problemOf(payment('evm', REQUEST, params))).toEqual({ protocol: 'mpp', field, reason });
  });

  it.each([
    'tomorrow',
    'Invalid Date',
    '2028-01-01',
    '2028-01-01T00:00:00',
    '2028-02-30T00:00:00Z',
    '2016-12-31T23:59:60Z',
    '1830297599',
    '',
  ])('(52) refuses expires="%s"', (expires) => {
    expect(problemOf(payment('evm', REQUEST, { expires }))).toMatchObject({ field: 'expires' });
  });

  it('(52) reads a time of the past and one far away: no clock decides here', () => {
    const past = offerOf(payment('evm', REQUEST, { expires: '2001-01-01T00:00:00Z' }));
    expect(past?.expiresAt).toBe(Date.UTC(2001, 0, 1));
    const far = offerOf(payment('evm', REQUEST, { expires: '2039-01-01T02:00:00+02:00' }));
    expect(far?.expiresAt).toBe(Date.UTC(2039, 0, 1));
  });

  it('(13) refuses a parameter that stands twice', () => {
    const line = `${payment('evm', REQUEST)}, request="e30"`;
    expect(problemOf(line)).toEqual({
      protocol: 'mpp',
      field: 'request',
      reason: 'The challenge has a parameter twice.',
    });
  });

  it('(20) refuses token68 in place of parameters', () => {
    expect(problemOf('Payment eyJhbW91bnQiOiIxIn0')).toMatchObject({ field: 'id' });
  });

  it('(15) shows no control, bidi or half characters of a description', () => {
    const line = payment('evm', REQUEST, {}).replace(
      ', request',
      ', description="a\\u0000b\\u202ec\\ud800d\\u001b[1m <b>e</b>", request',
    );
    expect(offerOf(line)?.description).toBe('abcd[1m <b>e</b>');
  });

  it('keeps what will be echoed as it came', () => {
    const request = encodeBase64(JSON.stringify({ ...REQUEST, note: '??>>~~' }));
    const params = {
      expires: '2028-01-01T00:00:00.000Z',
      digest: 'sha-256=:abc=:',
      opaque: 'eyJhIjoiYiJ9',
      description: 'Caf\u00e9  "x"\u202e',
      header: 'payment-authorization',
    };
    const offer = offerOf(payment('evm', request, { ...params, unknown: 'ignored' }));
    expect(offer?.terms).toEqual({
      id: 'Q2hhbGxlbmdlLTE',
      realm: 'shop.example',
      method: 'evm',
      intent: 'charge',
      request,
      ...params,
    });
    expect(offer?.cautions).toContain('caution_lenient');
  });
});
