import type { PaymentView } from '../../../messages/index.ts';
import { PracticeChip } from '../../shared/display/Practice.tsx';
import { SiteName } from '../../shared/display/SiteName.tsx';
import { StateChips } from '../../shared/display/StateChips.tsx';
import { TestMoney } from '../../shared/display/TestMoney.tsx';
import { moneyText } from '../../shared/format/money.ts';
import { dateText } from '../../shared/format/time.ts';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { Export } from './Export.tsx';

/** The newest payments: when, to whom, how much, and what came of each. All of them are on a page of their own. */
export function Activity(props: {
  payments: readonly PaymentView[];
  unreadable: number;
  openHistory: () => void;
}) {
  const { t } = useUi();
  const { payments, unreadable } = props;
  return (
    <section aria-labelledby="activity">
      <div class="line">
        <h2 id="activity">{t('activity')}</h2>
        {payments.length > 0 && <Export />}
      </div>
      {unreadable > 0 && (
        <Alert kind="warning">{t('activity_unreadable', unreadable.toString())}</Alert>
      )}
      {payments.length === 0 ? (
        <p class="muted">{t('activity_none')}</p>
      ) : (
        <ul class="list">
          {payments.map((payment) => (
            <Line key={payment.id} payment={payment} />
          ))}
        </ul>
      )}
      {payments.length > 0 && (
        <button type="button" class="link" data-act="history" onClick={props.openHistory}>
          {t('home_history')}
        </button>
      )}
      <FailureAlert of={['payment.check', 'payment.export']} />
    </section>
  );
}

function Line({ payment }: { payment: PaymentView }) {
  const ui = useUi();
  const { t, locale, run, busy } = ui;
  const { money, network, explorerUrl, state } = payment;
  return (
    <li class="payment" data-state={state}>
      <span class="payment-site">
        <SiteName site={payment.site} />
        <time class="muted" dateTime={new Date(payment.at).toISOString()}>
          {dateText(payment.at, locale)}
        </time>
      </span>
      {money !== undefined && <bdi class="figure">{moneyText(money, ui)}</bdi>}
      <span class="payment-state">
        <StateChips payment={payment} />
        <PracticeChip of={payment.payer} />
        <TestMoney of={network} />
        {explorerUrl !== undefined && (
          <a href={explorerUrl} target="_blank" rel="noreferrer">
            {t('explorer', new URL(explorerUrl).host)}
          </a>
        )}
        {payment.mayCheck && (
          <button
            type="button"
            class="copy"
            data-act="check"
            disabled={busy !== undefined}
            onClick={() => void run('payment.check', { paymentId: payment.id })}
          >
            {t('check_now')}
          </button>
        )}
      </span>
    </li>
  );
}
