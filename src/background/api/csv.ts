import { toDecimal } from '../../core/money/money.ts';
import { realUsdOf } from '../../core/offers/usd-value.ts';
import type { Payment } from '../../core/payment/index.ts';
import { consentedAt } from '../../core/rules/facts.ts';
import { KINDS } from '../../messages/request-kind.ts';
import { moneyOf, networkOfOffer } from '../offers/money.ts';

/** The columns, in this order; docs/history.md says what is in each. A later version may add some at the end. */
const COLUMNS = {
  time_local: (payment) => localTime(consentedAt(payment)),
  time_utc: (payment) => new Date(consentedAt(payment)).toISOString(),
  site: ({ quote }) => new URL(quote.url).host,
  address: ({ quote }) => quote.url,
  method: ({ quote }) => quote.method,
  kind: ({ target }) => KINDS[target.type],
  description: ({ quote }) => quote.offer.description,
  amount: ({ quote }) => amountOf(quote.offer),
  currency: ({ quote }) => quote.offer.price?.currency,
  usd: (payment) => usdOf(payment),
  routing_fee_sat: ({ paid }) => paid?.fee && toDecimal(BigInt(paid.fee), 3),
  test_money: ({ quote, practice }) =>
    practice === true || networkOfOffer(quote.offer)?.testnet === true ? 'yes' : 'no',
  state: ({ state, returned }) => (returned === true ? 'returned' : state),
  auto_pay: ({ unasked }) => (unasked === true ? 'yes' : 'no'),
  wallet: ({ wallet }) => wallet,
  network: ({ quote }) => quote.offer.network,
  payee: ({ quote }) => quote.offer.payee,
  protocol: ({ quote }) => quote.offer.protocol,
  transaction: ({ receipt }) => receipt?.transaction,
  id: ({ id }) => id,
} satisfies Record<string, (payment: Payment) => string | undefined>;

const END = '\r\n';

/** The line of names (RFC 4180). */
export const CSV_HEAD = `${Object.keys(COLUMNS).join(',')}${END}`;

/** One payment as a line of CSV (RFC 4180), in the order of `CSV_HEAD`. Amounts are exact, with a point. */
export function csvLine(payment: Payment): string {
  return `${Object.values(COLUMNS)
    .map((column: (payment: Payment) => string | undefined) => cell(column(payment) ?? ''))
    .join(',')}${END}`;
}

/**
 * A cell that a spreadsheet takes for text or for a plain number: a site writes the description. The sign that begins a
 * formula gets an apostrophe before it (OWASP, CSV injection), also after `;`, at which a spreadsheet of many languages
 * begins a cell.
 */
function cell(text: string): string {
  const plain = text.replace(/(^|[;\t\r\n])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1$2'");
  return /[",;\r\n\t]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** With the offset of the user's own time zone at that moment: `2026-11-26T23:05:09+01:00`. */
function localTime(at: number): string {
  const offset = -new Date(at).getTimezoneOffset();
  const local = new Date(at + offset * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offset);
  const two = (number: number) => number.toString().padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function amountOf(offer: Payment['quote']['offer']): string | undefined {
  const money = moneyOf(offer);
  return money && toDecimal(BigInt(money.amount), money.decimals ?? 0);
}

function usdOf({ quote, practice }: Payment): string | undefined {
  const usd = practice === true ? undefined : realUsdOf(quote.offer);
  return usd === undefined ? undefined : toDecimal(usd, 6);
}
