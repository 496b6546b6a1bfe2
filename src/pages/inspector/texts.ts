import type { ExchangeOutcome, ExchangeRow, RequestKind } from '../../messages/index.ts';
import { moneyText } from '../shared/format/money.ts';
import type { MessageKey, Translate } from '../shared/ui.ts';

const OUTCOMES: Readonly<Record<ExchangeOutcome, MessageKey>> = {
  asks: 'dev_outcome_asks',
  explained: 'dev_outcome_explained',
  broken: 'dev_outcome_broken',
  pass: 'dev_outcome_pass',
  approved: 'dev_outcome_paying',
  paying: 'dev_outcome_paying',
  proved: 'dev_outcome_signed',
  armed: 'dev_outcome_waiting',
  held: 'dev_outcome_waiting',
  sent: 'dev_outcome_sent',
  settled: 'dev_outcome_settled',
  refused: 'dev_outcome_refused',
  expired: 'dev_outcome_expired',
  unknown: 'dev_outcome_unknown',
};

export function outcomeText(outcome: ExchangeOutcome, t: Translate): string {
  return t(OUTCOMES[outcome]);
}

export function kindText(kind: RequestKind, t: Translate): string {
  return t(`dev_kind_${kind}`);
}

/** What a row of the list shows beside its own values: outcome, kind, amount, and that a worker asked. */
export function wordsOf(
  { outcome, what, money, worker }: ExchangeRow,
  ui: Parameters<typeof moneyText>[1],
): readonly string[] {
  return [
    outcomeText(outcome, ui.t),
    kindText(what, ui.t),
    ...(money === undefined ? [] : [moneyText(money, ui)]),
    ...(worker === true ? [ui.t('dev_worker')] : []),
  ];
}
