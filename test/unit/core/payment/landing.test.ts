import { describe, expect, it } from 'vitest';
import { landedOf } from '../../../../src/background/payments/outcome.ts';
import { approve, type Payment } from '../../../../src/core/payment/index.ts';
import { detourOf, endOf } from '../../../../src/core/payment/landing.ts';
import { unreadTroubleAt } from '../../../../src/core/rules/unread-trouble.ts';

const PAID = 'https://news.example/story/7?ref=home';

// A class of answers: the 2xx at the end of a redirect, and whether it shows that the paid page opened.
const DETOURS = [
  ['https://cdn.example/story/7', 'elsewhere'],
  ['https://www.news.example/story/7', 'elsewhere'],
  ['http://news.example/story/7', 'elsewhere'],
  ['https://news.example:8443/story/7', 'elsewhere'],
  ['https://news.example/login', 'login'],
  ['https://news.example/account/sign-in?from=mail', 'login'],
  ['https://news.example/wp-login.php', 'login'],
  ['https://news.example/oauth2/authorize', 'login'],
  ['https://news.example/welcome?next=%2Fstory%2F7', 'login'],
  ['https://news.example/members?return_to=https%3A%2F%2Fnews.example%2Fstory%2F7', 'login'],
  ['https://news.example/', 'front'],
  ['https://news.example/?paid=no', 'front'],
] as const;

const OPENED = [
  PAID,
  'https://news.example/story/7?token=abc',
  'https://news.example/story/7/full',
  'https://news.example/authors/ada',
  'https://news.example/blog/how-to-login-safely',
  'https://news.example/read?next=%2Fstory%2F8',
];

it.each(DETOURS)('%s is a detour: %s', (end, detour) => expect(detourOf(PAID, end)).toBe(detour));
it.each(OPENED)('%s is the page', (end) => expect(detourOf(PAID, end)).toBeUndefined());

// A class of origins: where the page is, and whether the site (docs/glossary.md) is still the one that was paid.
describe('the receipt of a page at another origin names it', () => {
  const quote = { id: 'q', url: PAID, method: 'GET', offer: {} } as Payment['quote'];
  const begun = approve(quote, 'purse', { tabId: 1, frameId: 0, type: 'main_frame' }, 1);
  const view = (url: string) => {
    const payment = { ...begun, state: 'sent' } as Payment;
    const { landedAt } = landedOf(payment, { url, method: 'GET', status: 200, headers: [] });
    return landedAt && endOf(PAID, landedAt);
  };
  it.each([
    ['https://cdn.example/story/7', 'cdn.example', false],
    ['https://news.example.cdn.example/', 'news.example.cdn.example', false],
    ['https://www.news.example/story/7', 'www.news.example', true],
    ['https://news.example:8443/story/7', 'news.example:8443', true],
    ['http://news.example/story/7', 'http://news.example', false],
    ['http://www.news.example/story/7', 'www.news.example', false],
    ['https://alice.github.io/', 'alice.github.io', false],
  ])('%s as %s, of the same site: %s', (url, host, sameSite) => {
    expect(view(url)).toEqual({ host, sameSite });
  });
  it.each(['https://news.example/login', 'https://news.example/', PAID])(
    'and no other: %s',
    (url) => {
      expect(view(url)).toBeUndefined();
    },
  );
});

describe('trouble at a site that has not been read', () => {
  const quote = { id: 'q', url: PAID, method: 'GET', offer: {} } as Payment['quote'];
  const begun = approve(quote, 'purse', { tabId: 1, frameId: 0, type: 'main_frame' }, 1, true);
  const sent = {
    ...begun,
    state: 'sent',
    ending: { kind: 'redirect', status: 302 },
    history: [...begun.history, { state: 'sent', at: 2 }],
  } as Payment;
  const ended = (url: string): Payment => {
    const { ending: _, ...before } = sent;
    const outcome = landedOf(sent, { url, method: 'GET', status: 200, headers: [] });
    const history = [...sent.history, { state: outcome.state, at: 3 }];
    return { ...before, ...outcome, history } as Payment;
  };

  const isUnread = (payment: Payment) => unreadTroubleAt(payment) !== undefined;

  it.each(DETOURS)('is there after an end at %s', (end) => {
    expect(ended(end)).toMatchObject({ state: 'settled', came: 'page' });
    expect(isUnread({ ...ended(end), looked: 2 })).toBe(true);
    expect(isUnread(ended(end))).toBe(true);
    expect(isUnread({ ...ended(end), looked: 4 })).toBe(false);
  });

  it.each(OPENED)('is not after an end at %s', (end) => {
    expect(isUnread(ended(end))).toBe(false);
  });
});
