import { describe, expect, test } from 'vitest';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import { makeQuote } from '../../../../src/core/offers/quote.ts';
import { approve, type Target } from '../../../../src/core/payment/index.ts';
import { moveTo } from '../../../../src/core/payment/step.ts';
import {
  AGAIN,
  type Asking,
  type AutoPayGrant,
  grantKey,
  grantKeyOf,
  MINUTE,
  mustAsk,
} from '../../../../src/core/rules/auto-pay.ts';
import type { Facts } from '../../../../src/core/rules/facts.ts';

// What auto-pay may pay. Each row changes one thing in a case that may be paid: amounts, times and counts are
// tried below, at and above where the answer changes.

const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const TEST_USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';
/** Half a dollar at Base. */
const offer: Offer = {
  id: 'x402:0',
  protocol: 'x402',
  method: 'exact',
  network: 'eip155:8453',
  price: { amount: 500_000n, currency: 'USDC', decimals: 6, asset: USDC },
  payee: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  rail: { kind: 'eip3009', network: 'eip155:8453', asset: USDC },
  payable: true,
  cautions: [],
  terms: {},
};
const testMoney: Partial<Offer> = {
  network: 'eip155:84532',
  price: { amount: 500_000n, currency: 'USDC', decimals: 6, asset: TEST_USDC },
};
const quoteOf = (change: Partial<Offer> = {}, method = 'GET', url = 'https://news.example/1') =>
  makeQuote({ id: 'seen', url, method, at: 1 }, { ...offer, ...change });

/** ms: now. */
const NOW = 1_800_000_000_000;
const forPages: AutoPayGrant = {
  perPayment: '500000',
  perDay: '2000000',
  until: NOW + 1,
  testnet: false,
};
const forCalls: AutoPayGrant = { ...forPages, perMinute: 3 };
const page: Asking = { type: 'main_frame', secure: true, reloaded: false };
const call: Asking = { type: 'xmlhttprequest', secure: true, call: true };
/** The site was paid before, under the same payee, and nothing went wrong. */
const good: Facts = {
  originDay: 1_500_000n,
  siteDay: 0n,
  day: 0n,
  month: 0n,
  assetDay: 0n,
  payees: { paidHere: true, paidSame: true, lookalike: false, payments: 1, addresses: 1 },
  lately: 0,
};

type Case = {
  readonly quote?: ReturnType<typeof quoteOf>;
  readonly asking?: Partial<Asking>;
  readonly grant?: Partial<AutoPayGrant>;
  readonly facts?: Partial<Facts>;
};
const ofPage = ({ quote = quoteOf(), asking, grant, facts }: Case) =>
  mustAsk(quote, { ...page, ...asking }, { ...forPages, ...grant }, { ...good, ...facts }, NOW);
const ofCall = ({ quote = quoteOf(), asking, grant, facts }: Case) =>
  mustAsk(quote, { ...call, ...asking }, { ...forCalls, ...grant }, { ...good, ...facts }, NOW);

const cents = (amount: bigint): Partial<Offer> => ({
  price: { amount: amount * 10_000n, currency: 'USDC', decimals: 6, asset: USDC },
});
const unknownToken = { amount: 1n, currency: 'USDC', decimals: 6, asset: `0x${'12'.repeat(20)}` };

describe('a page is paid without asking', () => {
  test('where its site has a grant, and never without one', () => {
    expect(ofPage({})).toBeUndefined();
    expect(mustAsk(quoteOf(), page, undefined, good, NOW)).toBe('none');
    expect(mustAsk(quoteOf(), call, undefined, good, NOW)).toBe('none');
  });

  test.each<[string, Case, ReturnType<typeof mustAsk>]>([
    ['the grant ends in a moment', { grant: { until: NOW + 1 } }, undefined],
    ['the grant ends now', { grant: { until: NOW } }, 'ended'],
    ['the grant ended', { grant: { until: NOW - 1 } }, 'ended'],

    ['of a frame', { asking: { type: 'sub_frame' } }, 'not-the-page'],
    ['of a picture', { asking: { type: 'image' } }, 'not-the-page'],
    ['a form sent it', { quote: quoteOf({}, 'POST') }, 'not-the-page'],
    [
      'a frame’s form sent it',
      { quote: quoteOf({}, 'POST'), asking: { type: 'sub_frame' } },
      'not-the-page',
    ],
    ['over plain http', { asking: { secure: false } }, 'insecure'],

    [
      'bitcoin',
      { quote: quoteOf({ price: { amount: 1n, currency: 'sat', decimals: 0 } }) },
      'asset',
    ],
    ['a token of no table', { quote: quoteOf({ price: unknownToken }) }, 'asset'],
    [
      'no price',
      {
        quote: makeQuote(
          { id: 's', url: 'https://a.example', method: 'GET', at: 1 },
          withoutPrice(),
        ),
      },
      'asset',
    ],
    ['what Farebox cannot pay', { quote: quoteOf({ payable: false }) }, 'asset'],
    ['test money, on a grant for real money', { quote: quoteOf(testMoney) }, 'money-kind'],
    ['real money, on a grant for test money', { grant: { testnet: true } }, 'money-kind'],
    [
      'test money, on a grant for it',
      { quote: quoteOf(testMoney), grant: { testnet: true } },
      undefined,
    ],

    ['a payment went wrong', { facts: { troubleAt: 5 } }, 'refused'],
    ['one went wrong as the user pressed', { facts: { troubleAt: 5, pressedAt: 5 } }, 'refused'],
    [
      'one went wrong, and the user paid since',
      { facts: { troubleAt: 5, pressedAt: 6 } },
      undefined,
    ],
    [
      'one went wrong, and the user paid since, just now',
      { facts: { troubleAt: 5, pressedAt: NOW } },
      undefined,
    ],
    [
      'one went wrong, and the user paid before the clock was set back',
      { facts: { troubleAt: 5, pressedAt: NOW + 1 } },
      'refused',
    ],
    ['no payee', { quote: withoutPayee() }, 'payee'],
    ['another payee', { facts: { payees: { ...good.payees, paidSame: false } } }, 'payee'],
    ['never paid here', { facts: { payees: { ...good.payees, paidHere: false } } }, 'payee'],
    [
      'a payee that looks like another',
      { facts: { payees: { ...good.payees, lookalike: true } } },
      'payee',
    ],
  ])('%s: %#', (_, change, expected) => {
    expect(ofPage(change)).toBe(expected);
  });

  const DAY = 24 * 60 * 60 * 1000;
  test.each<[string, Case, ReturnType<typeof mustAsk>]>([
    ['never before', { asking: { reloaded: false } }, undefined],
    ['a day ago', { facts: { sameAt: NOW - DAY } }, 'again'],
    ['more than a day ago', { facts: { sameAt: NOW - DAY - 1 } }, undefined],
    ['just now', { facts: { sameAt: NOW } }, 'again'],
    ['in the future, by a clock that was set back', { facts: { sameAt: NOW + 9 * DAY } }, 'again'],
    ['just now, and may be again', { facts: { sameAt: NOW }, grant: { again: true } }, undefined],
    [
      'just now, and may not be again',
      { facts: { sameAt: NOW }, grant: { again: false } },
      'again',
    ],
    [
      'long ago, and is loaded anew',
      { facts: { sameAt: 1 }, asking: { reloaded: true } },
      'reload',
    ],
    [
      'just now, may be again, and is loaded anew',
      { facts: { sameAt: NOW }, grant: { again: true }, asking: { reloaded: true } },
      'reload',
    ],
    ['never before, and is loaded anew', { asking: { reloaded: true } }, undefined],
  ])('a page that was paid for %s', (_, change, expected) => {
    expect(ofPage(change)).toBe(expected);
    expect(AGAIN).toBe(DAY);
  });

  test.each<[string, Case, ReturnType<typeof mustAsk>]>([
    ['the fifth payment within a minute', { facts: { lately: 4 } }, undefined],
    ['the sixth payment within a minute', { facts: { lately: 5 } }, 'per-minute'],
    ['the seventh payment within a minute', { facts: { lately: 6 } }, 'per-minute'],
    ['as much as one payment may be', { quote: quoteOf(cents(50n)) }, undefined],
    ['less than one payment may be', { quote: quoteOf(cents(49n)) }, undefined],
    ['more than one payment may be', { quote: quoteOf(cents(51n)) }, 'per-payment'],
    ['up to the day’s limit', { facts: { originDay: 1_500_000n } }, undefined],
    ['over the day’s limit', { facts: { originDay: 1_500_001n } }, 'per-day'],
    ['below the day’s limit', { facts: { originDay: 1_499_999n } }, undefined],
    ['where nothing is left of the day', { facts: { originDay: 9_000_000n } }, 'per-day'],
    ['where other sites took much', { facts: { siteDay: 10n ** 9n, day: 10n ** 9n } }, undefined],
  ])('%s', (_, change, expected) => {
    expect(ofPage(change)).toBe(expected);
  });

  test('a price counts with its fees', () => {
    const fee = { from: 'https://mint.example', surcharge: 1n, fee: 0n };
    expect(ofPage({ quote: quoteOf({ extra: fee }) })).toBe('per-payment');
    expect(ofPage({ quote: quoteOf({ extra: fee }), grant: { perPayment: '500001' } })).toBe(
      'per-day',
    );
  });
});

describe('a call that waits is paid without asking', () => {
  test('only on a grant for calls, and a page only on one for pages', () => {
    expect(ofCall({})).toBeUndefined();
    expect(mustAsk(quoteOf(), call, forPages, good, NOW)).toBe('none');
    expect(mustAsk(quoteOf(), page, forCalls, good, NOW)).toBe('none');
    expect(mustAsk(quoteOf(), { ...page, call: false }, forCalls, good, NOW)).toBe('none');
  });

  test.each<[string, Case, ReturnType<typeof mustAsk>]>([
    ['of any method', { quote: quoteOf({}, 'POST') }, undefined],
    ['of any kind', { asking: { type: 'other' } }, undefined],
    ['that was made just now', { facts: { sameAt: NOW } }, undefined],
    [
      'that was made before, of a page loaded anew',
      { facts: { sameAt: NOW }, asking: { reloaded: true } },
      undefined,
    ],
    ['the last within the minute', { facts: { lately: 2 } }, undefined],
    ['one more within the minute', { facts: { lately: 3 } }, 'per-minute'],
    ['many more within the minute', { facts: { lately: 30 } }, 'per-minute'],
    [
      'the tenth of ten within the minute',
      { facts: { lately: 9 }, grant: { perMinute: 10 } },
      undefined,
    ],
    [
      'the eleventh of ten within the minute',
      { facts: { lately: 10 }, grant: { perMinute: 10 } },
      'per-minute',
    ],
    ['the grant ended', { grant: { until: NOW } }, 'ended'],
    ['over plain http', { asking: { secure: false } }, 'insecure'],
    ['a payment went wrong', { facts: { troubleAt: 5 } }, 'refused'],
    ['another payee', { facts: { payees: { ...good.payees, paidSame: false } } }, 'payee'],
    ['more than one payment may be', { quote: quoteOf(cents(51n)) }, 'per-payment'],
    ['over the day’s limit', { facts: { originDay: 1_500_001n } }, 'per-day'],
  ])('%s: %#', (_, change, expected) => {
    expect(ofCall(change)).toBe(expected);
  });

  test('a minute has sixty seconds', () => {
    expect(MINUTE).toBe(60_000);
  });
});

describe('a grant is kept under', () => {
  const main: Target = { tabId: 1, frameId: 0, type: 'main_frame' };
  const fetched: Target = {
    tabId: 1,
    frameId: 0,
    type: 'xmlhttprequest',
    initiator: 'https://app.example/board',
  };
  const made = (target: Target, url: string, method = 'GET', waited = true) => {
    const approved = approve(quoteOf({}, method, url), 'purse', target, 1);
    const held = waited ? moveTo(moveTo(approved, 'proved', 2), 'held', 3) : approved;
    return moveTo(held, 'settled', 4);
  };
  const CALLED = 'https://api.example/v1/answer';

  test.each<[string, ReturnType<typeof made>, string | undefined]>([
    ['the origin of a page', made(main, 'https://news.example/a?b'), 'https://news.example'],
    ['its port, too', made(main, 'https://news.example:8443/'), 'https://news.example:8443'],
    ['this machine', made(main, 'http://localhost:4000/a'), 'http://localhost:4000'],
    ['nothing, of a page over plain http', made(main, 'http://news.example/a'), undefined],
    [
      'both origins, of a call that waited',
      made(fetched, CALLED),
      'https://app.example https://api.example',
    ],
    [
      'both, of a call by POST',
      made(fetched, CALLED, 'POST'),
      'https://app.example https://api.example',
    ],
    ['nothing, of a call that did not wait', made(fetched, CALLED, 'GET', false), undefined],
    ['nothing, of a call of a frame', made({ ...fetched, frameId: 7 }, CALLED), undefined],
    ['nothing, of a call over plain http', made(fetched, 'http://api.example/v1'), undefined],
    [
      'nothing, of a call by a page over plain http',
      made({ ...fetched, initiator: 'http://app.example/' }, CALLED),
      undefined,
    ],
    ['nothing, where it is not known who called', made(unnamed(fetched), CALLED), undefined],
    ['nothing, of a form that the page sent', made(main, CALLED, 'POST', false), undefined],
  ])('%s', (_, payment, key) => {
    expect(grantKeyOf(payment)).toBe(key);
  });

  test('a key that tells pages and calls apart', () => {
    expect(grantKey('https://a.example')).toBe('https://a.example');
    expect(grantKey('https://a.example', 'https://b.example')).toBe(
      'https://b.example https://a.example',
    );
  });

  function unnamed({ initiator: _, ...rest }: Target): Target {
    return rest;
  }
});

function withoutPrice(): Offer {
  const { price: _, ...rest } = offer;
  return rest;
}

function withoutPayee() {
  const { payee: _, ...rest } = offer;
  return makeQuote({ id: 'seen', url: 'https://news.example/1', method: 'GET', at: 1 }, rest);
}
