import type { PaymentView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { PracticeChip } from '../../../shared/display/Practice.tsx';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { paymentStateKey } from '../../../shared/format/payment-state.ts';
import { timeText } from '../../../shared/format/time.ts';
import { useUi } from '../../../shared/ui.ts';
import { PaymentRows } from '../rows/PaymentRows.tsx';

/** The newest payments, each with its receipt folded away. */
export function LastPayments({ payments }: { payments: readonly PaymentView[] }) {
  const { t } = useUi();
  return (
    <section aria-labelledby="home-payments">
      <h2 id="home-payments">{t('home_payments')}</h2>
      {payments.length === 0 ? (
        <p class="muted">{t('activity_none')}</p>
      ) : (
        <ul class="last-payments">
          {payments.map((payment) => (
            <li key={payment.id} data-state={payment.state}>
              <Collapsible summary={<Line payment={payment} />} act="last-payment">
                {() => <PaymentRows payment={payment} />}
              </Collapsible>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ payment }: { payment: PaymentView }) {
  const ui = useUi();
  const { t, locale, now } = ui;
  const { money, network, payer, site, description, state, at } = payment;
  return (
    <span class="last-payment">
      <span class="line">
        <bdi class="cut">{description ?? site.host}</bdi>
        {money !== undefined && <bdi class="figure">{moneyText(money, ui)}</bdi>}
      </span>
      <span class="line">
        <span class="muted">
          <bdi>{site.host}</bdi> · {timeText(at, now, locale)}
        </span>
        <span class="chips">
          <TestMoney of={network} />
          <PracticeChip of={payer} />
          <span class={`state ${state}`}>{t(paymentStateKey(payment))}</span>
        </span>
      </span>
    </span>
  );
}
