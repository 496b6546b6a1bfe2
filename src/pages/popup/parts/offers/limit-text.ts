import { formatDecimal, toDecimal } from '../../../../core/money/money.ts';
import type { LimitKey } from '../../../../core/rules/limits.ts';
import type { ExcessView } from '../../../../messages/index.ts';
import { moneyText } from '../../../shared/format/money.ts';
import type { MessageKey, Ui } from '../../../shared/ui.ts';
import type { PricedOffer } from './offers.ts';

const TEXTS: Readonly<Record<LimitKey, MessageKey>> = {
  perPayment: 'over_payment',
  perSiteDay: 'over_site_day',
  perDay: 'over_day',
  perMonth: 'over_month',
  perAssetDay: 'over_asset_day',
  worth: 'over_worth',
};

/** Limits are in millionths of a dollar. */
const DECIMALS = 6;

/** Which limit a payment would break: what it allows, and what was spent of it. */
export function excessText({ money }: PricedOffer, over: ExcessView, ui: Ui): string {
  const text = (amount: string) =>
    over.limit === 'perAssetDay'
      ? moneyText({ ...money, amount }, ui)
      : formatDecimal(toDecimal(BigInt(amount), DECIMALS), ui.locale);
  return ui.t(TEXTS[over.limit], text(over.allowed), text(over.spent));
}
