import type { Notice } from '../../src/core/offers/notice.ts';
import type { ReasonKey } from '../../src/core/offers/offer.ts';
import type { Problem } from '../../src/core/offers/parsed-response.ts';
import type { MoneyView, OfferView, PopupState } from '../../src/messages/index.ts';
import { mppMethods } from '../lab/format-offers.ts';

/** A page of the lab and what Farebox says of it: what is not named here may be anything. */
export type Row = {
  /** First cell of its row in docs/protocols.md; a kind of notice. */
  readonly row: string;
  readonly path: string;
  /** `cannot-pay` unless told. */
  readonly kind?: PopupState['kind'];
  readonly offers?: readonly Partial<OfferView>[];
  readonly notices?: readonly (Partial<Notice> & { readonly money?: MoneyView })[];
  readonly problems?: readonly Partial<Problem>[];
  /** Parts of the drawn popup's text. */
  readonly says: readonly string[];
};

const NO_WALLET = 'Farebox has no wallet for this yet.';
const OUTSIDE = 'This is paid outside the browser.';

/** As the server lists them, but USDC on NEAR before the dearer USDC on Hedera: the cheaper of two dollar tokens. */
function inPopupOrder<Item extends { readonly method: string }>(offers: readonly Item[]): Item[] {
  const [near, hedera] = ['nearintents/charge', 'hedera/charge'].map((method) =>
    offers.find((offer) => offer.method === method),
  );
  return offers.map((offer) => {
    if (near === undefined || hedera === undefined) return offer;
    return offer === near ? hedera : offer === hedera ? near : offer;
  });
}

/** Payable by a kind of wallet that the browser of these tests does not have. */
const unserved = (protocol: OfferView['protocol'], method: string) => ({
  protocol,
  method,
  payable: true,
});
const unpaid = (
  protocol: OfferView['protocol'],
  method: string,
  why: ReasonKey = 'reason_no_wallet',
) => ({ protocol, method, payable: false, why });
const payable = (version: string) => ({
  protocol: 'x402' as const,
  version,
  method: 'exact',
  payable: true,
});
const PRICE = ['0.0025 USDC', 'Base Sepolia', 'Pay 0.0025 USDC'];

const V2 = 'x402, version 2';
const PAY_ROWS: readonly Row[] = [
  ...['/x402-v2', '/x402-v2/x-name', '/x402-v2/www', '/x402-v2/body'].map(
    (path): Row => ({
      row: V2,
      path,
      kind: 'offers',
      offers: [payable('2')],
      says: [...PRICE, 'x402 v2, exact'],
    }),
  ),
  {
    row: V2,
    path: '/x402-v2/unpayable',
    offers: [
      { ...unpaid('x402', 'exact', 'reason_permit2') },
      { ...unpaid('x402', 'exact', 'reason_asset') },
      { ...unpaid('x402', 'exact', 'reason_network') },
    ],
    says: ['(Permit2)', 'does not pay with this token', 'does not pay on this network'],
  },
  {
    row: V2,
    path: '/several',
    kind: 'offers',
    notices: [{ kind: 'billing', code: 'card_declined' }],
    offers: [
      { ...payable('2'), also: [{ protocol: 'mpp', protocolName: 'MPP', method: 'evm/charge' }] },
      unserved('l402', 'invoice'),
    ],
    says: [...PRICE, 'Also as', 'MPP, evm/charge', '2,500 sat'],
  },
  {
    row: 'x402, version 1',
    path: '/x402-v1',
    kind: 'offers',
    offers: [payable('1')],
    says: [...PRICE, 'x402 v1, exact'],
  },
];

const READ_ROWS: readonly Row[] = [
  {
    row: 'MPP ("Payment" authentication)',
    path: '/mpp',
    kind: 'offers',
    offers: [{ protocol: 'mpp', method: 'evm/charge', payable: true }],
    says: ['0.25 USDC', 'A recipe for bread', 'MPP, evm/charge'],
  },
  {
    row: 'MPP ("Payment" authentication)',
    path: '/mpp/methods',
    offers: inPopupOrder(mppMethods.map(({ offer }) => offer)).map((offer) => ({
      protocol: 'mpp',
      method: offer.method,
      payable: false,
      ...(offer.why === undefined ? {} : { why: offer.why }),
    })),
    says: mppMethods.map(({ offer }) => `MPP, ${offer.method}`),
  },
  {
    row: 'MPP ("Payment" authentication)',
    path: '/mpp/lightning',
    kind: 'no-lightning',
    offers: [unserved('mpp', 'lightning/charge')],
    says: ['5,000 sat', 'A recipe for bread', 'MPP, lightning/charge'],
  },
  ...['/l402', '/lsat'].map(
    (path): Row => ({
      row: 'L402, LSAT',
      path,
      kind: 'no-lightning',
      offers: [unserved('l402', 'invoice')],
      says: ['2,500 sat', 'Lightning', 'L402, invoice'],
    }),
  ),
  {
    row: 'X-Lightning',
    path: '/x-lightning',
    kind: 'no-lightning',
    offers: [unserved('lightning', 'invoice')],
    says: ['5,000 sat', 'Lightning, invoice'],
  },
  {
    row: 'XMR402',
    path: '/xmr402',
    offers: [unpaid('xmr402', 'transfer')],
    says: ['0.007 XMR', 'Monero', 'XMR402, transfer', NO_WALLET],
  },
  {
    row: 'Cashu',
    path: '/cashu-a',
    kind: 'no-ecash',
    offers: [unserved('cashu', 'in-band')],
    says: ['21 sat', 'A recipe for bread', 'Cashu A, in-band'],
  },
  {
    row: 'Cashu',
    path: '/cashu-b',
    kind: 'no-ecash',
    offers: [unserved('cashu', 'in-band')],
    says: ['42 sat', 'Cashu B, in-band'],
  },
  {
    row: 'BSV',
    path: '/brc-105',
    offers: [unpaid('bsv', 'transaction')],
    says: ['0.0000075 BSV', 'BSV BRC-105, transaction', NO_WALLET],
  },
  {
    row: 'BSV',
    path: '/brc-121',
    offers: [unpaid('bsv', 'transaction')],
    says: ['0.000009 BSV', 'BSV BRC-121, transaction', NO_WALLET],
  },
  {
    row: 'BSV',
    path: '/bsv-nobody',
    kind: 'broken',
    problems: [{ protocol: 'bsv', field: 'x-bsv-server' }],
    says: ['its request has an error', 'x-bsv-server', 'The identity key of the server is missing'],
  },
  {
    row: 'LNURLcash',
    path: '/lnurlcash',
    offers: [unpaid('lnurlcash', 'in-band')],
    says: ['21 sat', 'LNURLcash', NO_WALLET],
  },
  {
    row: 'l402.org offers',
    path: '/l402-offers',
    offers: [
      unpaid('l402-offers', 'one-time', 'reason_external'),
      unpaid('l402-offers', 'subscription', 'reason_subscription'),
    ],
    says: ['0.35 USD', OUTSIDE, '8 EUR', 'It is a subscription.'],
  },
  {
    row: 'k402',
    path: '/k402',
    offers: [unpaid('k402', 'kaspa-utxo'), unpaid('k402', 'kaspa-session', 'reason_session')],
    says: ['1.50003 KAS on Kaspa', 'k402 v0.2, kaspa-utxo', NO_WALLET],
  },
  {
    row: 'h402',
    path: '/h402',
    offers: [unpaid('h402', 'exact', 'reason_transfer_method')],
    says: ['0.04 USDC', 'Base', 'A recipe for bread', 'h402 v1, exact'],
  },
  {
    row: 'ACK-Pay',
    path: '/ack-pay',
    offers: [unpaid('ack-pay', 'payment-service', 'reason_external')],
    says: ['1.75 USD', 'did:web:shop.example', 'ACK-Pay, payment-service', OUTSIDE],
  },
  {
    row: 'Web Payments HTTP API',
    path: '/web-payments',
    offers: [unpaid('web-payments', 'payment-request', 'reason_external')],
    says: ['No price named', 'https://pay.shop.example/requests/31', OUTSIDE],
  },
  {
    row: 'HTTP-Payments',
    path: '/http-payments',
    offers: [unpaid('web-payments', 'interledger')],
    says: ['1,200 smallest units', 'g.shop.bread', 'interledger', NO_WALLET],
  },
  {
    row: 'flat headers',
    path: '/flat-headers',
    offers: [unpaid('x-payment', 'transfer', 'reason_external')],
    says: ['0.15 USDC', 'Base', 'X-Payment, transfer', OUTSIDE],
  },
  {
    row: 'flat headers',
    path: '/flat-json',
    offers: [unpaid('x-payment', 'transfer', 'reason_external')],
    says: ['1.2 EUR', 'shop-7', OUTSIDE],
  },
];

export const OFFER_ROWS: readonly Row[] = [...PAY_ROWS, ...READ_ROWS];
