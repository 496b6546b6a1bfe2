import type { Limits } from '../../../core/rules/limits.ts';
import type { SpendingView } from '../../../messages/index.ts';
import { dollarText } from '../format/dollars.ts';
import { useUi } from '../ui.ts';

/** What was spent today and this month, of what is allowed; test money apart. */
export function SpendingBars(props: {
  limits: Pick<Limits, 'perDay' | 'perMonth'>;
  spending: SpendingView;
}) {
  const { t, locale } = useUi();
  const { limits, spending } = props;
  const { day, month, testDay } = spending;
  const text = (spent: string, allowed: string | undefined) =>
    allowed === undefined
      ? t('spent', dollarText(spent, locale))
      : t('spent_of', dollarText(spent, locale), dollarText(allowed, locale));
  return (
    <div class="spent">
      <Bar id="spent-day" label={t('spent_day')} spent={day} allowed={limits.perDay}>
        {text(day, limits.perDay)}
      </Bar>
      <Bar id="spent-month" label={t('spent_month')} spent={month} allowed={limits.perMonth}>
        {text(month, limits.perMonth)}
      </Bar>
      {testDay !== '0' && (
        <Bar id="spent-test" label={t('spent_test')} spent={testDay} allowed={limits.perDay}>
          {text(testDay, limits.perDay)}
        </Bar>
      )}
    </div>
  );
}

/** Steps of a bar: it is looked at, not calculated with. */
const STEPS = 1000n;

/** From here on a bar says that little is left. */
const NEAR = 800n;

function level(part: bigint): 'near' | 'over' | undefined {
  if (part >= STEPS) return 'over';
  return part >= NEAR ? 'near' : undefined;
}

/** How much of what is allowed was spent, as a bar; both in the same base units. */
export function Bar(props: {
  id: string;
  label: string;
  spent: string;
  allowed: string | undefined;
  children: string;
}) {
  const { id, spent, allowed } = props;
  const most = BigInt(allowed ?? '0');
  const part = most === 0n ? STEPS : (BigInt(spent) * STEPS) / most;
  return (
    <div>
      <span class="line">
        {allowed === undefined ? <span>{props.label}</span> : <label for={id}>{props.label}</label>}
        <span class="figure">{props.children}</span>
      </span>
      {allowed !== undefined && (
        <progress
          id={id}
          max={Number(STEPS)}
          value={Number(part > STEPS ? STEPS : part)}
          data-level={level(part)}
        >
          {props.children}
        </progress>
      )}
    </div>
  );
}
