import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { decodeInvoice } from '../../core/lightning/bolt11.ts';
import { invoiceFacts } from '../../core/offers/invoice/invoice-offer.ts';
import type { Offer } from '../../core/offers/offer.ts';
import { EMPTY_RESPONSE, type Problem } from '../../core/offers/parsed-response.ts';
import { withRules } from '../../core/offers/payable.ts';
import type { Receipt } from '../../core/offers/receipt.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { isSecure } from '../../core/web/origin.ts';
import type { Protocol } from '../protocol.ts';
import { refusalIn } from '../refusal-body.ts';
import { proof, request } from './proof.ts';

/** What the proof will answer to: `X-Lightning: <preimage>`. */
export type Terms = { readonly invoice: string; readonly paymentHash: string };

/** Invoices read of one response; a signature takes about a millisecond to check. */
const INVOICES = 8;

/**
 * An invoice in `X-Lightning`, as Blossom media servers ask
 * (https://github.com/hzrd149/blossom, buds/07.md).
 */
export const lightning = {
  id: 'lightning',
  name: 'Lightning',
  specification: 'https://github.com/hzrd149/blossom/blob/master/buds/07.md',
  found: { headers: ['x-lightning'] },
  rails: ['lightning'],
  read(response: HttpResponse) {
    if (response.status !== 402) return EMPTY_RESPONSE;
    const insecure = !isSecure(response.url);
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    const problem = (reason: string): void => {
      problems.push({ protocol: 'lightning', field: 'X-Lightning', reason });
    };
    // Firefox joins repeated lines by a comma, which no invoice has.
    const texts = headerValues(response, 'x-lightning')
      .flatMap((value) => value.split(',', INVOICES + 1))
      .map((text) => text.trim());
    const distinct = [...new Set(texts)];
    if (distinct.length > INVOICES) problem(`There are more than ${INVOICES} invoices.`);
    for (const text of distinct.slice(0, INVOICES)) {
      const invoice = decodeInvoice(text);
      if (typeof invoice === 'string') problem(`The invoice ${invoice}.`);
      else {
        const terms: Terms = { invoice: invoice.text, paymentHash: invoice.paymentHash };
        const id = `lightning:${offers.length}`;
        const facts = invoiceFacts(invoice, insecure);
        const offer = { id, protocol: 'lightning', method: 'invoice', ...facts, terms } as const;
        offers.push(withRules<Offer>(offer, { url: response.url }));
      }
    }
    return { offers, notices: [], problems };
  },
  request,
  proof,
  receipt,
} as const satisfies Protocol;

/** BUD-07 answers a proof that it does not take with 400, and says why in `X-Reason`; others say it in the body. */
function receipt(response: HttpResponse): Receipt | undefined {
  if (response.status !== 400 && response.status !== 402) return undefined;
  const reason = sanitize(headerValues(response, 'x-reason')[0]);
  return { outcome: 'refused', ...(reason === undefined ? refusalIn(response) : { reason }) };
}
