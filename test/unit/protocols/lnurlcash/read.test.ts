import { describe, expect, it } from 'vitest';
import { registry } from '../../../../src/protocols/index.ts';
import { lnurlcash } from '../../../../src/protocols/lnurlcash/index.ts';

const { read: readAll } = registry;

const url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const answer = (header: string | undefined, body?: unknown) => ({
  url: 'https://api.shop.example/report',
  method: 'GET',
  status: 402,
  headers: header === undefined ? [] : [['x-lnurlcash', header] as const],
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const SCHEMA = {
  amount: '21',
  currency: 'sat',
  id: '0123456789abcdef',
  methodDetails: { mints: ['mint.example.com'] },
  v: 1,
};
const SHORT = { a: 21, m: ['mint.example.com'], u: 'sat' };
const BODY = { lnurlcash: { amount: 21, unit: 'sat', mints: ['mint.example.com'] } };

describe('LNURLcash: shown with its price, and not paid', () => {
  it.each([
    ['by its schema', answer(`lnurlcashreq1${url(SCHEMA)}`)],
    ['in the short form', answer(`lnurlcashreq1${url(SHORT)}`)],
    ['in the body alone', answer(undefined, BODY)],
    ['in the body, beside a header that cannot be read', answer('true', BODY)],
    ['in capitals', answer(`LNURLCASHREQ1${url(SHORT)}`)],
  ])('%s', (_, response) => {
    const { offers, problems } = lnurlcash.read(response);
    expect(problems).toEqual([]);
    expect(offers).toMatchObject([
      {
        protocol: 'lnurlcash',
        payable: false,
        why: 'reason_no_wallet',
        price: { amount: 21n, currency: 'sat', decimals: 0 },
      },
    ]);
    expect(readAll(response).offers).toHaveLength(1);
  });

  it.each([
    ['a flag', 'true'],
    ['no JSON', 'lnurlcashreq1AAAA'],
    ['no amount', `lnurlcashreq1${url({ u: 'sat' })}`],
    ['an amount with a point', `lnurlcashreq1${url({ a: 2.5 })}`],
  ])('says what is wrong with %s', (_, header) => {
    const { offers, problems } = lnurlcash.read(answer(header));
    expect([offers.length, problems.length]).toEqual([0, 1]);
  });

  it('leaves other answers alone', () => {
    const paid = { ...answer(`lnurlcashreq1${url(SHORT)}`), status: 200 };
    expect(lnurlcash.read(paid).offers).toEqual([]);
    expect(lnurlcash.read(answer(undefined, { lnurlcash: 'yes' })).problems).toEqual([]);
  });
});
