import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../../src/checks/index.ts';
import { findingsOf } from '../../../../src/checks/index.ts';
import { normalMethod } from '../../../../src/core/web/http.ts';
import { readersOf } from '../../../../src/inspect/money/readers.ts';
import { type Line, paid, required, URL_PAID, x402 } from '../../../fixtures/checks/exchanges.ts';

// One conclusion for each case of CORS: what the checks say, and what the view says of who could read it.

const PAGE = 'https://app.example';
const origin = (value: string): Line => ['Access-Control-Allow-Origin', value];
const [STAR, OWN, OTHER, LIST] = [
  origin('*'),
  origin(PAGE),
  origin('https://b.example'),
  origin(`${PAGE}, *`),
];
const COOKIES: Line = ['Access-Control-Allow-Credentials', 'true'];
const expose = (names: string): Line => ['Access-Control-Expose-Headers', names];
const ALL = expose('*');
const NAMED = expose('payment-required, payment-response');

function asked(lines: readonly Line[], cookies: boolean, more: Partial<Exchange> = {}): Exchange {
  const requestHeaders = cookies ? [['Cookie', 'a=1'] as const] : [];
  const initiator = { origin: PAGE, type: 'xmlhttprequest', mode: 'cors' } as const;
  return x402(required(), { initiator, requestHeaders, ...more }, lines);
}
const conclusions = (exchange: Exchange) =>
  findingsOf(exchange).flatMap(({ check, level }) =>
    /^(?:cors|preflight)-/.test(check) ? [`${check} ${level}`] : [],
  );

/** What the page could read: nothing, all but the challenge, or the challenge, too. */
function readable({ url, answer: { headers } }: Exchange, cookies: boolean): string {
  const { access, hidden } = readersOf(url, `${PAGE}/`, headers, cookies ? true : undefined);
  if (access === 'blocked') return 'nothing';
  return hidden.some((name) => /payment-required/i.test(name)) ? 'no challenge' : 'all';
}

describe('a simple request', () => {
  test.each<[string, readonly Line[], boolean, readonly string[], string]>([
    ['nothing allowed', [], false, ['cors-origin-refused error'], 'nothing'],
    ['nothing allowed, but exposed', [NAMED], false, ['cors-origin-refused error'], 'nothing'],
    ['another origin', [OTHER, NAMED], false, ['cors-origin-refused error'], 'nothing'],
    ['several', [STAR, OWN, NAMED], false, ['cors-origin-twice error'], 'nothing'],
    ['a list, nothing exposed', [LIST], false, ['cors-origin-twice error'], 'nothing'],
    ['star', [STAR], false, ['cors-challenge-hidden error'], 'no challenge'],
    ['star, named', [STAR, NAMED], false, [], 'all'],
    ['star, all', [STAR, ALL], false, [], 'all'],
    [
      'star and credentials, all',
      [STAR, COOKIES, ALL],
      false,
      ['cors-wildcard-credentials warning'],
      'all',
    ],
    ['star, with cookies', [STAR, NAMED], true, ['cors-wildcard-credentials error'], 'nothing'],
    ['star, hidden, with cookies', [STAR], true, ['cors-wildcard-credentials error'], 'nothing'],
    [
      'star and credentials, with cookies',
      [STAR, COOKIES, ALL],
      true,
      ['cors-wildcard-credentials error'],
      'nothing',
    ],
    ['own', [OWN], false, ['cors-challenge-hidden error'], 'no challenge'],
    ['own, all', [OWN, ALL], false, [], 'all'],
    [
      'own and cookies, all, where it is not known whether there were some',
      [OWN, COOKIES, ALL],
      false,
      ['cors-challenge-hidden warning'],
      'all',
    ],
    ['own and cookies, named', [OWN, COOKIES, NAMED], true, [], 'all'],
    [
      'own and cookies, all',
      [OWN, COOKIES, ALL],
      true,
      ['cors-challenge-hidden error'],
      'no challenge',
    ],
    [
      'own, with cookies that are not allowed',
      [OWN, NAMED],
      true,
      ['cors-origin-refused error'],
      'nothing',
    ],
  ])('%s', (_, lines, cookies, said, read) => {
    const exchange = asked(lines, cookies);
    expect(conclusions(exchange)).toEqual(said);
    expect(readable(exchange, cookies)).toBe(read);
  });
});

describe('a preflighted request', () => {
  const HEADERS = (names: string): Line => ['Access-Control-Allow-Headers', names];
  test.each<[string, number, readonly Line[], boolean, readonly string[]]>([
    ['refused by its status', 402, [STAR, HEADERS('*')], false, ['preflight-fails error']],
    ['refused by its status alone', 402, [], false, ['preflight-fails error']],
    ['no origin', 204, [HEADERS('payment-signature')], false, ['preflight-fails error']],
    ['another origin', 204, [OTHER], false, ['preflight-fails error']],
    ['no header', 204, [OWN], false, ['preflight-refuses-proof error']],
    ['the header', 204, [OWN, HEADERS('payment-signature')], false, []],
    ['all headers', 204, [STAR, HEADERS('*')], false, []],
    ['all headers, star and credentials', 204, [STAR, COOKIES, HEADERS('*')], false, []],
    [
      'all headers, with cookies',
      204,
      [OWN, COOKIES, HEADERS('*')],
      true,
      ['preflight-refuses-proof error'],
    ],
    ['star, with cookies', 204, [STAR, HEADERS('*')], true, ['preflight-fails error']],
    [
      'all headers, where it is not known whether there are cookies',
      204,
      [OWN, COOKIES, HEADERS('*')],
      false,
      ['preflight-refuses-proof warning'],
    ],
  ])('%s', (_, status, headers, cookies, said) => {
    const more = { preflight: { status, headers } };
    expect(conclusions(asked([OWN, COOKIES, NAMED], cookies, more))).toEqual(said);
  });
});

describe('a method', () => {
  const PROOF: Line = ['Access-Control-Allow-Headers', 'payment-signature'];
  const METHODS = (names: string): Line => ['Access-Control-Allow-Methods', names];
  const REFUSED = ['preflight-refuses-method error'];
  test.each<[string, string, boolean, readonly string[]]>([
    ['PUT', 'GET, PUT', false, []],
    ['PUT', 'GET, put', false, REFUSED],
    ['PATCH', 'patch', false, REFUSED],
    ['patch', 'PATCH', false, REFUSED],
    ['patch', 'patch', false, []],
    ['DELETE', '*', true, REFUSED],
    ['DELETE', '*', false, ['preflight-refuses-method warning']],
    ['HEAD', 'GET', false, []],
  ])('%s, where %s is allowed, with cookies: %s', (method, names, cookies, said) => {
    const headers = [OWN, COOKIES, PROOF, METHODS(names)];
    const more = { method, preflight: { status: 204, headers } };
    expect(conclusions(asked([OWN, COOKIES, NAMED], cookies, more))).toEqual(said);
  });

  test.each([
    ['put', 'PUT'],
    ['Options', 'OPTIONS'],
    ['patch', 'patch'],
    ['Query', 'Query'],
  ])('%s is sent as %s', (written, sent) => {
    expect(normalMethod(written)).toBe(sent);
  });
});

describe('a preflight whose question is known', () => {
  const question = (names: string, method = 'GET') => [
    ['Access-Control-Request-Method', method] as const,
    ['Access-Control-Request-Headers', names] as const,
  ];
  const REFLECTS = (names: string): Line => ['Access-Control-Allow-Headers', names];
  const judged = (
    names: string,
    own: readonly string[],
    status = 204,
    more: Partial<Exchange> = {},
    method = 'GET',
  ) =>
    conclusions({
      ...asked([OWN, NAMED], false),
      requestHeaders: own.map((name) => [name, '1'] as const),
      preflight: {
        status,
        headers: [OWN, REFLECTS(names)],
        requestHeaders: question(names, method),
      },
      ...more,
    });

  test('is not blamed for a header that it was not asked for', () => {
    expect(judged('x-key', ['X-Key'])).toEqual([]);
    expect(judged('payment-signature', [])).toEqual([]);
  });

  test('is blamed for one that it was asked for', () => {
    const preflight = {
      ...{ status: 204, headers: [OWN, REFLECTS('x-key')] },
      requestHeaders: question('payment-signature,x-key'),
    };
    expect(judged('', ['X-Key'], 204, { preflight })).toEqual(['preflight-refuses-proof error']);
  });

  test('of another request is not judged', () => {
    expect(judged('x-other', ['X-Key'], 403)).toEqual([]);
    expect(judged('x-key', ['X-Key'], 403, {}, 'PUT')).toEqual([]);
    expect(judged('x-key', ['X-Key'], 403)).toEqual(['preflight-fails error']);
    expect(judged('payment-signature', [], 402)).toEqual(['preflight-fails error']);
  });

  test('is that which the 402 answers', () => {
    expect(judged('x-any', [], 402, { method: 'OPTIONS' })).toEqual(['preflight-fails error']);
  });
});

describe('an OPTIONS within one origin', () => {
  const preflight = { status: 405, headers: [] };
  test.each<[string, Partial<Exchange>]>([
    ['of a script', { initiator: { origin: new URL(URL_PAID).origin, type: 'xmlhttprequest' } }],
    ['of a page', { initiator: { origin: new URL(URL_PAID).origin, type: 'main_frame' } }],
    ['of a visit from elsewhere', { initiator: { origin: PAGE, type: 'main_frame' } }],
    ['of a picture', { initiator: { origin: PAGE, type: 'image', mode: 'no-cors' } }],
  ])('%s is no preflight', (_, more) => {
    expect(conclusions({ ...x402(), ...more, preflight })).toEqual([]);
  });
});

describe('the paid answer', () => {
  const RECEIPT: Line = ['PAYMENT-RESPONSE', 'e30='];
  test.each<[string, readonly Line[], readonly string[]]>([
    ['read', [OWN, NAMED], []],
    ['without its receipt', [OWN], ['cors-receipt-hidden warning']],
    ['not at all', [NAMED], ['cors-receipt-hidden error']],
  ])('%s', (_, lines, said) => {
    const exchange = paid(asked([OWN, NAMED], false), 200, [RECEIPT, ...lines]);
    expect(conclusions(exchange)).toEqual(said);
  });
});
