import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../src/core/offers/notice.ts';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { answer, json } from '../answer.ts';

const { read } = registry;

type Dialect = readonly [from: string, body: unknown, notice: Partial<Notice>];

/** How the rest of the world words an error. Names, numbers and words are our own. */
const DIALECTS: readonly Dialect[] = [
  [
    'a name in capitals and an information link',
    {
      name: 'INSTRUMENT_DECLINED',
      message: 'The bank said no.',
      debug_id: 'd3b',
      information_link: 'https://developer.acme.example/errors#declined',
    },
    {
      code: 'INSTRUMENT_DECLINED',
      message: 'The bank said no.',
      docUrl: 'https://developer.acme.example/errors#declined',
      details: [['debug_id', 'd3b']],
      whoActs: 'visitor',
    },
  ],
  [
    'JSON in the message',
    { message: JSON.stringify({ error: { code: 'used_up', message: 'No credits left' } }) },
    { code: 'used_up', message: 'No credits left' },
  ],
  [
    'lists in a list',
    [[{ errors: [[{ message: 'No credits left', code: 'used_up' }]] }]],
    { code: 'used_up', message: 'No credits left' },
  ],
  [
    'several suggestions',
    { error: { message: 'No credits left', suggestions: ['Buy more', 'Ask for less'] } },
    { message: 'No credits left', details: [['hint', 'Buy more · Ask for less']] },
  ],
  [
    'details in place of a message',
    { Errors: [{ Details: ['Your balance is empty'] }] },
    { message: 'Your balance is empty' },
  ],
  [
    'details that are objects, in place of a message',
    { Errors: [{ Details: [{ Message: 'No credits left' }, { Message: 'Buy more' }] }] },
    { message: 'No credits left · Buy more' },
  ],
  ['flat details', { code: 'E9', details: 'Used up' }, { code: 'E9', message: 'Used up' }],
  ['camel case', { errorCode: '905_1', message: 'No acquirer' }, { code: '905_1' }],
  ['capitals', { Error: { Code: 'E9', Message: 'Used up' } }, { code: 'E9', message: 'Used up' }],
  [
    'long names',
    { ErrorCode: 'NoCredit', ErrorMessage: 'None left' },
    { code: 'NoCredit', message: 'None left' },
  ],
  [
    'words for users',
    { developerMessage: 'q', userMessage: 'None left', moreInfo: 'https://acme.example/44' },
    { message: 'None left', docUrl: 'https://acme.example/44' },
  ],
  [
    'the type of an exception',
    { __type: 'com.acme#PastDueException', Message: 'Past due' },
    { code: 'PastDueException', message: 'Past due' },
  ],
  [
    'a list of validation errors',
    { detail: [{ loc: ['header'], msg: 'Lapsed', type: 'subscription' }] },
    { code: 'subscription', message: 'Lapsed' },
  ],
  [
    'a framework that names the status',
    { statusCode: 402, error: 'Payment Required', message: 'No seats left' },
    { message: 'No seats left' },
  ],
  [
    'JSON in the error',
    { error: { json: { message: 'Upgrade first', code: -32000 } } },
    { code: '-32000', message: 'Upgrade first' },
  ],
  [
    'a list of texts',
    { error: ['Not enough credits', 'Buy more'] },
    { message: 'Not enough credits' },
  ],
  ['a list of errors', { error: [{ code: 'NO', message: 'Not enough' }] }, { code: 'NO' }],
  ['texts by field', { errors: { base: ['Card was declined'] } }, { message: 'Card was declined' }],
  [
    'texts by another field',
    { errors: { card_number: ['is invalid'] } },
    { message: 'card_number is invalid' },
  ],
  ['a response round it', { response: { error: { code: 'NO_FUNDS' } } }, { code: 'NO_FUNDS' }],
  ['data round it', { data: { error: 'No active plan' } }, { message: 'No active plan' }],
  [
    'a status round it',
    { status: { code: 402, message: 'No credits' } },
    { message: 'No credits' },
  ],
  [
    'a fault of SOAP',
    { fault: { faultstring: 'Over quota', detail: { errorcode: 'policies.Quota' } } },
    { code: 'policies.Quota', message: 'Over quota' },
  ],
  [
    'OData',
    { 'odata.error': { code: 'X', message: { lang: 'en', value: 'Unpaid bill' } } },
    { code: 'X', message: 'Unpaid bill' },
  ],
  [
    'JSON:API',
    {
      errors: [
        {
          status: '402',
          code: 'ended',
          title: 'E',
          detail: 'The plan ended.',
          links: { about: 'https://acme.example/e' },
        },
      ],
    },
    { code: 'ended', message: 'The plan ended.', docUrl: 'https://acme.example/e' },
  ],
  [
    'GraphQL, whose second error tells',
    { errors: [{ extensions: { code: 'UNPAID' } }, { message: 'Second tells' }] },
    { code: 'UNPAID', message: 'Second tells' },
  ],
  [
    'help among the details',
    {
      error: {
        code: 402,
        message: 'Enable billing.',
        status: 'FAILED',
        details: [{ links: [{ url: 'https://console.acme.example/billing' }] }],
      },
    },
    { code: 'FAILED', docUrl: 'https://console.acme.example/billing' },
  ],
  ['German', { fehlercode: 1, meldung: 'Guthaben leer.' }, { message: 'Guthaben leer.' }],
  ['French', { erreur: { code: 'VIDE', message: 'Solde épuisé.' } }, { code: 'VIDE' }],
  ['Spanish', { mensaje: 'Saldo agotado', codigo: 'SALDO' }, { code: 'SALDO' }],
  [
    'Chinese',
    { result: false, msg: '余额不足', code: 10402 },
    { code: '10402', message: '余额不足' },
  ],
  [
    'a card number in the words',
    { error: { message: 'Card 4000 0000 0000 0002 was declined' } },
    { message: 'Card ••• was declined' },
  ],
];

/** One of each language: an account, a card, a quota, a plan, an invoice that is due. */
const BILLS_IN_WORDS = [
  'Insufficient credits for this call',
  'Your invoice is overdue',
  'Monthly limit reached',
  'Die Kreditkarte wurde abgelehnt',
  'Sie haben eine offene Rechnung',
  'Kontingent aufgebraucht',
  'Votre abonnement a expiré',
  'Crédit insuffisant',
  'La facture de mai est en retard',
  'Su tarjeta fue rechazada',
  'Saldo insuficiente',
  'A sua assinatura expirou',
  'Abbonamento scaduto',
  'Uw tegoed is op',
  '信用卡已过期',
  '残高が不足しています',
  '잔액이 부족합니다',
  'На балансе недостаточно средств',
  'رصيدك غير كاف',
];

/** A payment is asked for, and nothing is said of a bill. */
const NO_BILLS: readonly (readonly [body: unknown, said: Partial<Notice>])[] = [
  [{ error: 'payment_required' }, { code: 'payment_required' }],
  [
    { error: 'Payment required to read this article.' },
    { message: 'Payment required to read this article.' },
  ],
  [
    { error: { code: 'E_LOCKED', message: 'Pay 5 cents first.' } },
    { code: 'E_LOCKED', message: 'Pay 5 cents first.' },
  ],
  [{ error: 'Please pay the invoice' }, { message: 'Please pay the invoice' }],
  [{ message: 'Sold out' }, { message: 'Sold out' }],
  [
    { fehler: 'Bitte bezahlen Sie diese Rechnung.' },
    { message: 'Bitte bezahlen Sie diese Rechnung.' },
  ],
  [{ erreur: 'Tarif : 0,05 USDC' }, { message: 'Tarif : 0,05 USDC' }],
  [{ mensaje: 'Pague para continuar' }, { message: 'Pague para continuar' }],
  [{ msg: '请先付款' }, { message: '请先付款' }],
];

const noticesOf = (body: unknown, headers: readonly HeaderLine[] = []) =>
  read(json(body, headers)).notices;
const html = (body: string, headers: readonly HeaderLine[] = []) =>
  read(answer([['Content-Type', 'text/html'], ...headers], body)).notices;

describe('a bill in another dialect', () => {
  it.each(DIALECTS)('is read: %s', (_, body, notice) => {
    expect(noticesOf(body)).toEqual([expect.objectContaining({ kind: 'billing', ...notice })]);
  });
  it.each(BILLS_IN_WORDS)('is known by its words: %s', (message) => {
    expect(noticesOf({ error: message })).toMatchObject([
      { kind: 'billing', message, whoActs: 'account-holder' },
    ]);
  });
  it.each(NO_BILLS)('is not what speaks of none: %j', (body, said) => {
    expect(noticesOf(body)).toEqual([{ kind: 'unknown', ...said, whoActs: 'unknown' }]);
  });
  it('is not made of words beside a challenge that can be read', () => {
    const header: HeaderLine = ['X-Payment-Amount', '1.50'];
    expect(noticesOf({ error: 'Send the payment first' }, [header])).toEqual([]);
    expect(noticesOf({ error: 'Your plan has ended' }, [header])).toMatchObject([
      { kind: 'billing', message: 'Your plan has ended' },
    ]);
  });
  it('is not looked for in ever deeper objects', () => {
    const deep = { data: { data: { data: { data: { message: 'Too deep' } } } } };
    expect(noticesOf(deep)).toEqual([{ kind: 'unknown', whoActs: 'unknown' }]);
  });
  it('is none beside a challenge that it only repeats', () => {
    const header: HeaderLine = ['WWW-Authenticate', 'L402 token="AG=="'];
    expect(noticesOf({ error: 'Payment required', code: 402 }, [header])).toEqual([]);
    expect(noticesOf({ error: { message: 'Card declined' } }, [header])).toHaveLength(1);
  });
  it('is part of the price for crawlers that it comes with', () => {
    expect(noticesOf({ error: 'Too low' }, [['crawler-price', 'USD 0.01; per=request']])).toEqual([
      {
        kind: 'crawl-price',
        message: 'Too low',
        price: { amount: 1n, decimals: 2, currency: 'USD', asset: 'USD' },
        whoActs: 'bot-operator',
      },
    ]);
  });
});

describe('a page in the place of a site', () => {
  it.each([
    [
      '<title>Contact us</title><h1>This Account has been suspended.</h1>',
      'This Account has been suspended.',
    ],
    ['<title>Website disabled</title>', 'Website disabled'],
    [
      '<title>Sorry</title><p>The site was paused: too many visitors.</p>',
      'The site was paused: too many visitors.',
    ],
  ])('is for its owner to act on: %s', (body, message) => {
    expect(html(body)).toMatchObject([{ kind: 'hosting', whoActs: 'site-owner' }]);
    expect(html(body)[0]?.message).toContain(message);
  });
  it('names Vercel and Netlify', () => {
    const code = '<h1>402</h1><p>Code: DEPLOYMENT_DISABLED</p>';
    expect(html(code, [['x-vercel-id', 'fra1::x']])).toMatchObject([
      { service: 'Vercel', code: 'DEPLOYMENT_DISABLED' },
    ]);
    expect(html('<h1>This site was paused</h1>', [['Server', 'Netlify']])).toMatchObject([
      { service: 'Netlify' },
    ]);
  });
  it('is not the account of the visitor', () => {
    expect(html('<h1>Your account is suspended</h1>')).toMatchObject([{ kind: 'unknown' }]);
  });
});

describe('a page that names the status', () => {
  it.each([
    [
      '<title>402 Payment Required</title><h1>Payment Required</h1><p>Nobody paid.',
      'Payment Required Nobody paid.',
    ],
    [
      '<title>402 Payment Required</title><h1>402 Payment Required</h1><hr>nginx',
      '402 Payment Required',
    ],
  ])('is quoted for what more it says: %s', (body, message) => {
    expect(html(body)).toEqual([{ kind: 'unknown', message, whoActs: 'visitor' }]);
  });
});

describe('a body that is no object', () => {
  it.each([
    ['"Top up first"', 'Top up first'],
    ['null', undefined],
    ['true', undefined],
  ])('%s', (body, message) => {
    expect(noticesOf(body)[0]?.message).toBe(message);
  });
  it('is shown without the tags of its XML', () => {
    const xml = '<?xml version="1.0"?><problem><title>Out of credit</title></problem>';
    const { notices } = read(answer([['Content-Type', 'application/problem+xml']], xml));
    expect(notices).toEqual([{ kind: 'unknown', message: 'Out of credit', whoActs: 'visitor' }]);
  });
  it('is a problem where it names x402', () => {
    const { notices, problems } = read(json('{"x402Version":1,"accepts":[],}'));
    expect(notices).toEqual([]);
    expect(problems).toMatchObject([{ protocol: 'x402', field: 'body' }]);
  });
});
