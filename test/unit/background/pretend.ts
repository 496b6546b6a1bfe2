import { decodeInvoice } from '../../../src/core/lightning/bolt11.ts';
import { invoiceFacts } from '../../../src/core/offers/invoice/invoice-offer.ts';
import { invoiceRequest, preimageOf } from '../../../src/core/offers/invoice/invoice-payment.ts';
import { EMPTY_RESPONSE } from '../../../src/core/offers/parsed-response.ts';
import type { RailRequest } from '../../../src/core/offers/rail.ts';
import { headerValues } from '../../../src/core/web/http.ts';
import type { Protocol } from '../../../src/protocols/protocol.ts';
import type { WalletKind } from '../../../src/wallets/wallet.ts';
import { makeInvoice, preimageAndHash } from '../../fixtures/invoice.ts';

// Not from world.ts, which reads by the registry that the test replaces by this.
const { preimage: PREIMAGE, hash: HASH } = preimageAndHash(7);
export const INVOICE = makeInvoice({ paymentHash: HASH, prefix: 'bc210n' });

/** A protocol that there is not: `X-Pretend: invoice lnbc…`, answered with `Authorization: Pretend <preimage>`. */
export const PRETEND: Protocol = {
  id: 'pretend-pay',
  name: 'Pretend Pay',
  found: { headers: ['x-pretend'] },
  rails: ['lightning'],
  read: (response) => {
    const [value] = headerValues(response, 'x-pretend');
    if (value === undefined) return EMPTY_RESPONSE;
    const invoice = decodeInvoice(value.replace('invoice ', ''));
    if (typeof invoice === 'string') {
      const problem = {
        protocol: 'pretend-pay',
        field: 'X-Pretend',
        reason: 'There is no invoice.',
      };
      return { offers: [], notices: [], problems: [problem] };
    }
    const offer = {
      id: 'pretend-pay:0',
      protocol: 'pretend-pay',
      version: '1',
      method: 'invoice',
      ...invoiceFacts(invoice, false),
      terms: { invoice: invoice.text, paymentHash: invoice.paymentHash },
    };
    return { offers: [offer], notices: [], problems: [] };
  },
  request: (offer, { now }) => invoiceRequest(offer, INVOICE, now),
  proof: (_, request, result) => ({
    headers: [['Authorization', `Pretend ${preimageOf(request, result, HASH)}`]],
    reusable: false,
  }),
  receipt: () => undefined,
};

/** A wallet that there is not, with what it was asked. */
export function pretendWallet(holds: bigint, inPage?: true) {
  const asked: RailRequest[] = [];
  const about = {
    id: 'pretend',
    rails: ['lightning'],
    repeatable: false,
    hasBalance: true,
    ...(inPage === undefined ? {} : { inPage }),
    texts: {
      name: 'wallet_nwc',
      notEnough: 'not_enough_nwc',
      notCovered: 'not_covered_wallet',
      paying: 'paying_page',
    },
  } as const;
  const kind: WalletKind = {
    about,
    create: () => ({
      ...about,
      serves: async ({ kind: rail }) => rail === 'lightning',
      account: async (_, { tabId }) => (tabId === 1 ? { rail: 'lightning' } : undefined),
      ready: async () => undefined,
      fulfil: async (request) => {
        asked.push(request);
        return { rail: 'lightning', preimage: PREIMAGE };
      },
      lookup: async () => 'unknown',
      name: async () => 'Pretend wallet',
      balance: async () => holds,
    }),
  };
  return { kind, asked };
}
