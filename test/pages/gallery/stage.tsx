import { render } from 'preact';
import type { CommandName, Commands } from '../../../src/messages/index.ts';
import { HistoryPage } from '../../../src/pages/history/HistoryPage.tsx';
import type { HistoryAct } from '../../../src/pages/history/model.ts';
import type { PopupAct } from '../../../src/pages/popup/actions.ts';
import { Popup } from '../../../src/pages/popup/Popup.tsx';
import { SettingsPage } from '../../../src/pages/settings/SettingsPage.tsx';
import { keepFocus } from '../../../src/pages/shared/focus.ts';
import type { Ui } from '../../../src/pages/shared/ui.ts';
import type { WelcomeAct } from '../../../src/pages/welcome/model.ts';
import { WelcomePage } from '../../../src/pages/welcome/WelcomePage.tsx';
import { NOW } from '../fixtures/parts.ts';
import { SCENES, type Scene } from '../states.ts';
import { localeFor, translate } from './translate.ts';
import type { Stage } from './types.ts';

/** Nothing answers here, but what a page goes on from. */
const ANSWERS = new Map<CommandName, unknown>([
  ['block', {}],
  ['unblock', {}],
  ['payment.showTab', null],
  ['payment.export', { json: '["kept"]' }],
  ['payment.csv', { head: 'a,b\r\n', lines: '1,2\r\n' }],
  ['pass.use', null],
  ['ecash.addMint', {}],
  ['ecash.receive', {}],
  ['ecash.takeOut', { token: `cashuB${'o2FteBtodHRwczovL21pbnQuZXhhbXBsZQ'.repeat(12)}` }],
  ['ecash.restore', ({ mint }: Commands['ecash.restore']['in']) => RESTORED[hostOf(mint)]],
  [
    'phrase.words',
    { words: 'half depart obvious quality work element tank gorilla view sugar picture humble' },
  ],
]);
const hostOf = (url: string) => new URL(url).host;
/** What twelve words bring from a mint, by its host. */
const RESTORED: Readonly<Record<string, Commands['ecash.restore']['out']>> = {
  'mint.example': {
    restored: [
      { amount: '1250', decimals: 0, currency: 'sat' },
      { amount: '399', decimals: 2, currency: 'USD' },
    ],
  },
  'gone.mint.example': {
    restored: [],
    failure: { error: 'error_mint_unreachable', detail: ['gone.mint.example'] },
  },
  'a.rather.long.host.with.many.parts.ecash-of-the-world.example': { restored: [] },
};
const root = document.getElementById('root') ?? document.body;
const calls: unknown[][] = [];

const act: PopupAct = {
  show: (seenId) => calls.push(['show', seenId]),
  checkBalance: async (seenId) => {
    calls.push(['checkBalance', seenId]);
    return stage.answers;
  },
  allow: () => calls.push(['allow']),
  allowDownloads: async () => {
    calls.push(['allowDownloads']);
    return stage.answers;
  },
  openSettings: (...section) => calls.push(['openSettings', ...section]),
  openInspector: () => calls.push(['openInspector']),
  openHistory: () => calls.push(['openHistory']),
  openWelcome: () => calls.push(['openWelcome']),
  close: () => calls.push(['close']),
};

const historyAct: HistoryAct = {
  go: (route) => calls.push(['go', route]),
  more: () => calls.push(['more']),
  save: (...file) => calls.push(['save', ...file]),
  print: () => calls.push(['print']),
  openSettings: () => calls.push(['openSettings']),
};

const welcomeAct: WelcomeAct = {
  go: (step) => calls.push(['go', step]),
  allow: act.allow,
  openSettings: (...section) => calls.push(['openSettings', ...section]),
};

function uiFor(scene: Scene, language: string, now: number): Ui {
  return {
    t: translate(language),
    locale: localeFor(language),
    now,
    run: async (command, input) => {
      calls.push([command, input]);
      const answer = ANSWERS.get(command);
      return (typeof answer === 'function' ? answer(input) : answer) as
        | Commands[typeof command]['out']
        | undefined;
    },
    copy: async (text) => void calls.push(['copy', text]),
    ...(scene.busy === undefined ? {} : { busy: scene.busy }),
    ...(scene.failure === undefined ? {} : { failure: scene.failure }),
  };
}

const stage: Stage = {
  calls,
  answers: true,
  names: Object.keys(SCENES),
  async draw(name, language, later = 0, keep = false) {
    const scene = SCENES[name];
    if (scene === undefined) throw new Error(`no scene ${name}`);
    document.documentElement.lang = language;
    document.documentElement.dir = translate(language)('direction');
    if (!keep) render(null, root);
    const ui = uiFor(scene, language, NOW + later);
    render(
      'popup' in scene ? (
        <Popup
          state={scene.popup}
          ui={ui}
          act={act}
          opening={{ byItself: scene.byItself === true }}
        />
      ) : 'history' in scene ? (
        <HistoryPage model={scene.history} act={historyAct} ui={ui} />
      ) : 'welcome' in scene ? (
        <WelcomePage model={scene.welcome} act={welcomeAct} ui={ui} />
      ) : (
        <SettingsPage
          model={scene.settings}
          ui={ui}
          openHistory={() => calls.push(['openHistory'])}
        />
      ),
      root,
    );
    for (const details of root.querySelectorAll('details')) details.open = scene.open === true;
    window.scrollTo(0, 0);
    await settled();
    for (const [field, text] of Object.entries(scene.fill ?? {})) fill(field, text);
    await settled();
    for (const button of scene.press ?? []) {
      root.querySelector<HTMLElement>(button)?.click();
      await settled();
    }
  },
};

function fill(field: string, text: string): void {
  const input = root.querySelector<HTMLInputElement>(field);
  if (input === null) throw new Error(`no field ${field}`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Waits until effects have run and all that is loaded when needed is there. */
async function settled(): Promise<void> {
  do {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  } while (root.querySelector('.qr:not([data-ready]), [data-loading]') !== null);
}

declare global {
  interface Window {
    stage: Stage;
  }
}
keepFocus(root);
window.stage = stage;
