import { member } from '../../../core/encoding/json.ts';
import { decodeInvoice } from '../../../core/lightning/bolt11.ts';
import { invoiceFacts } from '../../../core/offers/invoice/invoice-offer.ts';
import type { Fault } from '../challenge.ts';
import { type Facts, type Input, type Method, text } from './method.ts';

const MSAT_PER_SAT = 1000n;
/** All bitcoin that there will ever be, in satoshi. */
const ALL_BITCOIN = 21_000_000n * 10n ** 8n;

/**
 * draft-lightning-charge-00: an invoice inside of the request. What request and invoice both say must agree:
 * the request is what is shown by other readers, the invoice is what is paid.
 */
export const lightning: Method = (input) => {
  const currency = text(input.request, 'currency');
  const isSession = input.intent === 'session';
  // The draft's prose says sat, its encoded example BTC; both count satoshi.
  const lenient = currency === 'BTC' || currency === 'btc';
  if (currency !== 'sat' && !lenient && !isSession) {
    return { field: 'currency', reason: 'The currency is not sat.' };
  }
  const field = isSession ? 'depositInvoice' : 'methodDetails.invoice';
  const invoice = text(isSession ? input.request : input.details, isSession ? field : 'invoice');
  if (invoice === undefined) {
    return isSession ? deposit(input) : { field, reason: 'The request has no invoice.' };
  }
  const facts = compare(invoice, field, input);
  if ('reason' in facts || !lenient) return facts;
  return { ...facts, cautions: [...facts.cautions, 'caution_lenient'] };
};

/** A session without an invoice of its own: only what it wants deposited is known. */
function deposit({ amount }: Input): Facts | Fault {
  if (amount === undefined) return { cautions: [] };
  if (amount > ALL_BITCOIN) {
    return { field: 'depositAmount', reason: 'The deposit is more bitcoin than there is.' };
  }
  const price = { amount: amount * MSAT_PER_SAT, currency: 'sat', decimals: 3 };
  return { price, cautions: [] };
}

function compare(text: string, field: string, { details, amount }: Input): Facts | Fault {
  const invoice = decodeInvoice(text);
  if (typeof invoice === 'string') return { field, reason: `The invoice ${invoice}.` };
  const hash = member(details, 'paymentHash');
  const network = member(details, 'network');
  if (invoice.amount === undefined) return { field, reason: 'The invoice has no amount.' };
  if (amount !== undefined && invoice.amount !== amount * MSAT_PER_SAT) {
    return { field: 'amount', reason: 'The amount is not that of the invoice.' };
  }
  if (hash !== undefined && String(hash).toLowerCase() !== invoice.paymentHash) {
    return { field: 'methodDetails.paymentHash', reason: 'The hash is not that of the invoice.' };
  }
  if (network !== undefined && network !== invoice.network) {
    return { field: 'methodDetails.network', reason: 'The network is not that of the invoice.' };
  }
  const { payable: _, ...facts } = invoiceFacts(invoice, false);
  return facts;
}
