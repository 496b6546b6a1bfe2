import type { OfferView, WalletView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/money.ts';
import { Row } from '../../shared/Rows.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';

const NAMES = {
  purse: 'wallet_purse',
  nwc: 'wallet_nwc',
  ecash: 'wallet_ecash',
} as const satisfies Record<WalletView['id'], MessageKey>;

/** The wallet that would pay, and what it holds. */
export function WalletRow({ offer, wallet }: { offer: OfferView; wallet: WalletView }) {
  const ui = useUi();
  const { t } = ui;
  const { money, balance } = offer;
  const holds =
    money === undefined || balance === undefined
      ? t('balance_unknown')
      : moneyText({ ...money, amount: balance }, ui);
  if (wallet.id === 'purse') {
    return <Row label={t('row_purse')}>{holds}</Row>;
  }
  return (
    <Row label={t('row_wallet')}>
      <bdi>{wallet.name ?? t(NAMES[wallet.id])}</bdi>
      {balance !== undefined && <span class="muted"> · {t('wallet_holds', holds)}</span>}
    </Row>
  );
}
