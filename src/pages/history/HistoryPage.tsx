import { FailureAlert } from '../shared/notices/Alert.tsx';
import { type Ui, UiProvider } from '../shared/ui.ts';
import { Filter } from './Filter.tsx';
import { Months } from './Months.tsx';
import type { HistoryAct, HistoryModel } from './model.ts';
import { Payments } from './Payments.tsx';
import { ReceiptPage } from './ReceiptPage.tsx';

/** The history of payments, and the receipt of each: a function of one model. */
export function HistoryPage(props: { model: HistoryModel; ui: Ui; act: HistoryAct }) {
  const { model, ui, act } = props;
  const { t } = ui;
  const { route, list, months, receipt } = model;
  return (
    <UiProvider value={ui}>
      <main aria-busy={ui.busy === undefined ? undefined : 'true'} data-page={route.page}>
        <div class="line">
          <h1>
            {t('extension_name')} · {t(route.page === 'list' ? 'history' : 'receipt_page')}
          </h1>
          <button
            type="button"
            class="link no-print"
            data-act="settings"
            onClick={act.openSettings}
          >
            {t('settings')}
          </button>
        </div>
        {route.page === 'receipt' ? (
          <ReceiptPage receipt={receipt} act={act} />
        ) : (
          <>
            <Filter wish={route.wish} act={act} />
            <Payments wish={route.wish} list={list} act={act} />
            <Months months={months} wish={route.wish} />
          </>
        )}
        <FailureAlert />
      </main>
    </UiProvider>
  );
}
