import type { RequestView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { dayText, hourText, isSameDay } from '../../../shared/format/time.ts';
import { lazy } from '../../../shared/lazy.tsx';
import { Alert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';

const PaymentRows = lazy(async () => (await import('../rows/PaymentRows.tsx')).PaymentRows);

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
      <Collapsible summary={t('bought_receipt')} act="bought-receipt">
        {() => <PaymentRows payment={bought} />}
      </Collapsible>
    </section>
  );
}
