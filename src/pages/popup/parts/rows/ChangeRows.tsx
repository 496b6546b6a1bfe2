import type { ChangeView, MoneyView, PaymentView } from '../../../../messages/index.ts';
import { Row } from '../../../shared/display/Rows.tsx';
import { hostText, moneyText } from '../../../shared/format/money.ts';
import { type Ui, useUi } from '../../../shared/ui.ts';

/** Ecash that the site gave back, and what the payment cost after it. */
export function ChangeRows({ payment }: { payment: PaymentView }) {
  const ui = useUi();
  const { change = [], money } = payment;
  const net = money === undefined ? undefined : netOf(money, change);
  return (
    <>
      {change.map((each, at) => (
        <Row key={`${at}`} label={ui.t('row_change')}>
          {changeText(each, ui)}
        </Row>
      ))}
      {net !== undefined && <Row label={ui.t('row_net')}>{moneyText(net, ui)}</Row>}
    </>
  );
}

/** What was paid less what is back, where both count in the same unit. */
function netOf(paid: MoneyView, change: readonly ChangeView[]): MoneyView | undefined {
  const back = change.flatMap(({ state, money }) =>
    state === 'in' && money?.currency === paid.currency && money.decimals === paid.decimals
      ? [BigInt(money.amount)]
      : [],
  );
  if (back.length === 0) return undefined;
  const net = back.reduce((rest, each) => rest - each, BigInt(paid.amount));
  return net < 0n ? undefined : { ...paid, amount: net.toString() };
}

function changeText({ state, money, mint }: ChangeView, ui: Ui): string {
  if (money === undefined) return ui.t('change_locked');
  const text = moneyText(money, ui);
  if (state === 'kept') return ui.t('change_kept', text, hostText(mint ?? ''));
  return state === 'in' ? text : ui.t('change_worthless', text);
}
