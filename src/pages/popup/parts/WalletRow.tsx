import type { OfferView, WalletView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/money.ts';
import { Row } from '../../shared/Rows.tsx';
import { useUi } from '../../shared/ui.ts';
import { walletText } from '../../shared/wallets.ts';

/** The wallet that would pay, and what it holds. */
export function WalletRow({ offer, wallet }: { offer: OfferView; wallet: WalletView }) {
  const ui = useUi();
  const { t } = ui;
  const { money, balance } = offer;
  const holds =
    money === undefined || balance === undefined
      ? t('balance_unknown')
      : moneyText({ ...money, amount: balance }, ui);
  if (wallet.texts.row !== undefined) {
    return <Row label={t(walletText(wallet.texts.row))}>{holds}</Row>;
  }
  return (
    <Row label={t('row_wallet')}>
      <bdi>{wallet.name ?? t(walletText(wallet.texts.name))}</bdi>
      {balance !== undefined && <span class="muted"> · {t('wallet_holds', holds)}</span>}
    </Row>
  );
}
