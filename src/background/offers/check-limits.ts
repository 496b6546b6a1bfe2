import { type ErrorKey, FareboxError } from '../../core/errors.ts';
import { toDecimal } from '../../core/money/money.ts';
import type { Quote } from '../../core/offers/quote.ts';
import { usdValueOf } from '../../core/offers/usd-value.ts';
import type { SpentSums } from '../../core/rules/facts.ts';
import { excessOf, type LimitKey, type Limits } from '../../core/rules/limits.ts';

const ERRORS: Readonly<Record<LimitKey, ErrorKey>> = {
  perPayment: 'error_limit_payment',
  perSiteDay: 'error_limit_site_day',
  perDay: 'error_limit_day',
  perMonth: 'error_limit_month',
  perAssetDay: 'error_limit_asset_day',
  worth: 'error_limit_worth',
};

/** Forbids a payment that would break a limit: throws `error_limit_…` with what is allowed and spent. */
export function checkLimits(quote: Quote, facts: SpentSums, limits: Limits): void {
  const excess = excessOf(quote, facts, limits, usdValueOf);
  if (excess === undefined) return;
  const { limit, allowed, spent } = excess;
  const decimals = limit === 'perAssetDay' ? assetDecimals(quote) : 6;
  throw new FareboxError(ERRORS[limit], toDecimal(allowed, decimals), toDecimal(spent, decimals));
}

/** Bitcoin is counted in millisatoshi and said in satoshi. */
function assetDecimals({ offer }: Quote): number {
  return offer.price?.currency === 'sat' ? 3 : (offer.price?.decimals ?? 0);
}
