import type { OfferView, WalletView } from '../../../../messages/index.ts';
import { Row } from '../../../shared/display/Rows.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { walletText } from '../../../shared/format/wallets.ts';
import { useUi } from '../../../shared/ui.ts';

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
