import { useEffect, useState } from 'preact/hooks';
import { siteOf } from '../../core/web/origin.ts';
import { type MessageKey, useUi } from '../shared/ui.ts';
import type { HistoryAct } from './model.ts';
import { MONTHS } from './model.ts';
import { LISTED_STATES, monthsUntil, monthText, type Wish } from './route.ts';

/** Where a state of the record stands for more than one word of the list. */
const WORDS: { readonly [State in (typeof LISTED_STATES)[number]]?: MessageKey } = {
  unknown: 'history_of_unknown',
  refused: 'history_of_refused',
  proved: 'history_of_proved',
  expired: 'history_of_expired',
};

/** Chooses payments by words, month and state. A site is chosen by pressing its name. */
export function Filter({ wish, act }: { wish: Wish; act: HistoryAct }) {
  const { t, locale, now } = useUi();
  const { text = '' } = wish;
  const [typed, setTyped] = useState(text);
  // The address may have changed: a link, or the way back.
  useEffect(() => setTyped(text), [text]);
  const go = (changed: { readonly [Key in keyof Wish]: Wish[Key] | '' }) => {
    const all = Object.entries({ ...wish, text: typed, ...changed });
    act.go({ page: 'list', wish: Object.fromEntries(all.filter(([, value]) => value !== '')) });
  };
  const months = monthsUntil(now, MONTHS);
  if (wish.month !== undefined && !months.includes(wish.month)) months.push(wish.month);
  return (
    <search class="no-print">
      <form
        class="history-filter"
        onSubmit={(event) => {
          event.preventDefault();
          go({});
        }}
      >
        <label class="field">
          {t('history_text')}
          <input
            type="search"
            data-field="text"
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <label class="field">
          {t('history_month')}
          <select
            data-field="month"
            value={wish.month ?? ''}
            onChange={({ currentTarget }) => go({ month: currentTarget.value })}
          >
            <option value="">{t('history_all_months')}</option>
            {months.map((month) => (
              <option key={month} value={month}>
                {monthText(month, locale)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {t('history_state')}
          <select
            data-field="state"
            value={wish.state ?? ''}
            onChange={({ currentTarget }) =>
              go({ state: currentTarget.value as (typeof LISTED_STATES)[number] | '' })
            }
          >
            <option value="">{t('history_all_states')}</option>
            {LISTED_STATES.map((state) => (
              <option key={state} value={state}>
                {t(WORDS[state] ?? `state_${state}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="secondary" data-act="search">
          {t('history_search')}
        </button>
        {wish.site !== undefined && (
          <p class="line">
            <span>{t('history_site', siteOf(wish.site)?.strong ?? wish.site)}</span>
            <button
              type="button"
              class="copy"
              data-act="all-sites"
              onClick={() => go({ site: '' })}
            >
              {t('history_all_sites')}
            </button>
          </p>
        )}
      </form>
    </search>
  );
}
