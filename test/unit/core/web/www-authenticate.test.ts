import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import {
  AUTH_CHALLENGES,
  AUTH_CHARACTERS,
  challengesOf,
  parseChallenges,
} from '../../../../src/core/web/www-authenticate.ts';

type Plain = { scheme: string; params?: Record<string, string>; token68?: string; fault?: string };

/** The challenges as plain objects: what is absent stays absent. */
function read(value: string): Plain[] {
  return parseChallenges(value).map(({ scheme, params, token68, fault }) => ({
    scheme,
    ...(params.size > 0 ? { params: Object.fromEntries(params) } : {}),
    ...(token68 === undefined ? {} : { token68 }),
    ...(fault === undefined ? {} : { fault }),
  }));
}

function faultOf(value: string): string | undefined {
  return parseChallenges(value)[0]?.fault;
}

describe('parseChallenges', () => {
  it('reads one challenge', () => {
    expect(read('Payment id="a1", realm="shop", intent=charge')).toEqual([
      { scheme: 'payment', params: { id: 'a1', realm: 'shop', intent: 'charge' } },
    ]);
  });

  it('reads several in one line', () => {
    expect(read('Basic realm="x", L402 token="t", invoice="i", Payment id="p", realm="r"')).toEqual(
      [
        { scheme: 'basic', params: { realm: 'x' } },
        { scheme: 'l402', params: { token: 't', invoice: 'i' } },
        { scheme: 'payment', params: { id: 'p', realm: 'r' } },
      ],
    );
  });

  it('splits lines that Firefox joined by a line feed', () => {
    expect(read('LSAT macaroon="m"\r\nL402 macaroon="m"\nBearer')).toEqual([
      { scheme: 'lsat', params: { macaroon: 'm' } },
      { scheme: 'l402', params: { macaroon: 'm' } },
      { scheme: 'bearer' },
    ]);
  });

  it('ends a quoted string at a line feed, so that nothing is injected across lines', () => {
    expect(read('Payment id="a\nPayment id="b"')).toEqual([
      { scheme: 'payment', params: { id: '' }, fault: 'has an unterminated quoted string' },
      { scheme: 'payment', params: { id: 'b' } },
    ]);
  });

  it.each(['', ' ', ',', ', ,\t,', '\n\n', ',,,,'])('finds nothing in %j', (value) => {
    expect(read(value)).toEqual([]);
  });

  it('reads a scheme without parameters', () => {
    expect(read('Payment')).toEqual([{ scheme: 'payment' }]);
    expect(read('Payment , L402')).toEqual([{ scheme: 'payment' }, { scheme: 'l402' }]);
  });

  it('does not take a glued or longer word for the scheme', () => {
    expect(read('Paymentid="x"')).toEqual([]);
    expect(read('Payments id="x"')).toEqual([{ scheme: 'payments', params: { id: 'x' } }]);
  });

  it('reads schemes and names in any case', () => {
    expect(read('pAyMeNt ID="x", Realm="y"')).toEqual([
      { scheme: 'payment', params: { id: 'x', realm: 'y' } },
    ]);
  });

  it('finds no scheme within a quoted string', () => {
    expect(read('Basic realm="x, Payment id=\\"evil\\", L402 token="')).toEqual([
      { scheme: 'basic', params: { realm: 'x, Payment id="evil", L402 token=' } },
    ]);
    expect(read('Payment description="x=1, Basic y=2", id="a"')).toEqual([
      { scheme: 'payment', params: { description: 'x=1, Basic y=2', id: 'a' } },
    ]);
  });

  it('drops only the challenge whose quoted string does not end', () => {
    expect(read('Payment id="a", L402 token="t, invoice=1')).toEqual([
      { scheme: 'payment', params: { id: 'a' } },
      { scheme: 'l402', params: { token: '' }, fault: 'has an unterminated quoted string' },
    ]);
    expect(faultOf('Payment id="a\\')).toBe('has an unterminated quoted string');
    expect(faultOf('Payment id="a\\"')).toBe('has an unterminated quoted string');
  });

  it('reads escapes of RFC 9110 and the \\uXXXX of mppx', () => {
    const value =
      'Payment a="\\"q\\" \\\\ \\x", b="\\u201chi\\u201d \\ud83d\\ude00", c="\\u12", d="\\\\u201c"';
    expect(read(value)).toEqual([
      { scheme: 'payment', params: { a: '"q" \\ x', b: '“hi” 😀', c: 'u12', d: '\\u201c' } },
    ]);
  });

  it('refuses a parameter that stands twice, in any case of its name', () => {
    expect(faultOf('Payment id="a", ID="b"')).toBe('has a parameter twice');
    expect(faultOf('L402 invoice=a, invoice=a')).toBe('has a parameter twice');
    expect(read('Basic a=1, a=2, Payment id="x"')[1]).toEqual({
      scheme: 'payment',
      params: { id: 'x' },
    });
  });

  it('keeps names that objects inherit apart from them', () => {
    const [challenge] = parseChallenges('Payment __proto__="x", toString="y", constructor="z"');
    expect(challenge?.params.get('__proto__')).toBe('x');
    expect(challenge?.params.get('tostring')).toBe('y');
    expect(challenge?.params.get('hasownproperty')).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it('tolerates a missing comma, single quotes, bare base64 and white space round the sign', () => {
    expect(read('L402 version="0" token="a.b", invoice = "i"')).toEqual([
      { scheme: 'l402', params: { version: '0', token: 'a.b', invoice: 'i' } },
    ]);
    expect(read("L402 macaroon='AG==', invoice='ln, bc'")).toEqual([
      { scheme: 'l402', params: { macaroon: 'AG==', invoice: 'ln, bc' } },
    ]);
    expect(read('L402 macaroon=AG/+==, invoice=lnbc1')).toEqual([
      { scheme: 'l402', params: { macaroon: 'AG/+==', invoice: 'lnbc1' } },
    ]);
    expect(read('L402\t macaroon\t=\t"m" ,, \t invoice ="i" ,')).toEqual([
      { scheme: 'l402', params: { macaroon: 'm', invoice: 'i' } },
    ]);
  });

  it('keeps an apostrophe that quotes nothing', () => {
    expect(read("Payment realm='tis, id=x")).toEqual([
      { scheme: 'payment', params: { realm: "'tis", id: 'x' } },
    ]);
  });

  it('reads token68 directly after a scheme only', () => {
    expect(read('Negotiate YII==, Payment id="a"')).toEqual([
      { scheme: 'negotiate', token68: 'YII==' },
      { scheme: 'payment', params: { id: 'a' } },
    ]);
    expect(read('Payment eyJhIjoxfQ')).toEqual([{ scheme: 'payment', token68: 'eyJhIjoxfQ' }]);
    expect(read('NTLM, Negotiate')).toEqual([{ scheme: 'ntlm' }, { scheme: 'negotiate' }]);
  });

  it('marks a challenge whose quotes were not escaped', () => {
    const [first, ...rest] = read('Payment description="say "hi" now", id="x"');
    expect(first).toEqual({
      scheme: 'payment',
      params: { description: 'say ' },
      fault: 'has characters outside of any parameter',
    });
    expect(rest.map(({ scheme }) => scheme)).toEqual(['hi']);
    expect(faultOf('Payment id=a"b')).toBe('has characters outside of any parameter');
    expect(faultOf('Payment id="a" é')).toBe('has characters outside of any parameter');
  });

  it('caps parameters, challenges and length', () => {
    const params = Array.from({ length: 65 }, (_, at) => `p${at}=${at}`).join(', ');
    expect(faultOf(`Payment ${params}`)).toBe('has more than 64 parameters');
    const many = Array.from({ length: 20_000 }, () => 'A b=c')
      .join(', ')
      .slice(0, AUTH_CHARACTERS);
    expect(parseChallenges(many)).toHaveLength(AUTH_CHALLENGES);
    expect(parseChallenges(`Payment id="${'a'.repeat(AUTH_CHARACTERS)}"`)).toEqual([]);
  });

  it.each([
    ['backslashes', `Payment id="${'\\'.repeat(65_000)}"`],
    ['apostrophes', `Payment ${"a='b ".repeat(12_000)}`],
    ['white space', `Payment${' '.repeat(65_000)}`],
    ['words', 'a '.repeat(32_000)],
    ['equals signs', '='.repeat(65_000)],
    ['quotes', '"'.repeat(65_000)],
    ['token68', `Payment ${'a'.repeat(65_000)}"`],
    ['unicode escapes', `Payment id="${'\\u0041'.repeat(10_900)}"`],
  ])('reads 64 KiB of %s in one pass', (_, value) => {
    // Quadratic reading would run into the test's time limit.
    for (let run = 0; run < 3; run++) {
      expect(parseChallenges(value).length).toBeLessThanOrEqual(AUTH_CHALLENGES);
    }
  });
});

describe('challengesOf', () => {
  const headers: HeaderLine[] = [
    ['WWW-Authenticate', 'Basic realm="x", Payment id="1"'],
    ['x-other', 'Payment id="no"'],
    ['www-authenticate', 'PAYMENT id="2"\nL402 token="t"'],
  ];
  const response = { url: 'https://a.test/', method: 'GET', status: 402, headers };

  it('collects one scheme over all lines, in order', () => {
    const ids = challengesOf(response, 'payment').map(({ params }) => params.get('id'));
    expect(ids).toEqual(['1', '2']);
    expect(challengesOf(response, 'l402')).toHaveLength(1);
    expect(challengesOf(response, 'xmr402')).toEqual([]);
  });

  it('stops at 32 in all', () => {
    const line: HeaderLine = ['www-authenticate', 'Payment a=1, '.repeat(30)];
    expect(challengesOf({ ...response, headers: [line, line] }, 'payment')).toHaveLength(32);
  });
});
