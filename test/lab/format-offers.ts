import { encodeBase64Url } from '../../src/core/encoding/base64.ts';
import { cbor, creqA, creqB, tlv, u64 } from '../fixtures/cashu-encode.ts';
import { makeInvoice } from '../fixtures/invoice.ts';
import { makeMacaroon } from '../fixtures/macaroon.ts';
import { MPP } from '../fixtures/mpp.ts';
import { payment } from '../fixtures/payment.ts';
import { BASE_SEPOLIA_USDC, blob, ENTRY, ENTRY_V1, PAYEE } from '../fixtures/x402/weather.ts';
import type { RawAnswer } from './raw.ts';

const BASE_USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const SERVER_KEY = `03${'5a'.repeat(32)}`;
const MINT = 'https://mint.shop.example';
// A donation address of the Monero project.
const MONERO =
  '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A';
const JSON_TYPE = 'Content-Type: application/json';

/** 5,000 sat, good for a day. */
export const invoice = () =>
  makeInvoice({
    prefix: 'bc50u',
    timestamp: Math.floor(Date.now() / 1000),
    expiry: 86_400,
    description: 'A recipe for bread',
  });

export const json = (value: unknown, ...lines: readonly string[]): RawAnswer => ({
  lines: [JSON_TYPE, ...lines],
  body: JSON.stringify(value),
});
export const lines = (...all: readonly string[]): RawAnswer => ({ lines: all });

export const v2 = (url: string, ...accepts: readonly object[]) => ({
  x402Version: 2,
  error: 'Payment required',
  resource: { url, description: 'A recipe for bread', mimeType: 'text/html' },
  accepts,
});

const claims = (paymentOptions: readonly object[]) =>
  ['{"alg":"ES256K"}', JSON.stringify({ description: 'A report', paymentOptions }), 'signature']
    .map((part) => encodeBase64Url(part))
    .join('.');

/** Each method and intent that is only read, once, and no two of the same money: that would be one row. */
export const mppMethods = MPP.filter(
  ({ offer }, at) =>
    offer.payable !== true &&
    !MPP.slice(0, at).some(
      (before) =>
        before.offer.method === offer.method ||
        (offer.price !== undefined && before.offer.price?.amount === offer.price.amount),
    ),
);

/** One answer or more for each row of the offers in docs/protocols.md. */
export const formatOffers: Record<string, (url: string) => RawAnswer> = {
  '/x402-v2': (url) => lines(`PAYMENT-REQUIRED: ${blob(v2(url, ENTRY))}`),
  '/x402-v2/x-name': (url) => lines(`X-PAYMENT-REQUIRED: ${blob(v2(url, ENTRY))}`),
  '/x402-v2/www': (url) => lines(`WWW-Authenticate: X402 requirements="${blob(v2(url, ENTRY))}"`),
  '/x402-v2/body': (url) => json(v2(url, ENTRY)),
  '/x402-v2/unpayable': (url) =>
    lines(
      `PAYMENT-REQUIRED: ${blob(
        v2(
          url,
          { ...ENTRY, extra: { ...ENTRY.extra, assetTransferMethod: 'permit2' } },
          { ...ENTRY, scheme: 'upto' },
          { ...ENTRY, asset: `0x${'a7'.repeat(20)}`, extra: { name: 'USDC', version: '2' } },
          { ...ENTRY, network: 'eip155:77777' },
        ),
      )}`,
    ),
  '/x402-v1': (url) =>
    json({
      x402Version: 1,
      error: 'X-PAYMENT header is required',
      accepts: [{ ...ENTRY_V1, resource: url }],
    }),
  '/mpp': () =>
    lines(
      `WWW-Authenticate: ${payment(
        'evm',
        {
          amount: '250000',
          currency: BASE_USDC,
          methodDetails: { chainId: 8453, credentialTypes: ['authorization'], decimals: 6 },
          recipient: PAYEE,
        },
        { description: 'A recipe for bread' },
      )}`,
    ),
  '/mpp/methods': () => lines(...mppMethods.map(({ line }) => `WWW-Authenticate: ${line}`)),
  '/mpp/lightning': () => {
    const charge = { amount: '5000', currency: 'sat', methodDetails: { invoice: invoice() } };
    return lines(`WWW-Authenticate: ${payment('lightning', charge)}`);
  },
  '/l402': () => lines(`WWW-Authenticate: L402 token="${makeMacaroon()}", invoice="${bound()}"`),
  '/lsat': () => lines(`WWW-Authenticate: LSAT macaroon="${makeMacaroon()}", invoice="${bound()}"`),
  '/x-lightning': () => lines(`X-Lightning: ${invoice()}`),
  '/xmr402': () =>
    lines(
      `WWW-Authenticate: XMR402 address="${MONERO}", amount="7000000000", message="n-81", timestamp="1790000000"`,
    ),
  '/cashu-a': () =>
    lines(`X-Cashu: ${creqA(cbor({ a: 21, u: 'sat', m: [MINT], d: 'A recipe for bread' }))}`),
  '/cashu-b': () =>
    lines(`X-Cashu: ${creqB([...tlv(2, u64(42n)), ...tlv(3, [0]), ...tlv(5, MINT)])}`),
  '/brc-105': () =>
    lines(
      'x-bsv-payment-version: 1.0',
      'x-bsv-payment-satoshis-required: 750',
      `x-bsv-auth-identity-key: ${SERVER_KEY}`,
      'x-bsv-payment-derivation-prefix: YnJlYWQ=',
      'x-bsv-payment-transports: header,multipart',
    ),
  '/brc-121': () => lines('x-bsv-sats: 900', `x-bsv-server: ${SERVER_KEY}`),
  '/bsv-nobody': () => lines('x-bsv-sats: 900'),
  '/l402-offers': () =>
    json({
      version: '0.2.2',
      payment_request_url: 'https://api.shop.example/buy',
      payment_context_token: 'ctx_5',
      offers: [
        { id: 'one', title: 'One recipe', type: 'one-time', amount: 35, currency: 'USD' },
        { id: 'all', title: 'All recipes', type: 'subscription', amount: 800, currency: 'EUR' },
      ],
    }),
  '/k402': () =>
    json({
      k402: '0.2',
      accepts: [
        {
          scheme: 'kaspa-utxo',
          network: 'mainnet',
          amount_sompi: '150000000',
          pay_to: 'kaspa:qrbread',
          payment_id: 'p_7',
          facilitator_fee: { sompi: '3000', to: 'kaspa:qrfee', by: 'fees.example' },
        },
        { scheme: 'kaspa-session', open: '/open' },
      ],
    }),
  '/h402': () =>
    json({
      h402Version: 1,
      accepts: [
        {
          scheme: 'exact',
          namespace: 'evm',
          networkId: '8453',
          amountRequired: 0.04,
          amountRequiredFormat: 'humanReadable',
          payToAddress: PAYEE,
          tokenAddress: BASE_USDC,
          description: 'A recipe for bread',
        },
      ],
    }),
  '/ack-pay': () =>
    json({
      paymentRequestToken: claims([
        {
          id: 'card',
          amount: '175',
          decimals: 2,
          currency: 'USD',
          recipient: 'did:web:shop.example',
          paymentService: 'https://pay.shop.example/ack',
        },
      ]),
    }),
  '/lnurlcash': () =>
    lines(
      `X-LNURLcash: lnurlcashreq1${Buffer.from('{"a":21,"m":["mint.example.com"],"u":"sat"}').toString('base64url')}`,
    ),
  '/web-payments': () => lines('Location: https://pay.shop.example/requests/31'),
  '/http-payments': () => lines('Pay: interledger 1200 g.shop.bread'),
  '/flat-headers': () =>
    lines(
      'X-Payment-Required: true',
      'X-Payment-Amount: 0.15',
      'X-Payment-Currency: USDC',
      'X-Payment-Network: base',
      `X-Payment-Address: ${PAYEE}`,
    ),
  '/flat-json': () =>
    lines(`X-Payment-Required: {"price":"1.20","currency":"EUR","payTo":"shop-7"}`),
  // One server, the same money three times and other money once.
  '/several': (url) => ({
    lines: [
      `PAYMENT-REQUIRED: ${blob(v2(url, ENTRY))}`,
      `WWW-Authenticate: ${payment('evm', {
        amount: ENTRY.amount,
        currency: BASE_SEPOLIA_USDC,
        methodDetails: { chainId: 84532, credentialTypes: ['authorization'], decimals: 6 },
        recipient: PAYEE,
      })}`,
      `WWW-Authenticate: L402 token="${makeMacaroon()}", invoice="${bound()}"`,
      JSON_TYPE,
    ],
    body: JSON.stringify({ error: { code: 'card_declined', message: 'Pay by wallet.' } }),
  }),
};

/** An invoice for the hash that the macaroon names. */
function bound(): string {
  return makeInvoice({
    prefix: 'bc25u',
    timestamp: Math.floor(Date.now() / 1000),
    expiry: 86_400,
    description: 'A recipe for bread',
  });
}
