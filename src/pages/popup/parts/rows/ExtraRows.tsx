import type { ExtraView } from '../../../../messages/index.ts';
import { Row } from '../../../shared/display/Rows.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';

/** What an ecash payment is made of, where it is more than the site's price: that, its surcharge, the mint's fee. */
export function ExtraRows({ extra }: { extra: ExtraView | undefined }) {
  const ui = useUi();
  if (extra === undefined) return null;
  const { price, fee, surcharge } = extra;
  const takesFee = fee.amount !== '0';
  if (!takesFee && surcharge === undefined) return null;
  return (
    <>
      <Row label={ui.t('row_price')}>{moneyText(price, ui)}</Row>
      {surcharge !== undefined && (
        <Row label={ui.t('row_surcharge')}>{moneyText(surcharge, ui)}</Row>
      )}
      {takesFee && <Row label={ui.t('row_mint_fee')}>{moneyText(fee, ui)}</Row>}
    </>
  );
}
