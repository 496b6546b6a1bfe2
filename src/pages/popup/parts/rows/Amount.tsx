import type { MoneyView, NetworkView } from '../../../../messages/index.ts';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { numberText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';

/** The price, larger than all else. A token that we do not know shows its smallest units. */
export function Amount(props: { money: MoneyView | undefined; network: NetworkView | undefined }) {
  const { t, locale } = useUi();
  const { money, network } = props;
  if (money === undefined) return <p class="amount small">{t('no_price')}</p>;
  const number = numberText(money, locale);
  return (
    <div class="price">
      {money.decimals === undefined ? (
        <p class="amount small">{t('base_units', number)}</p>
      ) : (
        <p class={number.length > 9 ? 'amount long' : 'amount'}>
          {number} <span class="currency">{money.currency}</span>
        </p>
      )}
      <TestMoney of={network} />
    </div>
  );
}
