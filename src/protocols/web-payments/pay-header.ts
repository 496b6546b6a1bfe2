import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import type { Found } from './found.ts';

/** More ways than these are not read. */
const WAYS = 16;
const PARTS = /^(\S+) +(\S+) +(\S+)(?: +(\S+))?$/;

/**
 * `Pay: <method> <amount> <address> [<data>]`, comma list (draft-hope-bailie-http-payments-00 section 3).
 * What an amount counts is for the method to say, and no method is known here: it stays raw.
 */
export function readPay(response: HttpResponse): Found[] {
  const ways = headerValues(response, 'pay').flatMap((value) => value.split(',', WAYS));
  return ways
    .map((way) => way.trim())
    .filter((way) => way !== '')
    .slice(0, WAYS)
    .map(readWay);
}

function readWay(way: string): Found {
  const [, method = '', digits, address = '', data] = PARTS.exec(way) ?? [];
  const amount = parseBaseUnits(digits);
  const name = sanitize(method, 128);
  const payee = sanitize(address, 128);
  if (amount === undefined || name === undefined || payee === undefined) {
    return { field: 'Pay', reason: 'The line is not a method, a whole amount and an address.' };
  }
  return {
    protocol: 'web-payments',
    version: 'http-payments-00',
    method: name,
    price: { amount, currency: name, asset: name },
    payee,
    payable: false,
    why: amount === 0n ? 'reason_amount_zero' : 'reason_no_wallet',
    cautions: ['caution_unknown_asset'],
    terms: { method, amount: String(amount), address, ...(data === undefined ? {} : { data }) },
  };
}
