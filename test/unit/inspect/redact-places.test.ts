import { describe, expect, it } from 'vitest';
import type { HeaderLine, HttpResponse } from '../../../src/core/web/http.ts';
import { toHar } from '../../../src/inspect/take/har.ts';
import { redactor } from '../../../src/inspect/take/redact.ts';
import { reportHtml } from '../../../src/inspect/take/report.ts';
import type { ExchangeView } from '../../../src/messages/index.ts';
import { leaving, takenFrom } from '../../../src/pages/inspector/entry/take-text.ts';
import {
  exchange,
  PREIMAGE,
  paidL402,
  paidX402,
  REQUIRED,
  SIGNATURE,
  X402,
} from '../../fixtures/exchanges.ts';

// Where secrets stand, and what only looks like one: each kind in both directions.

const base64 = (text: string) => Buffer.from(text).toString('base64');
const WISH = { secrets: false, proof: true };

/** Every text that leaves, as one. */
function textsOf(view: ExchangeView, requestHeaders: readonly HeaderLine[] = []): string {
  const shown = leaving(view, { requestHeaders }, WISH);
  return [
    ...takenFrom(shown).map(({ text }) => text),
    JSON.stringify(toHar([shown.view], '0', () => shown.headers)),
    reportHtml([shown], '0', 0),
    JSON.stringify([shown.findings, shown.reading], (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  ].join('\n');
}

const asked = (
  body: string | undefined,
  headers: readonly HeaderLine[] = [],
  more: Partial<HttpResponse> = {},
): ExchangeView => ({
  exchange: exchange('a', {
    ...X402,
    ...more,
    headers: [...X402.headers, ...headers],
    ...(body === undefined ? {} : { body }),
  }),
});

/** The body of a 402 as it leaves. */
const bodyOf = (view: ExchangeView, known: readonly HeaderLine[] = []) =>
  redactor(view, known).view().exchange.asked?.response.body;

describe('the answer that refuses a proof, in a row of its own', () => {
  const x402 = paidX402();
  const l402 = paidL402();
  const ecash = `cashuA${base64(JSON.stringify({ token: [{ mint: 'https://m.example', proofs: [{ C: `02${'c4'.repeat(32)}`, secret: 'a-secret-of-ecash' }] }] }))}`;
  const cashu: ExchangeView = {
    exchange: exchange('e', X402, {
      sent: { id: 'e', kind: 'payment', headers: [['X-Cashu', ecash]] },
    }),
  };
  const header = (view: ExchangeView) => view.exchange.sent?.headers[0]?.[1] ?? '';
  const secrets: readonly (readonly [string, ExchangeView, string])[] = [
    ['a signature', x402, SIGNATURE],
    ['the proof', x402, header(x402)],
    ['a preimage', l402, PREIMAGE],
    ['a credential', l402, header(l402)],
    ['the secret of a coin', cashu, 'a-secret-of-ecash'],
    ['the signature of a coin', cashu, `02${'c4'.repeat(32)}`],
  ];
  it.each(secrets)('%s repeated in a body and in a header', (_, { exchange: paid }, secret) => {
    const { sent, asked: before } = paid;
    if (sent === undefined || before === undefined) throw new Error('nothing sent');
    for (const refusal of [
      asked(JSON.stringify({ error: 'refused', you: secret })),
      asked(undefined, [['X-Debug', secret]]),
      asked(undefined, [['X-Debug', base64(`{"you":"${secret}"}`)]]),
    ]) {
      expect(textsOf({ ...refusal, otherProofs: [{ sent, asked: before }] })).not.toContain(secret);
    }
  });

  it('keeps the challenge that the proof repeats', () => {
    const { sent, asked: before } = x402.exchange;
    if (sent === undefined || before === undefined) throw new Error('nothing sent');
    const refusal = { ...asked(undefined), otherProofs: [{ sent, asked: before }] };
    expect(redactor(refusal, []).view().exchange.asked?.response.headers).toEqual(X402.headers);
  });

  it('and its own request, where the page is watched, makes no part of the challenge a secret', () => {
    const description =
      'The weather of today, hour by hour, for each place of which we know it at all. '.repeat(2);
    const required = { ...REQUIRED, resource: { ...REQUIRED.resource, description } };
    const headers = [['PAYMENT-REQUIRED', base64(JSON.stringify(required))]] as const;
    const proof = {
      x402Version: 2,
      accepted: required.accepts[0],
      resource: required.resource,
      payload: { signature: SIGNATURE },
    };
    const view: ExchangeView = {
      exchange: exchange('r', { ...X402, headers, body: `no: ${SIGNATURE}` }),
    };
    const shown = redactor(view, [['PAYMENT-SIGNATURE', base64(JSON.stringify(proof))]]).view();
    expect(shown.exchange.asked?.response.headers).toEqual(headers);
    expect(shown.exchange.asked?.response.body).toBe('no: REDACTED');
  });
});

describe('a value that others say as well is hidden where it is a secret, and nowhere else', () => {
  const VALUES = [
    'https://shop.example',
    'https://api.weather.example/v1/today',
    'eip155:84532',
    'eip155:84532/erc20:0x036CbD53842c5426634e7929541eC2318f3dCF7e',
    'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
    '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
    '1000000000',
    '1773500966000',
    'settled',
    'PAYMENT-REQUIRED'.toLowerCase(),
    'production',
  ];
  it.each(VALUES)('%s', (value) => {
    const said = `We ask for ${value} now`;
    for (const [view, known] of [
      [asked(said), [['Cookie', `a=${value}; theme=dark`]]],
      [asked(said, [['Set-Cookie', `a=${value}; Path=/`]]), []],
      [asked(said), [['X-Session-Mode', value]]],
      [asked(said, [], { url: `https://a.example/?code=${encodeURIComponent(value)}` }), []],
    ] as const) {
      expect(bodyOf(view, known)).toBe(said);
    }
    expect(redactor(asked(said), [['Cookie', `a=${value}`]]).request()).toEqual([
      ['Cookie', 'REDACTED'],
    ]);
  });

  it.each([
    ['a key in an address', 'https://shop.example/reset/9f8a7d6e5c4b3a2190'],
    ['a login in an address', 'https://me:hunter2x@shop.example/'],
    ['a parameter of an address', 'https://shop.example/?token=7d6e5c4b3a21'],
    ['a long number', '840128403128470124873012847'],
    ['letters and digits', 'f3a9c17be2d04568'],
    ['what only looks like a chain', 'session:f3a9c17be2d04568'],
    ['capitals', 'ABCDEFGHIJKLMNOP'],
  ])('but %s is', (_, value) => {
    const view = asked(`You are ${value} here`);
    expect(bodyOf(view, [['Cookie', `a=${value}`]])).not.toContain(value);
  });

  it('a password that is a word is', () => {
    const known = [['Authorization', `Basic ${base64('me:sunflower')}`]] as const;
    expect(bodyOf(asked('You sent sunflower'), known)).toBe('You sent REDACTED');
  });

  it.each([
    'X-RateLimit-Remaining-Tokens',
    'RateLimit-Policy',
    'X-Rate-Limit-Auth',
    'X-Max-Tokens',
  ])('%s is no secret', (name) => {
    const [line] =
      redactor(asked(undefined, [[name, '12345678']]), [])
        .view()
        .exchange.asked?.response.headers.slice(-1) ?? [];
    expect(line).toEqual([name, '12345678']);
    expect(redactor(asked(undefined), [[name, '12345678']]).request()).toEqual([
      [name, '12345678'],
    ]);
  });
});

const KEY = 'Zx81Qw72Er63Ty54Ui45';

describe('a secret that only its place shows', () => {
  it.each([
    ['at the end of a string', JSON.stringify({ you: `Bearer ${KEY}` })],
    ['at the end of a string, padded', JSON.stringify({ you: `Basic ${KEY}==`, more: 1 })],
    [
      'at the end of a string in a string',
      JSON.stringify({ a: JSON.stringify({ b: `L402 ${KEY}=` }) }),
    ],
    ['in HTML', `<code>Token ${KEY}</code>`],
    ['the first cookie of a list', `{"set-cookie":["sid=${KEY}","b=2"]}`],
    ['the second cookie of a list', `{"set-cookie":["a=1","sid=${KEY}"]}`],
    ['a cookie of a parsed request', `{"cookies":{"theme":"dark","sid":"${KEY}"}}`],
    ['a cookie in a list of a list', `{"cookie":[["a","1"],["sid","${KEY}"]]}`],
    ['a list that was cut', `{"cookie":["a=1","sid=${KEY}`],
    ['headers as a flat list', `{"rawHeaders":["Accept","*/*","Authorization","${KEY}"]}`],
    ['headers as pairs', `{"headers":[["accept","*/*"],["x-api-key","${KEY}"]]}`],
    ['headers with names and values', `{"headers":[{"name":"cookie","value":"sid=${KEY}"}]}`],
    ['a login', `see https://me:${KEY}@db.example/`],
    ['a login of a database', `postgres://me:${KEY}@db.example:5432/a`],
    ['a key before the host', `{"dsn":"https://${KEY}@errors.example/1"}`],
    ['a login without a scheme', `<a href="//me:${KEY}@a.example/">`],
    ['a token of the proof', `{"proof":{"token":"${KEY}"}}`],
    [
      'a signature of the payload',
      `{"received":{"payload":{"signature":"${KEY}","authorization":{}}}}`,
    ],
    ['a session of the credentials', `{"credentials":{"user":{"session":"${KEY}"}}}`],
    ['a token of the login', `{"auth" : { "token" : "${KEY}" }}`],
  ])('%s', (_, body) => {
    expect(body).toContain(KEY);
    expect(textsOf(asked(body))).not.toContain(KEY);
  });

  it.each<HeaderLine>([
    ['Link', `<https://me:${KEY}@a.example/next>; rel="next"`],
    ['Link', `<https://a.example/1>; rel="prev", <https://a.example/2?token=${KEY}>; rel="next"`],
    ['Location', `//me:${KEY}@a.example/`],
    ['Location', `/next?session=${KEY}&a=1`],
    ['Refresh', `0; url=https://me:${KEY}@a.example/`],
  ])('%s: %s, and wherever it is repeated', (name, value) => {
    expect(textsOf(asked(`for ${KEY}`, [[name, value]]))).not.toContain(KEY);
  });
});

describe('a challenge stays readable', () => {
  const same = (body: string) => expect(bodyOf(asked(body))).toBe(body);
  it.each([
    [
      'a token that is asked for',
      '{"accepts":[{"token":"USDC","extra":{"token":"0x036CbD53842c5426634e7929541eC2318f3dCF7e"}}]}',
    ],
    [
      'a signed offer',
      `{"extensions":{"offer":{"signature":"${SIGNATURE}","payload":{"payTo":"0x036CbD53842c5426634e7929541eC2318f3dCF7e"}}}}`,
    ],
    [
      'the session that is offered',
      `{"error":"pay","session":{"id":"${KEY}"},"methods":["session"]}`,
    ],
    [
      'the challenge that a proof repeats',
      `{"proof":{"challenge":{"token":"${KEY}","signature":"${KEY}"}}}`,
    ],
    ['the names of headers', '{"headers":["Authorization","Cookie"]}'],
    ['a macaroon', `{"token":"${KEY}","macaroon":"${KEY}","invoice":"lnbc10n1pabc"}`],
    [
      'an invoice in a link',
      '{"pay":"https://pay.example/?lightning=lnbc10n1p5abcdefghjklmnpqrst"}',
    ],
    ['an invoice in a URI', 'bitcoin:bc1qabc?amount=0.001&lightning=LNBC10N1P5ABCDEFGHJKLMNPQRST'],
    ['LNURL in a link', 'https://pay.example/?lightning=LNURL1DP68GURN8GHJ7MRWW4EXCTNV9'],
    ['a request for ecash', `https://pay.example/?cashu=creqA${'ab01'.repeat(9)}`],
    ['how a link pays', '<a href="https://pay.example/?payment=lightning&access=eip155:8453">'],
    [
      'the order of a payment page',
      'https://pay.example/checkout?token=EC-5YX123456J7890123&session_id=cs_test_a1b2c3d4e5f6g7h8',
    ],
    ['a payment link', 'Payment https://pay.example/invoices/2026-03 is open'],
    ['an invoice behind the word', `payment lnbc10n1p5${'abcdefgh'.repeat(4)}`],
    ['long words', 'Token authentication/authorization: basic internationalization'],
    ['an address with a handle', 'https://social.example/@someone/1 and mail@shop.example'],
  ])('%s', (_, body) => same(body));

  it('in its header, beside a long name', () => {
    const line = [
      'WWW-Authenticate',
      'Payment id="a", Bearer verylongparameter="x", L402 averylongparameter="", b="c"',
    ] as const;
    const view = asked(undefined, [line]);
    expect(redactor(view, []).view().exchange.asked?.response.headers.at(-1)).toEqual(line);
  });

  it.each<HeaderLine>([
    ['X-Payment-Token', 'USDC'],
    ['X-Payment-Token', '0x036CbD53842c5426634e7929541eC2318f3dCF7e'],
    ['X-Payment-Link', 'https://pay.example/invoices/7'],
    ['Link', '<https://pay.example/?lightning=lnbc10n1p5abc>; rel="payment"'],
  ])('in the header %s: %s', (name, value) => {
    const view = asked(undefined, [[name, value]]);
    expect(redactor(view, []).view().exchange.asked?.response.headers.at(-1)).toEqual([
      name,
      value,
    ]);
  });

  it('but a proof behind the same names does not', () => {
    const body = `https://a.example/?cashu=${KEY}&payment=${KEY} {"lightning":{"preimage":"${KEY}"}} Payment ${KEY}`;
    expect(textsOf(asked(body))).not.toContain(KEY);
  });
});

describe('a secret that a text was cut in', () => {
  const LONG_KEY = `sk-live-${'7Qx2Zp9L'.repeat(12)}`;
  const url = `https://a.example/?api_key=${LONG_KEY}`;
  const challenge = (value: string): ExchangeView => {
    const required = {
      ...REQUIRED,
      accepts: REQUIRED.accepts.map((each) => ({ ...each, amount: value })),
    };
    return {
      exchange: exchange('c', {
        ...X402,
        url,
        headers: [['PAYMENT-REQUIRED', base64(JSON.stringify(required))]],
      }),
    };
  };
  it.each([
    ['by a check', challenge(LONG_KEY), LONG_KEY.slice(0, 20)],
    ['by a check, behind words', challenge(`pay with ${LONG_KEY}`), LONG_KEY.slice(0, 20)],
    ['by a check, in base64', challenge(base64(LONG_KEY)), base64(LONG_KEY).slice(0, 20)],
    [
      'by a check, in an address',
      challenge(`https://a.example/${encodeURIComponent(`a ${LONG_KEY}`)}`),
      LONG_KEY.slice(0, 20),
    ],
  ])('%s', (_, view, beginning) => {
    // It is cut there, or this test says nothing.
    const { findings } = leaving(view, {}, { secrets: true, proof: false });
    expect(JSON.stringify(findings)).toContain(beginning);
    expect(JSON.stringify(findings)).not.toContain(LONG_KEY);
    expect(textsOf(view)).not.toContain(beginning);
  });

  it.each([
    ['as it is', LONG_KEY.slice(0, 30)],
    ['in base64', base64(`{"key":"${LONG_KEY}"}`).slice(0, 60)],
    ['in percent signs', encodeURIComponent(`"${LONG_KEY}`).slice(0, 40)],
  ])('at the end of what is recorded of a body, %s', (_, end) => {
    const view = asked(`You sent ${end}`, [], { url });
    const { asked: answer } = view.exchange;
    if (answer === undefined) throw new Error('no 402');
    const cut = { exchange: { ...view.exchange, asked: { ...answer, cut: true as const } } };
    expect(textsOf(cut)).not.toContain(end.slice(-20));
  });
});

it('what Farebox itself calls a state is no secret; what a site says by that name is one', () => {
  const view = asked(undefined, [], { url: `https://a.example/?token=${KEY}` });
  const { texts } = redactor(view, []);
  expect(
    texts({ state: 'approved', type: KEY, link: KEY, details: { kind: `of ${KEY}` } }),
  ).toEqual({
    state: 'approved',
    type: 'REDACTED',
    link: 'REDACTED',
    details: { kind: 'of REDACTED' },
  });
});

describe('a text of a proof', () => {
  const repeated = (text: string, member = 'memo') => {
    const proof = base64(JSON.stringify({ payload: { [member]: text } }));
    const sent = {
      id: 'a',
      kind: 'payment' as const,
      headers: [['PAYMENT-SIGNATURE', proof]] as const,
    };
    return bodyOf({
      exchange: exchange('a', { ...X402, body: `You sent ${text} to us` }, { sent }),
    });
  };
  const text = (length: number) => 'word '.repeat(30).slice(0, length);

  it.each([
    [95, true],
    [96, false],
    [120, false],
  ])('of %i characters and no name of a secret leaves: %s', (length, leaves) => {
    expect(repeated(text(length))?.includes(text(length))).toBe(leaves);
  });
});

describe('the record of a payment', () => {
  const { exchange: paidExchange, payment } = paidX402();
  if (payment === undefined) throw new Error('unpaid');
  const token = `cashuB${base64('change of a payment, kept nowhere else')}`;
  const hex = Buffer.from(token).toString('hex');
  const change = [{ mint: 'https://mint.example', unit: 'sat', amount: 3n, token }];

  it.each([token, hex, encodeURIComponent(token), base64(`"${token}"`)])(
    'hides its change where the site repeats it: %s',
    (said) => {
      const { asked: before } = paidExchange;
      if (before === undefined) throw new Error('nothing was asked');
      const response = { ...before.response, body: `Your change: ${said}.` };
      const view = {
        exchange: { ...paidExchange, asked: { ...before, response } },
        payment: { ...payment, change },
      } as unknown as ExchangeView;
      expect(bodyOf(view)).not.toContain(said);
      expect(
        JSON.stringify(redactor(view, []).view(), (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      ).not.toContain(token);
    },
  );

  it('leaves without what is kept for a proof alone', () => {
    const kept = { room: { token: 'a' }, proof: { headers: [] }, answer: { status: 200 } };
    const view = {
      exchange: paidExchange,
      payment: { ...payment, ...kept },
    } as unknown as ExchangeView;
    const left = Object.keys(redactor(view, []).view().payment ?? {});
    expect(left).toContain('quote');
    for (const name of Object.keys(kept)) expect(left).not.toContain(name);
  });
});

describe('a fragment of an address', () => {
  it.each(['#magic=Ab12Cd34Ef', '#/in?invite=Ab12Cd34Ef', '#a=1&access_token=Ab12Cd34Ef'])(
    'holds secrets as its query does: %s',
    (fragment) => {
      const url = `https://shop.example/a${fragment}`;
      const known = asked('You came by Ab12Cd34Ef', [], { url });
      expect(JSON.stringify(textsOf(known))).not.toContain('Ab12Cd34Ef');
      expect(bodyOf(asked(`Go to ${url} now`))).not.toContain('Ab12Cd34Ef');
      expect(textsOf(asked('', [['Location', url]]))).not.toContain('Ab12Cd34Ef');
    },
  );
});

describe('the work grows as the text does', () => {
  const secrets = Array.from({ length: 150 }, (_, n) => `aaaaaaaa${n}${'a'.repeat(60)}b${n}`);
  const cookies = secrets.map((secret, n): HeaderLine => ['Set-Cookie', `c${n}=${secret}`]);
  const HOSTILE: readonly (readonly [string, string, readonly HeaderLine[]])[] = [
    ['escaped quotes', '"\\', []],
    ['escapes', '\\a', []],
    ['words of schemes', 'token+', []],
    ['schemes and quotes', 'token+bearer+"', []],
    ['names of members', '"proof":{', []],
    ['lists of secrets', '"cookie":["', []],
    ['logins', '//a:', []],
    ['beginnings of secrets', 'aaaaaaaa', cookies],
    ['beginnings of secrets, cut', 'aaaaaaaa1…', cookies],
    ['lines of headers', '\tapikey', []],
    ['percent signs', '%7', []],
    ['letters of a credential', 'a', []],
    ['words of a credential', 'a-', []],
  ];
  const cost = (unit: string, headers: readonly HeaderLine[], size: number): number => {
    const body = `token ${unit.repeat(size / unit.length)}1="`;
    const runs = Array.from({ length: 3 }, () => {
      const { texts } = redactor(asked(undefined, headers), []);
      const start = process.cpuUsage();
      texts(body);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    });
    return Math.min(...runs);
  };
  // Eight times the text costs eight times as much; what is quadratic costs sixty-four times as much.
  it.each(HOSTILE)('%s', (_, unit, headers) => {
    const less = Math.max(2_000, cost(unit, headers, 8 * 1024));
    expect(cost(unit, headers, 64 * 1024) / less).toBeLessThan(32);
  });
});

describe('what a site shows of a request', () => {
  const SECRET = '71a8c14c1407c113601079c4302dab36460f0ccd0ad506f1f2dc73b5100e4f3c';
  const TOKEN = 'Ag3'.repeat(6);

  it.each([
    ['a credential of L402 whose token ends in =', `bad: L402 ${TOKEN}=:${SECRET}.`],
    ['one whose token ends in ==', `Authorization is L402 ${TOKEN}A==:${SECRET}`],
    ['one of several tokens', `{"got":"LSAT ${TOKEN}A==,${TOKEN}=:${SECRET}"}`],
    ['a header within JSON', `{"received":"x-api-key: ${SECRET}","a":1}`],
    ['a header within HTML', `<pre>X-Api-Key: ${SECRET}</pre>`],
    ['a header of a command', `curl -H 'X-Weather-Api-Key: ${SECRET}' https://a.example`],
    ['a header within a sentence', `The header X-Api-Key: ${SECRET} is unknown.`],
    ['a preimage within a sentence', `{"error":"preimage=${SECRET} is wrong"}`],
    ['a key of a script', `fetch(url, {apiKey: "${SECRET}"})`],
    ['a key in single quotes', `{'api_key': '${SECRET}'}`],
    ['the second of two cookies', `{"e":"cookie: a=1; sid=${SECRET}"}`],
    ['a cookie in quotes', `{"e":"Cookie: a=\\"1\\"; sid=${SECRET}"}`],
    ['a parameter behind an entity', `https://a.example/?a=1&#38;secret=${SECRET}`],
  ])('%s is hidden', (_, body) => {
    expect(bodyOf(asked(body))).not.toContain(SECRET);
    expect(bodyOf(asked(body))).toContain('REDACTED');
  });

  it.each([
    'Send X-Api-Key: required, or the cookie: none at all.',
    'Set Authorization: Payment and X-Api-Key: https://docs.example/keys',
    `L402 macaroon="${TOKEN}=", invoice="lnbc1"`,
    'Payment a-very-long-parameter="x", another-long-parameter=="y"',
    'The preimage is checked; api_key=optional',
  ])('%s stays', (body) => {
    expect(bodyOf(asked(body))).toBe(body);
  });

  it('a secret of an earlier answer is hidden where this one repeats it', () => {
    const [earlier] = [asked(undefined, [['Set-Cookie', `sid=${SECRET}`]]).exchange.asked];
    const view = { ...asked(`You are ${SECRET}`), earlier: earlier ? [earlier] : [] };
    expect(textsOf(view)).not.toContain(SECRET);
  });

  it.each([
    ['a password that is a word', 'https://a.example/?password=sunshine', 'sunshine'],
    ['a key as the name before the host', `https://${TOKEN}@a.example/`, TOKEN],
  ])('%s is hidden where the body repeats it', (_, url, secret) => {
    expect(bodyOf(asked(`It was ${secret}, you said.`, [], { url }))).not.toContain(secret);
  });

  it.each(['X-Sid', 'X-Ticket', 'X-User-Pass', 'X-Pwd', 'X-Hmac-Sha256', 'X-Mnemonic'])(
    'the value of %s is hidden',
    (name) => {
      expect(textsOf(asked(undefined), [[name, SECRET]])).not.toContain(SECRET);
    },
  );

  it.each(['X-Cache-Bypass', 'X-Country-Code', 'X-Compass', 'X-Status'])(
    'the value of %s stays',
    (name) => {
      expect(textsOf(asked(undefined), [[name, SECRET]])).toContain(SECRET);
    },
  );
});
