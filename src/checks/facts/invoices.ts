import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, member } from '../../core/encoding/json.ts';
import { decodeInvoice, type Invoice, type InvoiceFault } from '../../core/lightning/bolt11.ts';
import { isPreimageOf } from '../../core/offers/invoice/invoice-payment.ts';
import { type HeaderLine, type HttpResponse, headerValues } from '../../core/web/http.ts';
import type { Auth } from './auth.ts';

/** A Lightning invoice that a response asks to be paid: decoded, or why it cannot be. */
export type InvoiceFact = {
  readonly at: string;
  readonly invoice: Invoice | InvoiceFault;
};

/** More invoices are not read: each costs the check of a signature. */
const INVOICES = 8;

/** The invoices of a response as they are written, and where. */
export function invoiceTexts(
  response: HttpResponse,
  auth: Auth,
): (readonly [at: string, text: string])[] {
  const texts: (readonly [string, string])[] = [];
  for (const { scheme, params } of auth.l402) {
    const text = params.get('invoice');
    const at = `WWW-Authenticate: ${scheme.toUpperCase()} invoice`;
    if (text !== undefined) texts.push([at, text]);
  }
  for (const text of headerValues(response, 'x-lightning')) texts.push(['X-Lightning', text]);
  for (const { request } of auth.payments) {
    const details = request && member(request, 'methodDetails');
    const text = isObject(details) ? member(details, 'invoice') : undefined;
    const at = 'WWW-Authenticate: Payment request.methodDetails.invoice';
    if (typeof text === 'string') texts.push([at, text]);
  }
  return texts;
}

/** Each invoice once, where it stands first. */
export function invoicesOf(response: HttpResponse, auth: Auth): readonly InvoiceFact[] {
  const seen = new Set<string>();
  return invoiceTexts(response, auth)
    .filter(([, text]) => !seen.has(text) && seen.add(text))
    .slice(0, INVOICES)
    .map(([at, text]) => ({ at, invoice: decodeInvoice(text) }));
}

/** More preimages of one request are not tried. */
const PREIMAGES = 8;

/** Whether a request's headers hold the preimage of an invoice, as L402, X-Lightning and MPP write it: it was paid. */
export function provesPayment(
  headers: readonly HeaderLine[],
  { paymentHash }: Pick<Invoice, 'paymentHash'>,
): boolean {
  const texts = headers.flatMap(([, value]) => [
    value,
    decodeBase64Text(value.slice(value.indexOf(' ') + 1)) ?? '',
  ]);
  return texts
    .flatMap((text) => text.match(/\b[0-9a-f]{64}\b/gi) ?? [])
    .slice(0, PREIMAGES)
    .some((preimage) => isPreimageOf(preimage.toLowerCase(), paymentHash));
}
