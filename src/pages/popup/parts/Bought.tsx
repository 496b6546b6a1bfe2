import type { RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { Fold } from '../../shared/Fold.tsx';
import { later } from '../../shared/later.tsx';
import { moneyText } from '../../shared/money.ts';
import { TestMoney } from '../../shared/TestMoney.tsx';
import { dayText, hourText, isSameDay } from '../../shared/time.ts';
import { useUi } from '../../shared/ui.ts';

const PaymentRows = later(async () => (await import('./PaymentRows.tsx')).PaymentRows);

/** Before a price: that this very thing was paid for already, when, and the receipt of it. */
export function Bought({ request }: { request: RequestView }) {
  const ui = useUi();
  const { t, locale, now } = ui;
  const { bought, what } = request;
  if (bought?.money === undefined) return null;
  const { at, money, network, state, paid } = bought;
  const hour = hourText(at, locale);
  const when = isSameDay(at, now)
    ? t('when_today', hour)
    : t('when_day', dayText(at, locale), hour);
  const sure = state === 'settled' || paid;
  const kind = what === 'page' ? 'page' : 'part';
  return (
    <section class="bought" data-part="bought">
      <Alert kind={sure ? 'info' : 'warning'}>
        {t(sure ? `bought_${kind}` : `bought_unsure_${kind}`, moneyText(money, ui), when)}{' '}
        <TestMoney of={network} />
      </Alert>
      <Fold summary={t('bought_receipt')} act="bought-receipt">
        {() => <PaymentRows payment={bought} />}
      </Fold>
    </section>
  );
}
