import type { ReceiptView } from '../../messages/index.ts';
import { PaymentRows } from '../popup/parts/rows/PaymentRows.tsx';
import { Copy } from '../shared/display/Copy.tsx';
import { PracticeChip } from '../shared/display/Practice.tsx';
import { Row, Rows } from '../shared/display/Rows.tsx';
import { StateChips } from '../shared/display/StateChips.tsx';
import { TestMoney } from '../shared/display/TestMoney.tsx';
import { dollarText } from '../shared/format/dollars.ts';
import { moneyText } from '../shared/format/money.ts';
import { paymentStateKey } from '../shared/format/payment-state.ts';
import { dateText } from '../shared/format/time.ts';
import { useUi } from '../shared/ui.ts';
import type { HistoryAct } from './model.ts';
import { titleOf } from './Payments.tsx';
import { hashOf } from './route.ts';

/** One payment: what was bought, what became of it and when, and what the user can do with the record. */
export function ReceiptPage(props: { receipt: ReceiptView | null | undefined; act: HistoryAct }) {
  const ui = useUi();
  const { t, locale } = ui;
  const { receipt, act } = props;
  const back = (
    <a class="no-print" href={hashOf({ page: 'list', wish: {} })}>
      {t('home_history')}
    </a>
  );
  if (receipt === undefined) return <p class="muted" data-loading="" />;
  if (receipt === null) {
    return (
      <>
        <p role="status">{t('receipt_gone')}</p>
        <p>{back}</p>
      </>
    );
  }
  const { payment, steps, usd, json, counts } = receipt;
  const transaction = payment.receipt?.transaction;
  const { money } = payment;
  return (
    <>
      <p>{back}</p>
      <section aria-labelledby="bought">
        <h2 id="bought">
          <bdi>{titleOf(payment)}</bdi>
        </h2>
        {money !== undefined && (
          <p class="receipt-amount">
            <bdi>{moneyText(money, ui)}</bdi> <TestMoney of={payment.network} />{' '}
            <PracticeChip of={payment.payer} />
          </p>
        )}
        <p>
          <StateChips payment={payment} />
        </p>
        <PaymentRows payment={payment} />
        <Rows>
          <Row label={t('receipt_address')}>
            <bdi class="mono">{payment.url}</bdi>
          </Row>
          {payment.payee !== undefined && (
            <Row label={t('receipt_payee')}>
              <bdi class="mono">{payment.payee}</bdi>
            </Row>
          )}
          {transaction !== undefined && (
            <Row label={t('receipt_transaction')}>
              <bdi class="mono">{transaction}</bdi>
            </Row>
          )}
          {usd !== undefined && (
            <Row label={t('receipt_worth')}>{t('receipt_dollars', dollarText(usd, locale))}</Row>
          )}
        </Rows>
      </section>
      <section aria-labelledby="steps">
        <h2 id="steps">{t('receipt_steps')}</h2>
        <ol class="steps-of">
          {steps.map(({ state: each, at }, nth) => (
            <li key={`${each} ${at} ${nth}`}>
              <time dateTime={new Date(at).toISOString()}>
                {stepText(at, nth === 0 ? undefined : steps[0]?.at, locale)}
              </time>{' '}
              {t(nth === steps.length - 1 ? paymentStateKey(payment) : `state_${each}`)}
            </li>
          ))}
        </ol>
      </section>
      {counts && !payment.mayTakeBack && (
        <section aria-labelledby="refund" class="no-print">
          <h2 id="refund">{t('receipt_refund')}</h2>
          <RefundText receipt={receipt} />
        </section>
      )}
      <div class="line start no-print">
        <button type="button" class="secondary" data-act="print" onClick={act.print}>
          {t('receipt_print')}
        </button>
        <button
          type="button"
          class="secondary"
          data-act="json"
          onClick={() => act.save('farebox-payment.json', 'application/json', json)}
        >
          {t('receipt_json')}
        </button>
      </div>
    </>
  );
}

/** A letter to the site with what it needs to find the payment. */
function RefundText({ receipt: { payment } }: { receipt: ReceiptView }) {
  const ui = useUi();
  const { t, locale } = ui;
  const { money, receipt, url, at, id } = payment;
  const amount = money === undefined ? '?' : moneyText(money, ui);
  const text = [
    t('receipt_refund_text', dateText(at, locale), amount, url),
    // Never the preimage: whoever has it may open the page in the user's place.
    receipt?.transaction === undefined
      ? t('receipt_refund_id', id)
      : t('receipt_refund_proof', receipt.transaction),
  ].join(' ');
  return (
    <>
      <p class="hint">{t('receipt_refund_hint')}</p>
      <blockquote class="letter">{text}</blockquote>
      <p>
        <Copy text={text} act="copy-refund" label={t('copy_part', t('receipt_refund'))} />
      </p>
    </>
  );
}

/** ms: a step within this time of the first is shown by how long it took. */
const SOON = 60_000;

/** The first step and late ones with their time, the others as `+2.4 sec`. */
function stepText(at: number, first: number | undefined, locale: string): string {
  if (first !== undefined && at >= first && at - first < SOON) {
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'second',
      maximumFractionDigits: 2,
      signDisplay: 'always',
    }).format((at - first) / 1000);
  }
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}
