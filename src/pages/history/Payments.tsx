import { pathOf } from '../../core/web/http.ts';
import type { PaymentList, PaymentView } from '../../messages/index.ts';
import { allParts } from '../shared/all-parts.ts';
import { PracticeChip } from '../shared/display/Practice.tsx';
import { SiteName } from '../shared/display/SiteName.tsx';
import { StateChips } from '../shared/display/StateChips.tsx';
import { TestMoney } from '../shared/display/TestMoney.tsx';
import { moneyText } from '../shared/format/money.ts';
import { dateText } from '../shared/format/time.ts';
import { walletText } from '../shared/format/wallets.ts';
import { Alert } from '../shared/notices/Alert.tsx';
import { useUi } from '../shared/ui.ts';
import type { HistoryAct } from './model.ts';
import { hashOf, type Wish } from './route.ts';

/** The payments that were chosen, newest first, each with the way to its receipt. */
export function Payments(props: { wish: Wish; list: PaymentList | undefined; act: HistoryAct }) {
  const { t } = useUi();
  const { wish, list, act } = props;
  if (list === undefined) return <p class="muted" data-loading="" />;
  const { payments, next, unreadable } = list;
  const isAll = Object.keys(wish).length === 0;
  // A part may hold few of these, and the next one many.
  const isSearch = wish.text !== undefined || wish.state !== undefined;
  return (
    <section aria-labelledby="payments">
      <div class="line">
        <h2 id="payments">{t('home_history')}</h2>
        {payments.length > 0 && <Exports wish={wish} act={act} />}
      </div>
      {unreadable > 0 && (
        <Alert kind="warning">{t('activity_unreadable', unreadable.toString())}</Alert>
      )}
      {payments.length === 0 && next === undefined && (
        <p class="muted" role="status">
          {t(isAll ? 'activity_none' : 'history_none')}
        </p>
      )}
      <ul class="list">
        {payments.map((payment) => (
          <Line key={payment.id} payment={payment} wish={wish} />
        ))}
      </ul>
      {next !== undefined && (
        <button type="button" class="copy no-print" data-act="more" onClick={act.more}>
          {t(isSearch ? 'history_further' : 'activity_more')}
        </button>
      )}
    </section>
  );
}

/** What was bought, in the site's words; where it has none, by its path. */
export function titleOf({ description, url }: PaymentView): string {
  return description ?? pathOf(url);
}

function Line({ payment, wish }: { payment: PaymentView; wish: Wish }) {
  const ui = useUi();
  const { t, locale } = ui;
  const { money, network, payer, site, state, at, what, method, url } = payment;
  const ofSite = hashOf({ page: 'list', wish: { ...wish, site: site.origin } });
  const isPlain = what === 'page' && method === 'GET';
  return (
    <li class="payment" data-state={state}>
      <span class="payment-site">
        <a href={hashOf({ page: 'receipt', id: payment.id })}>
          <bdi>{titleOf(payment)}</bdi>
        </a>
        <span class="muted">
          <a href={ofSite} title={t('history_of_site', site.host)}>
            <SiteName site={site} />
          </a>{' '}
          {payment.description !== undefined && <bdi class="path">{new URL(url).pathname}</bdi>}
          {!isPlain && <bdi class="path"> · {method}</bdi>}
        </span>
        <span class="muted">
          <time dateTime={new Date(at).toISOString()}>{dateText(at, locale)}</time> ·{' '}
          {t(walletText(payer.texts.name))}
        </span>
      </span>
      {money !== undefined && <bdi class="figure">{moneyText(money, ui)}</bdi>}
      <span class="payment-state">
        <StateChips payment={payment} />
        <PracticeChip of={payer} />
        <TestMoney of={network} />
      </span>
    </li>
  );
}

/** Files of all payments that were chosen, not only of those on the page. */
function Exports({ wish, act }: { wish: Wish; act: HistoryAct }) {
  const { t, run, busy } = useUi();
  const csv = async () => {
    const parts = await allParts((from) => run('payment.csv', { ...wish, ...from }));
    const [first] = parts ?? [];
    if (parts === undefined || first === undefined) return;
    const text = first.head + parts.map(({ lines }) => lines).join('');
    act.save('farebox-payments.csv', 'text/csv', text);
  };
  return (
    <button
      type="button"
      class="copy no-print"
      data-act="csv"
      disabled={busy !== undefined}
      onClick={() => void csv()}
    >
      {t('history_csv')}
    </button>
  );
}
