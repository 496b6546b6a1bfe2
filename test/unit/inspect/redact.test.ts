import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../../src/core/web/http.ts';
import { findingsOf } from '../../../src/inspect/reading.ts';
import { toHar } from '../../../src/inspect/take/har.ts';
import { reportHtml } from '../../../src/inspect/take/report.ts';
import { isSecretHeader, isSecretParameter } from '../../../src/inspect/take/secret-names.ts';
import { redactSpellings } from '../../../src/inspect/take/spellings.ts';
import { leaving, takenFrom } from '../../../src/pages/inspector/entry/take-text.ts';
import {
  exchange,
  L402,
  PREIMAGE,
  paidL402,
  paidX402,
  REQUIRED,
  SIGNATURE,
  VIEWS,
  X402,
} from '../../fixtures/exchanges.ts';

// What leaves, searched as a reader would who looks for the secret in every spelling.

type View = ReturnType<typeof paidX402>;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64Url = (text: string) => Buffer.from(text).toString('base64url');
const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const json = (text: string) =>
  JSON.stringify({ a: text }).replaceAll('-', '\\u002d').replaceAll('/', '\\/');

/** Ways to write a text, some within each other. */
const SPELLINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['in capitals', (text) => text.toUpperCase()],
  ['in JSON', (text) => JSON.stringify({ a: { b: [text] } })],
  ['in JSON with escapes', json],
  ['in JSON in JSON', (text) => JSON.stringify({ a: json(text) })],
  ['in base64', (text) => base64(JSON.stringify({ a: text }))],
  ['in base64url', (text) => base64Url(`{"ü?>":"${text}"}`)],
  ['in base64 of base64', (text) => base64(JSON.stringify({ a: base64(`{"b":"${text}"}`) }))],
  ['in base64 thrice', (text) => base64Url(base64(base64Url(`{"b":"${text}"}`)))],
  ['in base64 behind an address', (text) => `https://b.example/pay/${base64(`{"b":"${text}"}`)}`],
  ['in base64 behind one byte', (text) => `x-${base64(`a${text}bcd`)}`],
  ['in base64 behind two bytes', (text) => `x-${base64(`ab${text}c`)}`],
  ['in base64 beside bytes', (text) => Buffer.from(`\xff\xfe${text}`, 'latin1').toString('base64')],
  [
    'in base64 of many lines',
    (text) => base64(`${'lorem ipsum '.repeat(9)}${text}`).replace(/.{76}/g, '$&\r\n'),
  ],
  ['in percent signs', (text) => `next=${percent(text)}&a=1`],
  ['in percent signs twice', (text) => `/go?next=${encodeURIComponent(percent(text))}`],
  [
    'in an address in an address',
    (text) =>
      `https://b.example/?u=${encodeURIComponent(`https://c.example/?q=${encodeURIComponent(text)}`)}`,
  ],
  ['in percent signs in base64', (text) => base64(JSON.stringify({ u: `/a?b=${percent(text)}` }))],
  ['in base64 in percent signs', (text) => `?u=${percent(base64(`{"a":"${text}"}`))}`],
  ['in hex', (text) => `0x${hex(text)}`],
];

/** Every text that leaves, by its way. */
function texts(view: View, requestHeaders: readonly HeaderLine[] = []): [string, string][] {
  const shown = leaving(view, { requestHeaders }, { secrets: false, proof: true });
  return [
    ...takenFrom(shown).map(({ name, text }): [string, string] => [name, text]),
    ['HAR', JSON.stringify(toHar([shown.view], '0', () => shown.headers))],
    ['report', reportHtml([shown], '0', 0)],
    ['findings', JSON.stringify(shown.findings)],
  ];
}

/** A text with all that it says in other spellings, opened again and again. */
function opened(text: string, depth = 4): string {
  if (depth === 0) return text;
  const parts = [
    ...[...text.matchAll(/[\w+/-]{8,}/g)].flatMap(([run]) =>
      [run, ...run.split('/')].map((each) => Buffer.from(each, 'base64').toString('latin1')),
    ),
    text.replaceAll(/\\u([\da-f]{4})|\\(.)/gi, (_, code, char) =>
      code === undefined ? char : String.fromCharCode(Number.parseInt(code, 16)),
    ),
    text.replaceAll(/%([\da-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
  ].filter((part) => part !== text && part.length > 7);
  return [text, opened(parts.join('\n'), depth - 1)].join('\n');
}

const lower = (text: string) => text.toLowerCase();

const KEY = 'sk-live/1234?>5678';
const URL_KEY = `https://api.example/v1?city=Oslo&api_key=${encodeURIComponent(KEY)}`;

const asked = (headers: readonly HeaderLine[], body?: string, url = URL_KEY): View => ({
  exchange: exchange('k', {
    ...X402,
    url,
    headers: [...X402.headers, ...headers],
    ...(body === undefined ? {} : { body }),
  }),
});

describe('a key of the address', () => {
  it.each(SPELLINGS)('%s: repeated in a header and in a body', (_, spell) => {
    const said = spell(KEY);
    for (const view of [asked([['X-Note', said]]), asked([], `You asked ${said} of us`)]) {
      for (const [name, text] of texts(view)) {
        expect(text.includes(said), name).toBe(false);
        expect(lower(opened(text, 2)).includes(lower(KEY)), name).toBe(false);
        expect(lower(text).includes(hex(KEY)), name).toBe(false);
      }
    }
  });

  it('is hidden in the challenge, which stays one', () => {
    const required = { ...REQUIRED, resource: { ...REQUIRED.resource, url: URL_KEY } };
    const headers = [['PAYMENT-REQUIRED', base64(JSON.stringify(required))]] as const;
    const view: View = { exchange: exchange('c', { ...X402, url: URL_KEY, headers }) };
    const { exchange: shown } = leaving(view, {}, { secrets: false, proof: false }).view;
    const [, said = ''] = shown.asked?.response.headers[0] ?? [];
    expect(JSON.parse(Buffer.from(said, 'base64').toString())).toEqual({
      ...required,
      resource: { ...required.resource, url: 'https://api.example/v1?city=Oslo&api_key=REDACTED' },
    });
  });

  it.each([
    ['a short one', 'https://a.example/?token=ab12c', 'for ab12c only', 'ab12c'],
    ['the password before the host', 'https://me:hunter2x@a.example/', 'not hunter2x', 'hunter2x'],
    ['of the page', 'https://a.example/?code=ABCDEFGH', 'by ABCDEFGH', 'ABCDEFGH'],
  ])('%s', (_, url, body, secret) => {
    for (const [name, text] of texts(asked([], body, url))) {
      expect(text.includes(secret), name).toBe(false);
    }
  });

  it('that is a plain word or a number changes no other word', () => {
    const view = asked([], 'weather for 1000', 'https://weather.example/?key=weather&token=1000');
    const { exchange: shown } = leaving(view, {}, { secrets: false, proof: false }).view;
    expect(shown.asked?.response.body).toBe('weather for 1000');
    expect(shown.url).toBe('https://weather.example/?key=REDACTED&token=REDACTED');
  });

  it('at the end of a body that was cut', () => {
    const view = asked([], `You asked ${KEY.slice(0, 12)}`);
    const { asked: answer } = view.exchange;
    if (answer === undefined) throw new Error('no 402');
    const cut = { exchange: { ...view.exchange, asked: { ...answer, cut: true as const } } };
    for (const [name, text] of texts(cut))
      expect(text.includes(KEY.slice(0, 12)), name).toBe(false);
  });
});

describe('a header of the request', () => {
  it.each<[string, HeaderLine, string]>([
    ['a key', ['X-Api-Key', KEY], KEY],
    ['a bearer', ['Authorization', `Bearer ${KEY}`], KEY],
    ['a cookie', ['Cookie', `a=b; sid=${KEY}`], KEY],
    ['a password', ['Authorization', `Basic ${base64(`me:${KEY}`)}`], KEY],
    ['a parameter of the page', ['Referer', URL_KEY], KEY],
  ])('%s that the site repeats', (_, line, secret) => {
    const view = asked([], JSON.stringify({ you: base64(secret) }), 'https://a.example/');
    for (const [name, text] of texts(view, [line])) {
      expect(opened(text, 2).includes(secret), name).toBe(false);
    }
  });
});

describe('a proof', () => {
  const echo = (view: View, body: string): View => {
    const { paid } = view.exchange;
    if (paid === undefined) throw new Error('no answer');
    const response = { ...paid.response, body };
    return { ...view, exchange: { ...view.exchange, paid: { ...paid, response } } };
  };
  const x402 = paidX402();
  const l402 = paidL402();
  const r = SIGNATURE.slice(2, 66);
  const raw = Buffer.from(PREIMAGE, 'hex');

  it.each(SPELLINGS)('%s: a signature and a preimage that a site repeats', (_, spell) => {
    for (const [view, secret] of [
      [echo(x402, spell(SIGNATURE)), SIGNATURE],
      [echo(l402, spell(PREIMAGE)), PREIMAGE],
    ] as const) {
      for (const [name, text] of texts(view)) {
        expect(lower(opened(text, 2)).includes(secret), name).toBe(false);
      }
    }
  });

  it.each<[string, View, string]>([
    [
      'the header read to JSON',
      echo(x402, Buffer.from(x402.exchange.sent?.headers[0]?.[1] ?? '', 'base64').toString()),
      SIGNATURE.slice(2),
    ],
    ['the parts of a signature', echo(x402, JSON.stringify({ r: `0x${r}`, v: 27 })), r],
    [
      'the bytes of a preimage',
      echo(l402, JSON.stringify({ p: raw.toString('base64') })),
      raw.toString('base64'),
    ],
    [
      'the bytes of a preimage for addresses',
      echo(l402, `p=${raw.toString('base64url')}`),
      raw.toString('base64url'),
    ],
  ])('%s', (_, view, secret) => {
    for (const [name, text] of texts(view)) expect(text.includes(secret), name).toBe(false);
  });

  // Of a request that Farebox did not send: the site shows what came to it.
  const CREDENTIAL = 'AbCdEf0123456789AbCdEf0123456789';
  it.each([
    ...['Bearer', 'Payment', 'L402', 'LSAT', 'Cashu', 'DPoP'].map((scheme) => [
      `Authorization: ${scheme} ${CREDENTIAL}`,
    ]),
    [`you sent Payment ${CREDENTIAL}`],
    [`PAYMENT-SIGNATURE: ${CREDENTIAL}`],
    [`X-PAYMENT: ${CREDENTIAL}`],
    [`Payment-Credential: ${CREDENTIAL}`],
    [`Grpc-Metadata-Macaroon: ${CREDENTIAL}`],
    [`{"headers":{"X-Payment":"${CREDENTIAL}"}}`],
    [`{"headers":{"x-api-key":["${CREDENTIAL}"]}}`],
    [`{"api_key" : "${CREDENTIAL}"}`],
    [JSON.stringify({ a: JSON.stringify({ preimage: CREDENTIAL }) })],
    [base64(JSON.stringify({ apiKey: CREDENTIAL }))],
    [`<a href="/next?a=1&amp;access_token=${CREDENTIAL}">`],
  ])('a body that shows %s', (body) => {
    for (const [name, text] of texts(asked([], body))) {
      expect(opened(text, 2).includes(CREDENTIAL), name).toBe(false);
    }
  });

  it('leaves its header’s name in a HAR, without its value', () => {
    const { view, headers } = leaving(x402, {}, { secrets: false, proof: true });
    const { entries } = toHar([view], '0', () => headers).log;
    expect(entries.map(({ request }) => request.headers)).toEqual([
      [],
      [{ name: 'PAYMENT-SIGNATURE', value: 'REDACTED' }],
    ]);
  });
});

describe('names', () => {
  it.each([
    ...['api_key', 'X-Api-Key', 'X-API_KEY', 'apikey', 'X-RapidAPI-Key', 'Grpc-Metadata-Macaroon'],
    ...['Macaroon', 'X-Preimage', 'X-Cashu', 'DPoP', 'X-Auth', 'X-Auth-User', 'X-Access-Token'],
    ...['X-Client-Secret', 'Stripe-Signature', 'X-Hub-Signature-256', 'Payment-Credential'],
    ...[
      'X-Payment',
      'PAYMENT-SIGNATURE',
      'X-Payment-Proof',
      'Authorization',
      'Proxy-Authorization',
    ],
    ...['Cookie', 'X-Session-Id', 'X-JWT-Assertion', 'X-Lightning', 'X-Lnurlcash'],
  ])('a request’s %s is a secret', (name) => {
    expect(isSecretHeader(name, false)).toBe(true);
  });

  it.each([
    ...['PAYMENT-REQUIRED', 'PAYMENT-RESPONSE', 'Payment-Receipt', 'X-Cashu', 'X-Payment-Response'],
    ...['WWW-Authenticate', 'X-Lightning', 'Access-Control-Allow-Headers', 'Content-Type'],
  ])('an answer’s %s is none', (name) => {
    expect(isSecretHeader(name, true)).toBe(false);
  });

  it.each(['PAYMENT-SIGNATURE', 'Payment-Credential', 'Payment-Authorization', 'Set-Cookie'])(
    'an answer’s %s is one',
    (name) => expect(isSecretHeader(name, true)).toBe(true),
  );

  it.each(['Accept', 'Author', ':authority', 'Sec-WebSocket-Key', 'Keep-Alive', 'X-Monkey'])(
    'a request’s %s is none',
    (name) => expect(isSecretHeader(name, false)).toBe(false),
  );

  it.each([
    ...[
      'api_key',
      'apikey',
      'api-key',
      'key',
      'appid',
      'access_token',
      'auth[token]',
      'auth%5Btoken%5D',
    ],
    ...['X-Amz-Signature', 'X-Amz-Credential', 'X-Goog-Signature', 'Key-Pair-Id', 'sig', 'hmac'],
    ...['policy', 'Policy', 'SAMLResponse', 'invite', 'team_invite', 'magic'],
    ...['client_secret', 'macaroon', 'preimage', 'payment', 'token', 'jwt', 'sid', 'pass', 'code'],
  ])('a parameter %s is a secret', (name) => {
    expect(isSecretParameter(name)).toBe(true);
  });

  it.each(['city', 'q', 'page', 'author', 'amount', 'country_code_of', 'monkeys'])(
    'a parameter %s is none',
    (name) => expect(isSecretParameter(name)).toBe(false),
  );
});

it('what holds no secret leaves as it is', () => {
  for (const view of [...VIEWS, { exchange: exchange('l', L402) }]) {
    if (view.exchange.sent !== undefined) continue;
    const shown = leaving(view, {}, { secrets: false, proof: false });
    const whole = leaving(view, {}, { secrets: true, proof: false });
    expect(JSON.stringify(shown.view)).toBe(JSON.stringify(whole.view));
    expect(takenFrom(shown)).toEqual(takenFrom(whole));
  }
});

describe('base64 within base64', () => {
  const nested = (text: string, times: number): string =>
    times === 0 ? text : nested(base64(`{"a":"${text}"}`), times - 1);
  const reads = (times: number) => {
    let count = 0;
    redactSpellings([KEY], (text) => {
      count++;
      return text;
    })(nested('nothing at all is here', times));
    return count;
  };

  it.each([1, 2, 3, 4, 5, 6])('%i times hides no key', (times) => {
    const open = redactSpellings([KEY], (text) => text)(nested(KEY, times));
    expect(opened(open, times + 1).includes(KEY)).toBe(false);
  });

  it('is opened five times at most', () => {
    expect([0, 3, 5, 6, 9].map(reads)).toEqual([1, 4, 6, 6, 6]);
  });
});

it('a text that opens without end is hidden rather than read for ever', () => {
  let body = 'a'.repeat(4_000);
  for (let depth = 0; depth < 6; depth++) body = base64(`{"x{"x{"x{""${body}`);
  let read = 0;
  const redact = redactSpellings([KEY], (text) => {
    read += text.length;
    return text;
  });
  expect(redact(body)).not.toBe(body);
  expect(read).toBeLessThan(50 * body.length);
});

describe('what the checks found leaves as the screen shows it', () => {
  const preflight = { status: 403, headers: [] };
  const requestHeaders = [['X-Api-Key', KEY]] as const;
  const view = asked([], undefined, 'https://shop.example/a');
  const screen = findingsOf(view.exchange, { preflight, requestHeaders });

  it.each([true, false])('with secrets: %s', (secrets) => {
    // There is more to find beside the exchange, or this test says nothing.
    expect(screen.length).toBeGreaterThan(findingsOf(view.exchange).length);
    const shown = leaving(view, { preflight, requestHeaders }, { secrets, proof: false });
    expect(shown.findings).toEqual(screen);
    const assistant = takenFrom(shown).find(({ name }) => name === 'dev_assistant')?.text;
    for (const { reason } of screen) expect(assistant).toContain(reason);
  });

  it('also where a secret stood in what they looked at', () => {
    const elsewhere = asked([], undefined, 'https://shop.example/a?token=eip155:84532');
    const shown = leaving(elsewhere, {}, { secrets: false, proof: false });
    const checks = (all: typeof shown.findings) => all.map(({ check, field }) => [check, field]);
    expect(checks(shown.findings)).toEqual(checks(findingsOf(elsewhere.exchange)));
    expect(shown.reading.offers).toHaveLength(1);
  });

  it('with their links, which are our own, also where a secret is a word of them', () => {
    const links = (all: typeof screen) => all.map(({ link }) => link);
    const [host] = screen.map(({ link }) => new URL(link).host);
    const key = [['X-Api-Key', host ?? '']] as const;
    const found = findingsOf(view.exchange, { preflight, requestHeaders: key });
    const shown = leaving(
      view,
      { preflight, requestHeaders: key },
      { secrets: false, proof: false },
    );
    expect(links(shown.findings)).toEqual(links(found));
  });
});

it('a secret that a check quotes', () => {
  const secret = 'sk-live-12345678';
  const accepts = REQUIRED.accepts.map((each) => ({ ...each, amount: secret }));
  const headers = [['PAYMENT-REQUIRED', base64(JSON.stringify({ ...REQUIRED, accepts }))]] as const;
  const url = `https://a.example/?token=${secret}`;
  const view: View = { exchange: exchange('q', { ...X402, url, headers }) };
  expect(JSON.stringify(findingsOf(view.exchange))).toContain(secret);
  for (const [name, text] of texts(view)) expect(text.includes(secret), name).toBe(false);
});

it('a proof of a few characters', () => {
  const { exchange: paid, ...rest } = paidX402();
  if (paid.sent === undefined) throw new Error('nothing sent');
  const view = {
    ...rest,
    exchange: { ...paid, sent: { ...paid.sent, headers: [['X-Proof', 'qZ7']] } },
  } as View;
  for (const [name, text] of texts(view)) expect(text.includes('qZ7'), name).toBe(false);
});
