import '../shared/base.css';
import '../shared/money.css';
import './popup.css';
import { render } from 'preact';
import { coalesce } from '../../core/concurrency.ts';
import type { PopupState } from '../../messages/index.ts';
import * as page from '../../platform/pages/extension-page.ts';
import { keepFocus } from '../shared/focus.ts';
import { settleLanguage, t } from '../shared/language.ts';
import { createRun, type Running, uiOf } from '../shared/page-ui.ts';
import type { PopupAct } from './actions.ts';
import { Popup } from './Popup.tsx';
import type { Opening } from './parts/press/opening.ts';
import { prepare } from './views.ts';

const SECOND = 1000;
const locale = settleLanguage(t('extension_name'));
const root = document.getElementById('root') ?? document.body;

let tabId = -1;
let opening: Opening = { byItself: false };
let seenId: string | undefined;
let state: PopupState | undefined;
const running: Running = { busy: undefined, failure: undefined };
/** Tells the background that the user has pressed something. */
let pressed = () => {};

const run = createRun(
  running,
  () => {
    pressed();
    draw();
  },
  () => refresh(),
);

/** One question at a time, and what changed meanwhile is asked next: a page that never rests is drawn all the same. */
const refresh = coalesce(async () => {
  const next = await look();
  if (next !== undefined) {
    await prepare(next);
    state = next;
  }
  draw();
});

async function look(): Promise<PopupState | undefined> {
  if (!(await page.hasAccess())) return { kind: 'no-access', tabId, others: [] };
  const answer = await page.send('popup.state', {
    tabId,
    ...(seenId === undefined ? {} : { seenId }),
  });
  if (answer.ok) return withHome(answer.out);
  running.failure = { ...answer, command: 'popup.state' };
  return state === undefined
    ? { kind: 'nothing', known: 'not-seen', tabId, others: [] }
    : undefined;
}

/** Where nothing is asked for, what is shown besides; the rest is shown also where that could not be read. */
async function withHome(next: PopupState): Promise<PopupState> {
  if (next.kind !== 'nothing' && next.kind !== 'skipped') return next;
  const answer = await page.send('home.get', { tabId });
  return answer.ok ? { ...next, home: answer.out } : next;
}

const act: PopupAct = {
  show: (id) => {
    seenId = id;
    running.failure = undefined;
    void refresh();
  },
  // Not `run`: buttons do not wait for a network.
  checkBalance: async (id) => {
    const answer = await page.send('balance.check', { tabId, seenId: id });
    await refresh();
    return answer.ok && answer.out.answered;
  },
  // The request comes first and alone: Firefox forgets the click at the first await.
  allow: () => void page.requestAccess().then(refresh),
  // Without an await before it, for the same reason.
  allowDownloads: () => page.requestDownloads(),
  openSettings: (section) => {
    pressed();
    void page.openSettings(section).then(page.close);
  },
  openInspector: () => {
    pressed();
    void page.openInspector(tabId).then(page.close);
  },
  openHistory: () => {
    pressed();
    void page.openHistory().then(page.close);
  },
  openWelcome: () => {
    pressed();
    void page.openWelcome().then(page.close);
  },
  close: page.close,
};

function draw(): void {
  if (state === undefined) return;
  const ui = uiOf(locale, run, running);
  render(<Popup state={state} ui={ui} act={act} opening={opening} />, root);
}

async function start(): Promise<void> {
  const named = new URLSearchParams(location.search).get('tab');
  tabId = named === null ? ((await page.activeTab()) ?? -1) : Number(named);
  pressed = page.popupIsOpen(tabId, named === null);
  page.onChanged(() => void refresh());
  const [opened] = await Promise.all([page.send('popup.opened', { tabId }), refresh()]);
  if (opened.ok) opening = opened.out;
  draw();
  setInterval(draw, SECOND);
}

keepFocus(root);
void start();
