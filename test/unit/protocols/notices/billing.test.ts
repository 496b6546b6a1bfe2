import { describe, expect, it } from 'vitest';
import { EMPTY_RESPONSE } from '../../../../src/core/offers/parsed-response.ts';
import { protocols, registry } from '../../../../src/protocols/index.ts';
import { notices } from '../../../../src/protocols/notices/index.ts';
import { createProtocols } from '../../../../src/protocols/registry.ts';
import { BILLS } from '../../../fixtures/bills.ts';
import { answer, json } from '../answer.ts';

const { read } = registry;

const { isOfProtocol } = createProtocols(protocols);
const billing = (body: unknown) => notices.read(json(body)).notices;

describe('billing notices', () => {
  it.each(BILLS)('explains a bill of $from', ({ url, headers = [], body, notice }) => {
    expect(notices.read(json(body, headers, url)).notices).toEqual([
      { kind: 'billing', ...notice },
    ]);
  });
  it('says both when a bill stands beside a challenge', () => {
    const challenge = ['X-Payment-Amount', '1.50'] as const;
    const reading = read(json({ error: { message: 'Pay first', code: 'unpaid' } }, [challenge]));
    expect(reading.offers.map(({ id }) => id)).toEqual(['x-payment:0']);
    expect(reading.notices).toEqual([
      { kind: 'billing', code: 'unpaid', message: 'Pay first', whoActs: 'account-holder' },
    ]);
  });
  it.each([
    { x402Version: 1, error: 'X-PAYMENT is required', accepts: [] },
    { k402: '0.2', accepts: [], reason: 'not yet seen' },
    { accepts: [], error: 'x' },
    { code: 'ERR_PAYMENT_REQUIRED', satoshisRequired: 2, description: 'BSV' },
    { type: 'https://paymentauth.org/problems/payment-required', title: 'Payment Required' },
  ])('takes no challenge for a bill: %j', (body) => {
    const { notices: found } = notices.read(json(body), { ...EMPTY_RESPONSE, isOfProtocol });
    expect(found).toEqual([{ kind: 'unknown', whoActs: 'unknown' }]);
  });
});

describe('billing notices keep secrets', () => {
  it.each([
    'Key sk_live_abcdefghijklmnop1234 is out of credit',
    'Key sk-proj-abcdefghijklmnop1234 is out of credit',
    'pi_3Mq_secret_abcdefgh is unpaid',
    'Authorization: Bearer abcdef.ghijkl12 refused',
    'The token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef expired',
    'api_key=abcd1234efgh is unpaid',
    'client_secret: "s3cr3tvalue" is wrong',
    'ghp_abcdefghijklmnopqrst is unpaid',
    'sk_live_abcdef\u200bghijklmnop1234 is out of credit',
  ])('in %j', (message) => {
    const [notice] = billing({ error: { message } });
    expect(notice?.message).toContain('•••');
    expect(notice?.message).not.toMatch(/abcd|s3cr3t|eyJ/);
  });
  it('in links', () => {
    const doc_url = 'https://user.example/pay?api_key=abc&plan=1&token=t';
    expect(billing({ error: { message: 'x y', doc_url } })[0]?.docUrl).toBe(
      'https://user.example/pay?plan=1',
    );
  });
  it('in members that it does not name', () => {
    const error = {
      message: 'Unpaid',
      client_secret: 'top',
      api_key: 'top',
      payment_intent: { id: 'top' },
    };
    expect(JSON.stringify(billing({ error, client_secret: 'top' }))).not.toContain('top');
  });
});

describe('billing notices are wary', () => {
  it.each([
    'javascript:alert(1)',
    'http://docs.example',
    'data:text/html,x',
    'https://a:b@docs.example',
    7,
  ])('of the link %j', (doc_url) => {
    expect(billing({ error: { message: 'Unpaid bill', doc_url } })[0]).not.toHaveProperty('docUrl');
  });
  it('of markup and direction marks', () => {
    expect(billing({ error: { message: '<b>Pay\u202e now</b>\u0000' } })[0]?.message).toBe(
      '<b>Pay now</b>',
    );
  });
  it('of keys that objects inherit', () => {
    expect(billing('{"__proto__":{"message":"no"},"constructor":1}')).toEqual([
      { kind: 'unknown', whoActs: 'unknown' },
    ]);
  });
  it.each([
    ['JSON behind a guard', ')]}\',\n{"error":"Unpaid bill",}', 'Unpaid bill'],
    ['a callback round it', '/**/acme.cb({"error":"Unpaid bill"});', 'Unpaid bill'],
    ['a byte order mark', '\ufeff{"error":"Unpaid bill"}', 'Unpaid bill'],
    ['a list', '[{"error":"Unpaid bill"},]', 'Unpaid bill'],
    ['commas in strings', '{"error":"One,} two,] three",}', 'One,} two,] three'],
    ['escaped quotes', '{"error":"A \\",} quote",\n\t}', 'A ",} quote'],
  ])('but patient with %s', (_, body, message) => {
    expect(billing(body)[0]?.message).toBe(message);
  });
  it.each(['{"error":', '{,}', '', 'null', '42', '"x"', '{}', '[]'])(
    'and finds no bill in %j',
    (body) => {
      expect(notices.read(answer([], body)).notices[0]?.kind).toBe('unknown');
    },
  );
});
