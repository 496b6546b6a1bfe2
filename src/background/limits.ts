import { type ErrorKey, FareboxError } from '../core/errors.ts';
import { type Calendar, excessOf, type LimitKey, type Limits } from '../core/limits.ts';
import { toDecimal } from '../core/money.ts';
import type { Payment } from '../core/payment.ts';
import type { Quote } from '../core/quote.ts';
import { usdValueOf } from '../core/usd-value.ts';

const ERRORS: Readonly<Record<LimitKey, ErrorKey>> = {
  perPayment: 'error_limit_payment',
  perSiteDay: 'error_limit_site_day',
  perDay: 'error_limit_day',
  perMonth: 'error_limit_month',
  perAssetDay: 'error_limit_asset_day',
  worth: 'error_limit_worth',
};

/** When the day and the month of `now` (ms) began where the person is. */
export function calendarOf(now: number): Calendar {
  const date = new Date(now);
  return {
    day: new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime(),
    month: new Date(date.getFullYear(), date.getMonth(), 1).getTime(),
  };
}

/** Forbids a payment that would break a limit: throws `error_limit_…` with what is allowed and spent. */
export function checkLimits(
  quote: Quote,
  payments: readonly Payment[],
  limits: Limits,
  now: number,
): void {
  const excess = excessOf(quote, payments, limits, usdValueOf, calendarOf(now), now);
  if (excess === undefined) return;
  const { limit, allowed, spent } = excess;
  const decimals = limit === 'perAssetDay' ? assetDecimals(quote) : 6;
  throw new FareboxError(ERRORS[limit], toDecimal(allowed, decimals), toDecimal(spent, decimals));
}

/** Bitcoin is counted in millisatoshi and said in satoshi. */
function assetDecimals({ offer }: Quote): number {
  return offer.price?.currency === 'sat' ? 3 : (offer.price?.decimals ?? 0);
}
