import { render } from 'preact';
import type { ExchangeRow, ExchangeView } from '../../../src/messages/index.ts';
import type { InspectorAct, Replayed } from '../../../src/pages/inspector/act.ts';
import { InspectorPage } from '../../../src/pages/inspector/InspectorPage.tsx';
import { createRows, type Rows } from '../../../src/pages/inspector/list/rows.ts';
import { wordsOf } from '../../../src/pages/inspector/texts.ts';
import { createWatch, type Watch } from '../../../src/pages/inspector/watch.ts';
import type { Ui } from '../../../src/pages/shared/ui.ts';
import { translate } from './translate.ts';

// The developers' page with recorded events instead of a background.

const root = document.getElementById('root') ?? document.body;
const calls: unknown[][] = [];
let rows: Rows = createRows();
let watch: Watch = createWatch();
let language = 'en';

/** What was recorded: each exchange with its row, given by the test. */
let recorded: readonly { readonly view: ExchangeView; readonly row: ExchangeRow }[] = [];

const REPLAYED: Replayed = {
  response: { url: 'https://shop.example/', method: 'GET', status: 402, headers: [], body: '{}' },
};

/** What answers wait for. */
let release: () => void = () => undefined;
let held: Promise<void> | undefined;

const act: InspectorAct = {
  version: '0.1.0',
  load: async (id) => recorded.find(({ row }) => row.id === id.split('#')[0])?.view,
  chain: async ({ exchange: { id, sent } }) => {
    calls.push(['chain', id]);
    if (sent?.request?.rail !== 'eip3009') return { error: 'No node is set.' };
    const { domain, message } = sent.request;
    const { from, to, value, nonce } = message;
    const transfers = [{ asset: domain.verifyingContract, from, to, value }];
    return { transaction: { state: 'done', transfers, authorizations: [{ from, nonce }] } };
  },
  mint: async ({ exchange: { id } }) => {
    calls.push(['mint', id]);
    return { fate: 'spent' };
  },
  clear: () => {
    calls.push(['clear']);
    rows.clear();
    draw();
  },
  preserve: (on) => {
    rows.preserve = on;
    draw();
  },
  filter: (text) => {
    rows.filter(text);
    draw();
  },
  save: (...file) => calls.push(['save', ...file]),
  replay: async (view, wish) => {
    calls.push(['replay', view.exchange.id, wish]);
    await held;
    return REPLAYED;
  },
  ask: async (request) => {
    calls.push(['ask', request]);
    await held;
    return REPLAYED;
  },
};

function draw(): void {
  const ui: Ui = {
    t: translate(language),
    locale: language,
    now: recorded[0]?.row.at ?? 0,
    run: async () => undefined,
    copy: async (text) => void calls.push(['copy', text]),
  };
  render(<InspectorPage rows={rows} watch={watch} act={act} ui={ui} />, root);
}

const settled = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done, 0)));

/** Row number `n` of many: its exchange is one of the fixtures. */
function rowAt(n: number): ExchangeRow {
  const { row } = recorded[n % recorded.length] ?? {};
  if (row === undefined) throw new Error('nothing was recorded');
  const at = row.at + n;
  return { ...row, id: `${row.id}#${n}`, url: `${row.url}&n=${n}`, at, lastAt: at };
}

export type InspectorStage = {
  readonly calls: unknown[][];
  /** What was recorded: rows are made of it, one kind after the other. */
  record(all: typeof recorded): void;
  /** Draws an empty page, and then as many rows. */
  start(count: number, inLanguage?: string, seesRequests?: boolean): Promise<void>;
  /** Answers to what is sent wait until they are released. */
  hold(): void;
  release(): void;
  /** Rows that come now: from this number on. */
  add(from: number, count: number): Promise<void>;
  navigated(url: string): Promise<void>;
  /** ms that one more row takes to be there, and a scroll of one screen; the median of many. */
  measure(): Promise<{ readonly append: number; readonly scroll: number }>;
};

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

const stage: InspectorStage = {
  calls,
  record: (all) => {
    recorded = all;
  },
  hold: () => {
    held = new Promise((done) => {
      release = done;
    });
  },
  release: () => release(),
  start: async (count, inLanguage = 'en', seesRequests = true) => {
    language = inLanguage;
    document.documentElement.lang = language;
    render(null, root);
    calls.length = 0;
    const words = { t: translate(language), locale: language } as Ui;
    rows = createRows(0, (row) => wordsOf(row, words));
    watch = createWatch(seesRequests);
    for (const { view } of seesRequests ? recorded.slice(0, 1) : []) {
      const { url, method, at } = view.exchange;
      const headers = [['Accept', '*/*'] as const, ['Cookie', 'session=1'] as const];
      watch.heard({ requestId: '1', url, method, at: at - 20, headers });
    }
    rows.merge(Array.from({ length: count }, (_, n) => rowAt(n)));
    draw();
    await settled();
  },
  add: async (from, count) => {
    rows.merge(Array.from({ length: count }, (_, n) => rowAt(from + n)));
    draw();
    await settled();
  },
  navigated: async (url) => {
    rows.navigated(url, Number.MAX_SAFE_INTEGER);
    draw();
    await settled();
  },
  measure: async () => {
    const box = root.querySelector('[role=listbox]');
    if (box === null) throw new Error('no list');
    const append: number[] = [];
    const scroll: number[] = [];
    const from = rows.size;
    for (let n = 0; n < 60; n++) {
      const before = performance.now();
      rows.merge([rowAt(from + n)]);
      draw();
      void box.scrollHeight;
      append.push(performance.now() - before);
      await settled();
    }
    for (let n = 0; n < 60; n++) {
      const before = performance.now();
      box.scrollTop = box.clientHeight * ([0, 1, 2, 1][n % 4] ?? 0);
      box.dispatchEvent(new Event('scroll'));
      await Promise.resolve();
      void box.scrollHeight;
      scroll.push(performance.now() - before);
      await settled();
    }
    return { append: median(append), scroll: median(scroll) };
  },
};

declare global {
  interface Window {
    inspector: InspectorStage;
  }
}
window.inspector = stage;
