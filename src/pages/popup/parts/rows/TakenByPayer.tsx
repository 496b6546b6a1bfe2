import { parseBaseUnits } from '../../../../core/money/money.ts';
import type { PaymentView } from '../../../../messages/index.ts';
import { Row } from '../../../shared/display/Rows.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';

/** The amount that the site says it took, where it is another than the one agreed to. */
export function TakenByPayer({ payment }: { payment: PaymentView }) {
  const ui = useUi();
  const { money, receipt } = payment;
  const took = parseBaseUnits(receipt?.amount);
  if (money === undefined || took === undefined || took === BigInt(money.amount)) return null;
  return <Row label={ui.t('row_took')}>{moneyText({ ...money, amount: took.toString() }, ui)}</Row>;
}
