import type { OfferView } from '../../../../messages/index.ts';
import { Row } from '../../../shared/display/Rows.tsx';
import { hostText, moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';

/**
 * Which mints' ecash the site takes. Left out where it takes only those of its list and one of them pays: that one is
 * named as the wallet.
 */
export function MintsRow({ offer }: { offer: OfferView }) {
  const ui = useUi();
  const { t } = ui;
  const { mints, otherMints, wallet } = offer;
  if (mints === undefined || (otherMints === undefined && wallet?.name !== undefined)) return null;
  const hosts = mints.map(hostText).join(' · ');
  const more = otherMints !== undefined && otherMints.surcharge.amount !== '0';
  const text =
    otherMints === undefined
      ? hosts
      : mints.length === 0
        ? t('mints_any')
        : t('mints_and_others', hosts);
  return (
    <Row label={t('row_mints')}>
      <bdi>{text}</bdi>
      {more && (
        <span class="muted"> · {t('mints_surcharge', moneyText(otherMints.surcharge, ui))}</span>
      )}
    </Row>
  );
}
