import { useState } from 'preact/hooks';
import type { ExchangeView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import type { InspectorAct } from '../act.ts';
import { leaving } from '../entry/take-text.ts';
import { contextOf } from '../exchange-context.ts';
import { saveHar, saveReport } from '../save.ts';
import type { Watch } from '../watch.ts';
import type { Rows } from './rows.ts';

const FORMATS = [
  { name: 'har', write: saveHar },
  { name: 'report', write: saveReport },
] as const;

/** Saves the requests of the list, without secrets. Of a row that the worker no longer has whole nothing is saved. */
export function SaveAll({ rows, watch, act }: { rows: Rows; watch: Watch; act: InspectorAct }) {
  const { t, now, locale } = useUi();
  const [isBusy, setBusy] = useState(false);
  const [left, setLeft] = useState<{ saved: number; of: number }>();
  const save = async (write: typeof saveReport) => {
    if (isBusy) return;
    setBusy(true);
    try {
      const { shown } = rows;
      const views: ExchangeView[] = [];
      for (const { id } of shown) {
        const view = await act.load(id);
        if (view !== undefined) views.push(view);
      }
      const wish = { secrets: false, proof: false };
      const all = views.map((view) => leaving(view, contextOf(view, watch), wish));
      if (all.length > 0) write(all, act, now);
      setLeft({ saved: views.length, of: shown.length });
    } finally {
      setBusy(false);
    }
  };
  const number = new Intl.NumberFormat(locale);
  return (
    <>
      {FORMATS.map(({ name, write }) => (
        <button
          key={name}
          type="button"
          class="copy"
          data-act={`save-all-${name}`}
          aria-disabled={isBusy}
          onClick={() => void save(write)}
        >
          {t(`dev_save_all_${name}`)}
        </button>
      ))}
      <span role="status" class="muted">
        {left !== undefined &&
          left.saved < left.of &&
          t('dev_saved_some', number.format(left.saved), number.format(left.of))}
      </span>
    </>
  );
}
