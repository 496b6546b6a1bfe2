import type { Row } from './format-rows.ts';

const OWNER = 'The owner of the site';
const ROBOT = 'Whoever runs the robot';
const ACCOUNT = 'The holder of the account';

const HOSTING = 'has been paused by its host';
const CRAWL = 'has a price for robots';
const BILLING = 'has a problem with an account or a card';
const LINK = 'wants to be paid elsewhere';
const BY_HAND = 'Pay this in a Lightning wallet';
const UNKNOWN = 'asks for payment without saying how';

/** What Farebox says of the answers that no wallet pays. */
export const NOTICE_ROWS: readonly Row[] = [
  {
    row: 'hosting',
    path: '/hosting/vercel',
    notices: [{ kind: 'hosting', service: 'Vercel', code: 'DEPLOYMENT_DISABLED' }],
    says: [HOSTING, OWNER, 'Vercel', 'DEPLOYMENT_DISABLED', 'fra1::lab-1', 'vercel.com'],
  },
  {
    row: 'hosting',
    path: '/hosting/vercel-text',
    notices: [{ kind: 'hosting', service: 'Vercel', code: 'DEPLOYMENT_DISABLED' }],
    says: [HOSTING, OWNER, 'Vercel'],
  },
  {
    row: 'hosting',
    path: '/hosting/shopify',
    notices: [{ kind: 'hosting', service: 'Shopify', message: 'This bakery is unavailable' }],
    says: [HOSTING, OWNER, 'Shopify', 'This bakery is unavailable'],
  },
  {
    row: 'crawl-price',
    path: '/crawl-price/cloudflare',
    notices: [{ kind: 'crawl-price', service: 'Cloudflare', code: 'InvalidCrawlerMaxPrice' }],
    says: [CRAWL, ROBOT, '0.03 USD', 'Cloudflare', 'InvalidCrawlerMaxPrice'],
  },
  {
    row: 'crawl-price',
    path: '/crawl-price/micros',
    notices: [{ kind: 'crawl-price', whoActs: 'bot-operator' }],
    says: [CRAWL, ROBOT, '0.007 USD'],
  },
  {
    row: 'crawl-price',
    path: '/crawl-price/tollbit',
    notices: [{ kind: 'crawl-price', service: 'TollBit' }],
    says: [CRAWL, ROBOT, 'A TollBit token is needed here.', 'tollbit.com'],
  },
  {
    row: 'license',
    path: '/license/rsl',
    notices: [{ kind: 'license', service: 'RSL', code: 'invalid_request' }],
    says: ['asks for a licence', ROBOT, 'A licence is needed', 'rsl.shop.example'],
  },
  {
    row: 'billing',
    path: '/billing/problem',
    notices: [{ kind: 'billing', code: 'out-of-flour', whoActs: 'account-holder' }],
    says: [BILLING, ACCOUNT, 'The account is empty. This call costs 4, you have 1.'],
  },
  {
    row: 'billing',
    path: '/billing/card',
    notices: [{ kind: 'billing', code: 'card_declined', service: 'Stripe', whoActs: 'visitor' }],
    says: [BILLING, 'You', 'The bank says no.', 'lost_card', 'req_lab1', 'stripe.com'],
  },
  {
    row: 'billing',
    path: '/billing/words',
    notices: [{ kind: 'billing', message: 'The credits of this month are gone.' }],
    says: [BILLING, ACCOUNT, 'The credits of this month are gone.'],
  },
  {
    row: 'billing',
    path: '/billing/list',
    notices: [{ kind: 'billing', code: 'OVER', message: 'The plan is over' }],
    says: [BILLING, ACCOUNT, 'The plan is over', 'OVER'],
  },
  {
    row: 'billing',
    path: '/billing/owner',
    notices: [{ kind: 'billing', code: 'exceed_egress_quota', whoActs: 'site-owner' }],
    says: [BILLING, OWNER, 'Supabase', 'exceed_egress_quota'],
  },
  {
    row: 'link',
    path: '/link/header',
    notices: [{ kind: 'link', uri: 'https://till.shop.example/', message: 'To the till' }],
    says: [LINK, 'To the till', 'https://till.shop.example/'],
  },
  {
    row: 'link',
    path: '/link/html',
    notices: [{ kind: 'link', uri: 'bitcoin:bc1qbread?amount=0.0002' }],
    says: [LINK, 'Bread & butter', '0.0002 BTC', 'bitcoin:bc1qbread?amount=0.0002'],
  },
  {
    row: 'link, by hand',
    path: '/by-hand/invoice',
    notices: [{ kind: 'link', message: 'Bread costs sats.', whoActs: 'visitor' }],
    says: [LINK, BY_HAND, 'Bread costs sats.', '5,000 sat'],
  },
  {
    row: 'link, by hand',
    path: '/by-hand/address',
    notices: [{ kind: 'link', uri: 'lightning:baker@shop.example' }],
    says: [LINK, BY_HAND, 'baker@shop.example', '21 sat'],
  },
  {
    row: 'link, by hand',
    path: '/by-hand/html',
    notices: [{ kind: 'link', whoActs: 'visitor' }],
    says: [LINK, BY_HAND, 'Bread for sats', '5,000 sat'],
  },
  {
    row: 'pass',
    path: '/pass/body',
    notices: [{ kind: 'pass', whoActs: 'visitor' }],
    says: ['sells a pass', 'access for a time', '1 hour', '0.50 USD', 'pass.shop.example'],
  },
  {
    row: 'pass',
    path: '/pass/header',
    notices: [{ kind: 'pass' }],
    says: ['sells a pass', 'access for a time', '2h', '3 USD'],
  },
  {
    row: 'unknown',
    path: '/unknown/empty',
    notices: [{ kind: 'unknown' }],
    says: [UNKNOWN, 'with no price that Farebox can read'],
  },
  {
    row: 'unknown',
    path: '/unknown/html',
    notices: [{ kind: 'unknown', message: 'Members only' }],
    says: [UNKNOWN, 'Members only'],
  },
  {
    row: 'unknown',
    path: '/unknown/text',
    notices: [{ kind: 'unknown', message: 'No money, no bread.' }],
    says: [UNKNOWN, 'No money, no bread.'],
  },
];
