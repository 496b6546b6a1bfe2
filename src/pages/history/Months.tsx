import type { MonthView, SumView } from '../../messages/index.ts';
import { dollarText } from '../shared/format/dollars.ts';
import { useUi } from '../shared/ui.ts';
import { hashOf, monthText, type Wish } from './route.ts';

/** What was spent, month by month, as bars in a table; and in the chosen month (else the newest) site by site. Whatever else is chosen, all payments are in the sums. */
export function Months({ months, wish }: { months: readonly MonthView[]; wish: Wish }) {
  const { t, locale } = useUi();
  const used = months.filter(({ payments }) => payments > 0);
  const [newest] = used;
  if (newest === undefined) return null;
  const chosen =
    wish.month === undefined ? newest : months.find(({ month }) => month === wish.month);
  return (
    <>
      <section aria-labelledby="months">
        <h2 id="months">{t('history_months')}</h2>
        <Sums
          label={t('history_month')}
          rows={used.map((each) => ({
            ...each,
            name: monthText(each.month, locale),
            href: hashOf({ page: 'list', wish: { ...wish, month: each.month } }),
          }))}
        />
      </section>
      {chosen !== undefined && chosen.sites.length > 0 && (
        <section aria-labelledby="sites">
          <h2 id="sites">{t('history_sites', monthText(chosen.month, locale))}</h2>
          <Sums
            label={t('row_site')}
            rows={chosen.sites.map((each) => ({
              ...each,
              name: each.site.strong,
              href: hashOf({
                page: 'list',
                wish: { ...wish, site: each.site.origin, month: chosen.month },
              }),
            }))}
          />
        </section>
      )}
    </>
  );
}

type SumRow = SumView & { readonly name: string; readonly href: string };

/** Steps of a bar: it is looked at, not calculated with. */
const STEPS = 1000n;

function Sums({ label, rows }: { label: string; rows: readonly SumRow[] }) {
  const { t, locale } = useUi();
  const hasTest = rows.some(({ testUsd }) => testUsd !== '0');
  const sums = rows.map(({ usd }) => BigInt(usd));
  const [most = 1n] = [...sums, 1n].sort((a, b) => (a < b ? 1 : -1));
  return (
    <table class="sums">
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col" class="figure">
            {t('history_payments')}
          </th>
          <th scope="col" class="figure">
            {t('history_dollars')}
          </th>
          {hasTest && (
            <th scope="col" class="figure">
              {t('history_test')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.href}>
            <th scope="row">
              <a href={row.href}>
                <bdi>{row.name}</bdi>
              </a>
              <Bar part={Number((BigInt(row.usd) * STEPS) / most)} />
            </th>
            <td class="figure">{row.payments.toLocaleString(locale)}</td>
            <td class="figure">{dollarText(row.usd, locale)}</td>
            {hasTest && <td class="figure">{dollarText(row.testUsd, locale)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `part` of a thousand. The figures beside it say the same. */
function Bar({ part }: { part: number }) {
  return (
    <svg class="bar-of" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width={Math.max(part, 4)} height="10" rx="3" />
    </svg>
  );
}
