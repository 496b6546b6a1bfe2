import '../shared/base.css';
import './inspector.css';
import { render } from 'preact';
import { coalesce } from '../../core/concurrency.ts';
import * as page from '../../platform/pages/extension-page.ts';
import {
  onNavigated,
  tellsRequests,
  version,
  watchRequests,
} from '../../platform/pages/inspector.ts';
import { settleLanguage, t } from '../shared/language.ts';
import { saveFile } from '../shared/save-file.ts';
import type { Ui } from '../shared/ui.ts';
import type { InspectorAct } from './act.ts';
import { InspectorPage } from './InspectorPage.tsx';
import { createRows } from './list/rows.ts';
import { repeated, replay } from './replay.ts';
import { wordsOf } from './texts.ts';
import { createWatch } from './watch.ts';

const locale = settleLanguage(`402 · ${t('extension_name')}`);
const root = document.getElementById('root') ?? document.body;
const query = new URLSearchParams(location.search);
const tabId = Number(query.get('tab') ?? -1);
const rows = createRows(Date.now(), (row) => wordsOf(row, { t, locale }));
const watch = createWatch(tellsRequests);

const refresh = coalesce(async () => {
  const answer = await page.send('exchange.list', { tabId });
  if (answer.ok && rows.merge(answer.out.rows)) draw();
});

/** DevTools do not let their panels use the clipboard; a selection can be copied there all the same. */
async function copy(text: string): Promise<void> {
  await page.copy(text).catch(() => {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  });
}

const act: InspectorAct = {
  version: version(),
  load: async (id) => {
    const answer = await page.send('exchange.get', { tabId, id });
    return answer.ok ? (answer.out ?? undefined) : undefined;
  },
  chain: async ({ exchange: { id } }) => {
    const answer = await page.send('exchange.chain', { tabId, id });
    if (!answer.ok) return { error: t(answer.error, ...answer.detail) };
    return answer.out === null ? {} : { transaction: answer.out };
  },
  mint: async ({ exchange: { id } }) => {
    const answer = await page.send('exchange.mint', { tabId, id });
    if (!answer.ok) return { error: t(answer.error, ...answer.detail) };
    return answer.out === null ? {} : { fate: answer.out };
  },
  clear: () => {
    rows.clear();
    draw();
    void page.send('exchange.clear', { tabId });
  },
  preserve: (on) => {
    rows.preserve = on;
    draw();
  },
  filter: (text) => {
    rows.filter(text);
    draw();
  },
  save: saveFile,
  replay: async ({ exchange, payment }, { proof, cookies }) => {
    let headers = proof ? (exchange.sent?.headers ?? []) : [];
    if (proof && payment?.proof !== undefined) {
      // The payment is open: its record says that the proof is on its way before it leaves.
      const answer = await page.send('payment.proof', { paymentId: payment.id });
      if (!answer.ok) return { error: t(answer.error, ...answer.detail) };
      headers = answer.out.headers;
    }
    return replay(repeated(exchange, watch.headersOf(exchange) ?? [], headers), cookies);
  },
  ask: (request) => replay(request, false),
};

function draw(): void {
  const ui: Ui = { t, locale, now: Date.now(), run: async () => undefined, copy };
  render(<InspectorPage rows={rows} watch={watch} act={act} ui={ui} />, root);
}

page.onChanged(() => void refresh());
watchRequests(tabId, watch.heard);
onNavigated(tabId, (url) => {
  rows.navigated(url, Date.now());
  draw();
});
draw();
void refresh();
