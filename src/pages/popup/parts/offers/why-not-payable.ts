import type { OfferView } from '../../../../messages/index.ts';
import { walletText } from '../../../shared/format/wallets.ts';
import type { MessageKey, Ui } from '../../../shared/ui.ts';
import { excessText } from './limit-text.ts';
import { canBePaid, isCovered, isExpired, payableByPageWallet, railOf } from './offers.ts';

const MISSING = {
  eip3009: 'needs_purse',
  lightning: 'needs_lightning',
  ecash: 'needs_ecash',
} as const satisfies Record<ReturnType<typeof railOf>, MessageKey>;

/** Why an offer cannot be chosen; undefined when it can. */
export function obstacle(offer: OfferView, ui: Ui): string | undefined {
  const { money, over } = offer;
  if (!canBePaid(offer) || money === undefined) return ui.t(offer.why ?? 'reason_no_wallet');
  if (isExpired(offer, ui.now)) return ui.t('reason_expired');
  if (over !== undefined) return excessText({ ...offer, money }, over, ui);
  if (payableByPageWallet(offer)) return undefined;
  if (offer.wallet === undefined) return ui.t(MISSING[railOf(offer)]);
  if (isCovered({ ...offer, money })) return undefined;
  return ui.t(walletText(offer.wallet.texts.notCovered));
}
