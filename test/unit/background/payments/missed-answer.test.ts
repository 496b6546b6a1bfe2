import { beforeEach, describe, expect, it } from 'vitest';
import {
  documentSince,
  missedAnswer,
  showsOldDocument,
} from '../../../../src/background/payments/missed-answer.ts';
import type { Payment, Target } from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { asksForUsdc } from '../../../fixtures/x402/weather.ts';
import { freshBrowser, pages, port } from '../browser.ts';
import { consent, L402, NOW } from '../world.ts';

// The class: what the document of a paid page's tab says of a payment whose answer no one heard.

beforeEach(() => freshBrowser(SHOP));

const AGAIN = NOW + 60_000;
const PAGE: Target = { tabId: 1, frameId: 0, type: 'main_frame' };

/** A payment whose proof was sent twice. */
function sentTwice(
  more: { target?: Target; method?: string; response?: typeof L402 } = {},
): Payment {
  const { target = PAGE, method = 'GET', response = L402 } = more;
  const { quote, ...rest } = consent('nwc', response);
  const history = [
    { state: 'proved', at: NOW },
    { state: 'sent', at: NOW },
    { state: 'unknown', at: NOW + 1 },
    { state: 'sent', at: AGAIN },
  ] as const;
  return {
    ...rest,
    quote: { ...quote, method },
    target,
    state: 'sent',
    history,
  } as unknown as Payment;
}

const shows = (began: number, { url = SHOP, status = 200 } = {}) =>
  void pages.set(1, { url, status, began, contentType: 'text/html', body: '', paywall: false });
const OPENED = { url: SHOP, method: 'GET', status: 200, headers: [] };

describe('the answer that was missed', () => {
  it.each([
    ['later', AGAIN + 5_000],
    ['at once', AGAIN],
    ['a second before, by a clock that is a little slow', AGAIN - 1_000],
  ])('is the page that was loaded %s', async (_, began) => {
    shows(began, { url: `${SHOP}#part` });
    expect(await missedAnswer(port, sentTwice())).toEqual(OPENED);
  });

  it.each<[string, () => void, Parameters<typeof sentTwice>[0]]>([
    ['a document of between the two times', () => shows(AGAIN - 1_001), {}],
    ['another page', () => shows(AGAIN, { url: new URL('/other', SHOP).href }), {}],
    ['a page that is an error', () => shows(AGAIN, { status: 404 }), {}],
    ['nothing that can be read', () => void pages.clear(), {}],
    ['the page around a call', () => shows(AGAIN), { target: { ...PAGE, type: 'xmlhttprequest' } }],
    ['the page of a form, at its own address', () => shows(AGAIN), { method: 'POST' }],
    [
      'a page whose money may still move: that it is open says nothing of that',
      () => shows(AGAIN),
      { response: asksForUsdc(SHOP, { amount: '1' }) },
    ],
  ])('is not %s', async (_, show, what) => {
    show();
    expect(await missedAnswer(port, sentTwice(what))).toBeUndefined();
  });
});

it.each([
  ['since', AGAIN, true, false],
  ['before', AGAIN - 1_001, false, true],
])('a document of %s the proof was sent last', async (_, began, since, old) => {
  shows(began);
  expect((await documentSince(port, sentTwice())) !== undefined).toBe(since);
  expect(await showsOldDocument(port, sentTwice())).toBe(old);
});
