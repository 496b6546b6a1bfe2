import '../shared/base.css';
import '../shared/money.css';
import '../settings/settings.css';
import './history.css';
import { render } from 'preact';
import { coalesce } from '../../core/concurrency.ts';
import type { CommandName, PaymentList } from '../../messages/index.ts';
import * as page from '../../platform/pages/extension-page.ts';
import { keepFocus } from '../shared/focus.ts';
import { settleLanguage, t } from '../shared/language.ts';
import { uiOf } from '../shared/page-ui.ts';
import { saveFile } from '../shared/save-file.ts';
import type { Failure, Ui } from '../shared/ui.ts';
import { HistoryPage } from './HistoryPage.tsx';
import { type HistoryAct, type HistoryModel, MONTHS, PAGE } from './model.ts';
import { hashOf, monthsUntil, routeOf, type Wish } from './route.ts';

const locale = settleLanguage(`${t('extension_name')} · ${t('history')}`);
const root = document.getElementById('root') ?? document.body;

let model: HistoryModel = { route: routeOf(location.hash), months: [] };
/** How many payments are shown. */
let shown = PAGE;
let busy: CommandName | undefined;
let failure: Failure | undefined;

const run: Ui['run'] = async (command, input) => {
  if (busy !== undefined) return undefined;
  busy = command;
  failure = undefined;
  draw();
  const answer = await page.send(command, input);
  busy = undefined;
  if (!answer.ok) failure = { ...answer, command };
  draw();
  return answer.ok ? answer.out : undefined;
};

/** The newest `shown` payments that were chosen, page by page. */
async function readList(wish: Wish): Promise<PaymentList | undefined> {
  let all: PaymentList | undefined;
  do {
    const before = all?.next === undefined ? {} : { before: all.next };
    const answer = await page.send('payment.list', { ...wish, ...before, limit: PAGE });
    if (!answer.ok) {
      failure = { ...answer, command: 'payment.list' };
      return all;
    }
    all = { ...answer.out, payments: [...(all?.payments ?? []), ...answer.out.payments] };
  } while (all.next !== undefined && all.payments.length < shown);
  return all;
}

const refresh = coalesce(async () => {
  const { route } = model;
  if (route.page === 'receipt') {
    const answer = await page.send('payment.receipt', { paymentId: route.id });
    if (answer.ok) model = { ...model, receipt: answer.out };
    else failure = { ...answer, command: 'payment.receipt' };
  } else {
    const list = await readList(route.wish);
    if (list !== undefined && model.route === route) model = { ...model, list };
  }
  draw();
});

/** Sums are read month by month; the first time each is drawn as it comes. */
const readMonths = coalesce(async () => {
  const isFirst = model.months.length === 0;
  const months: HistoryModel['months'][number][] = [];
  for (const month of monthsUntil(Date.now(), MONTHS)) {
    const answer = await page.send('spending.month', { month });
    if (!answer.ok) break;
    months.push(answer.out);
    if (!isFirst) continue;
    model = { ...model, months: [...months] };
    draw();
  }
  model = { ...model, months };
  draw();
});

const act: HistoryAct = {
  go: (route) => {
    location.hash = hashOf(route);
  },
  more: () => {
    shown = (model.list?.payments.length ?? 0) + PAGE;
    void refresh();
  },
  save: saveFile,
  print: () => window.print(),
  openSettings: () => void page.openSettings(),
};

function draw(): void {
  const ui = uiOf(locale, run, { busy, failure });
  render(<HistoryPage model={model} act={act} ui={ui} />, root);
}

addEventListener('hashchange', () => {
  shown = PAGE;
  failure = undefined;
  model = { route: routeOf(location.hash), months: model.months };
  draw();
  void refresh();
});
keepFocus(root);
page.onChanged(() => {
  void refresh();
  void readMonths();
});
void refresh();
void readMonths();
