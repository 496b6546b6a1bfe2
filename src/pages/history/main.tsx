import '../shared/base.css';
import '../shared/money.css';
import '../settings/settings.css';
import './history.css';
import { render } from 'preact';
import { coalesce } from '../../core/concurrency.ts';
import type { Answer, CommandName, PaymentList } from '../../messages/index.ts';
import * as page from '../../platform/pages/extension-page.ts';
import { keepFocus } from '../shared/focus.ts';
import { settleLanguage, t } from '../shared/language.ts';
import { createRun, type Running, uiOf } from '../shared/page-ui.ts';
import { saveFile } from '../shared/save-file.ts';
import { HistoryPage } from './HistoryPage.tsx';
import { type HistoryAct, type HistoryModel, MONTHS, PAGE } from './model.ts';
import { hashOf, monthsUntil, routeOf, type Wish } from './route.ts';

const locale = settleLanguage(`${t('extension_name')} · ${t('history')}`);
const root = document.getElementById('root') ?? document.body;

let model: HistoryModel = { route: routeOf(location.hash), months: [] };
/** How many parts of the list are shown: a part may hold few payments where words stand in few of many. */
let parts = 1;
const running: Running = { busy: undefined, failure: undefined };

const run = createRun(running, draw, draw);

/** The first `parts` parts of the list. Undefined where the address has changed meanwhile. */
async function readList(
  route: HistoryModel['route'],
  wish: Wish,
): Promise<PaymentList | undefined> {
  let all: PaymentList | undefined;
  for (let part = 0; part < parts && (part === 0 || all?.next !== undefined); part++) {
    const before = all?.next === undefined ? {} : { before: all.next };
    const answer = await page.send('payment.list', { ...wish, ...before, limit: PAGE });
    if (model.route !== route) return undefined;
    note('payment.list', answer);
    if (!answer.ok) return all;
    all = { ...answer.out, payments: [...(all?.payments ?? []), ...answer.out.payments] };
  }
  return all;
}

/** Where a read failed the page says so, until the same read succeeds. */
function note(command: CommandName, answer: Answer<unknown>): void {
  if (!answer.ok) running.failure = { ...answer, command };
  else if (running.failure?.command === command) running.failure = undefined;
}

const refresh = coalesce(async () => {
  const { route } = model;
  if (route.page === 'receipt') {
    const answer = await page.send('payment.receipt', { paymentId: route.id });
    if (model.route !== route) return;
    note('payment.receipt', answer);
    if (answer.ok) model = { ...model, receipt: answer.out };
  } else {
    const list = await readList(route, route.wish);
    if (model.route !== route) return;
    if (list !== undefined) model = { ...model, list };
  }
  draw();
});

/** ms: between two times that all sums are read. A payment tells of each of its steps. */
const GAP = 3_000;

/** Sums are read month by month; the first time each is drawn as it comes. */
const readMonths = coalesce(async () => {
  const isFirst = model.months.length === 0;
  const months: HistoryModel['months'][number][] = [];
  for (const month of monthsUntil(Date.now(), MONTHS)) {
    const answer = await page.send('spending.month', { month });
    note('spending.month', answer);
    // What is known stays.
    if (!answer.ok) return draw();
    months.push(answer.out);
    if (!isFirst) continue;
    model = { ...model, months: [...months] };
    draw();
  }
  model = { ...model, months };
  draw();
}, GAP);

const act: HistoryAct = {
  go: (route) => {
    location.hash = hashOf(route);
  },
  more: () => {
    parts++;
    void refresh();
  },
  // Excel takes a text without this mark for one of an older encoding.
  save: (name, type, text) => saveFile(name, type, type === 'text/csv' ? `\ufeff${text}` : text),
  print: () => window.print(),
  openSettings: () => void page.openSettings(),
};

function draw(): void {
  const ui = uiOf(locale, run, running);
  render(<HistoryPage model={model} act={act} ui={ui} />, root);
}

addEventListener('hashchange', () => {
  parts = 1;
  running.failure = undefined;
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
