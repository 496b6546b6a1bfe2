import { invoice, json, lines } from './format-offers.ts';
import type { RawAnswer } from './raw.ts';

const html = (body: string, ...more: readonly string[]): RawAnswer => ({
  lines: ['Content-Type: text/html; charset=utf-8', ...more],
  body: `<!doctype html>${body}`,
});

/** Answers that no wallet pays, by the kinds of notices in docs/protocols.md. */
export const formatNotices: Record<string, () => RawAnswer> = {
  '/hosting/vercel': () => ({
    lines: [
      'Server: Vercel',
      'X-Vercel-Error: DEPLOYMENT_DISABLED',
      'X-Vercel-Id: fra1::lab-1',
      'Content-Type: text/plain; charset=utf-8',
    ],
    body: 'Payment required\n\nDEPLOYMENT_DISABLED\n\nfra1::lab-1\n',
  }),
  '/hosting/vercel-text': () => ({
    lines: ['Content-Type: text/plain'],
    body: 'Payment required\n\nDEPLOYMENT_DISABLED\n\nfra1::lab-2\n',
  }),
  '/hosting/shopify': () => html('<title>This bakery is unavailable</title>', 'X-ShopId: 77'),
  '/crawl-price/cloudflare': () =>
    html(
      '<title>Robots pay here</title>',
      'Server: cloudflare',
      'crawler-price: USD 0.03',
      'crawler-error: InvalidCrawlerMaxPrice',
    ),
  '/crawl-price/micros': () => lines('crawler-price: 7000 micros USD'),
  '/crawl-price/tollbit': () =>
    json({ message: 'A TollBit token is needed here.', url: 'https://tollbit.com' }),
  '/license/rsl': () =>
    lines(
      'WWW-Authenticate: License error="invalid_request", error_description="A licence is needed"',
      'Link: <https://rsl.shop.example/license.xml>; rel="license"; type="application/rsl+xml"',
    ),
  '/billing/problem': () => ({
    lines: ['Content-Type: application/problem+json'],
    body: JSON.stringify({
      type: 'https://api.shop.example/probs/out-of-flour',
      title: 'The account is empty.',
      detail: 'This call costs 4, you have 1.',
      status: 402,
    }),
  }),
  '/billing/card': () =>
    json(
      {
        error: {
          type: 'card_error',
          code: 'card_declined',
          decline_code: 'lost_card',
          message: 'The bank says no.',
          doc_url: 'https://stripe.com/docs/error-codes/card-declined',
        },
      },
      'Stripe-Version: 2026-01-28',
      'Request-Id: req_lab1',
    ),
  '/billing/words': () => json({ error: 'The credits of this month are gone.' }),
  '/billing/list': () =>
    json({ data: null, errors: [{ message: 'The plan is over', extensions: { code: 'OVER' } }] }),
  '/billing/owner': () =>
    json({
      code: 402,
      error: 'exceed_egress_quota',
      message: 'The project is restricted. The project owner must act.',
    }),
  '/link/header': () =>
    lines('Link: <https://till.shop.example/>; rel="payment"; title="To the till"'),
  '/link/html': () =>
    html(
      '<title>Bread &amp; butter</title><link rel="payment" href="bitcoin:bc1qbread?amount=0.0002">',
    ),
  '/by-hand/invoice': () => json({ message: 'Bread costs sats.', data: { invoice: invoice() } }),
  '/by-hand/address': () => json({ lightning_address: 'baker@shop.example', price_sats: 21 }),
  '/by-hand/html': () =>
    html(`<title>Bread for sats</title><a href="lightning:${invoice()}">Pay</a>`),
  '/pass/body': () =>
    json({
      message: 'Read all day.',
      pass: {
        buy: 'https://pass.shop.example/',
        tiers: [{ label: '1 hour', price: '0.50', seconds: 3600 }],
      },
    }),
  '/pass/header': () =>
    lines(
      `X-ACCESS-PASS-TIERS: ${Buffer.from('{"tiers":[{"id":"2h","price":"3"}]}').toString('base64')}`,
    ),
  '/unknown/empty': () => lines(),
  '/unknown/html': () => html('<title>Members only</title><p>Ask at the counter.</p>'),
  '/unknown/text': () => ({ lines: ['Content-Type: text/plain'], body: 'No money, no bread.' }),
};
