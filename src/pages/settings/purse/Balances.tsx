import type { BalanceView, PurseView } from '../../../messages/index.ts';
import { TestMoney } from '../../shared/display/TestMoney.tsx';
import { moneyText } from '../../shared/format/money.ts';
import { useUi } from '../../shared/ui.ts';

/** What the purse holds, network by network. */
export function Balances(props: {
  purse: PurseView;
  balances: readonly BalanceView[] | undefined;
}) {
  const { t, run, busy } = useUi();
  const { purse, balances } = props;
  return (
    <section aria-labelledby="balances">
      <div class="line">
        <h2 id="balances">{t('balances')}</h2>
        {purse.state !== 'none' && (
          <button
            type="button"
            class="copy"
            data-act="refresh"
            disabled={busy !== undefined}
            onClick={() => void run('purse.balances', { all: false })}
          >
            {t('check_again')}
          </button>
        )}
      </div>
      {purse.state === 'none' ? (
        <p class="muted">{t('balances_none')}</p>
      ) : balances === undefined ? (
        <p class="muted" role="status">
          {t('working')}
        </p>
      ) : (
        <>
          <ul class="list">
            {balances.map((balance) => (
              <Balance key={`${balance.network.id} ${balance.asset}`} balance={balance} />
            ))}
          </ul>
          <div class="line start">
            <button
              type="button"
              class="copy"
              data-act="all-networks"
              disabled={busy !== undefined}
              onClick={() => void run('purse.balances', { all: true })}
            >
              {t('balances_all')}
            </button>
          </div>
          <p class="hint">{t('balances_used')}</p>
        </>
      )}
    </section>
  );
}

function Balance({ balance }: { balance: BalanceView }) {
  const ui = useUi();
  const { amount, currency, decimals, network, error } = balance;
  return (
    <li class="balance" data-network={network.id}>
      <span>
        {network.name}
        {/* A network may hold several: without an amount, nothing else names which one. */}
        {amount === undefined && (
          <>
            {' · '}
            <bdi>{currency}</bdi>
          </>
        )}{' '}
        <TestMoney of={network} />
      </span>
      {amount === undefined ? (
        <span class="muted">{ui.t(error ?? 'balance_unknown')}</span>
      ) : (
        <span class="figure">{moneyText({ amount, currency, decimals }, ui)}</span>
      )}
    </li>
  );
}
