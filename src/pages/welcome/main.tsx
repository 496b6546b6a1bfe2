import '../shared/base.css';
import '../shared/money.css';
import '../popup/popup.css';
import './welcome.css';
import { render } from 'preact';
import { coalesce } from '../../core/concurrency.ts';
import type { FirstRunStep } from '../../core/rules/settings-schema.ts';
import * as page from '../../platform/pages/extension-page.ts';
import { keepFocus } from '../shared/focus.ts';
import { settleLanguage, t } from '../shared/language.ts';
import { createRun, type Running, uiOf } from '../shared/page-ui.ts';
import type { WelcomeAct, WelcomeModel } from './model.ts';
import { WelcomePage } from './WelcomePage.tsx';

const locale = settleLanguage(`${t('extension_name')} · ${t('first_run_title')}`);
const root = document.getElementById('root') ?? document.body;

let model: WelcomeModel | undefined;
/** Where the user is in this tab; what is stored may be older or of another tab. */
let step: FirstRunStep | undefined;
const running: Running = { busy: undefined, failure: undefined };

const run = createRun(running, draw, () => refresh());

const refresh = coalesce(async () => {
  const [settings, keyring, purse, lightning, access, pinned] = await Promise.all([
    page.send('settings.get', null),
    page.send('keyring.get', null),
    page.send('purse.get', null),
    page.send('lightning.get', null),
    page.hasAccess(),
    page.isPinned(),
  ]);
  for (const [command, answer] of [
    ['settings.get', settings],
    ['purse.get', purse],
  ] as const) {
    if (!answer.ok) running.failure = { ...answer, command };
  }
  if (settings.ok) {
    step ??= settings.out.settings.firstRun;
    model = {
      step,
      access,
      ...(pinned === undefined ? {} : { pinned }),
      settings: settings.out.settings,
      networks: settings.out.networks,
      keyring: keyring.ok ? keyring.out : { state: 'none', phrase: 'none' },
      purse: purse.ok ? purse.out : { state: 'none' },
      ...(lightning.ok ? { lightning: lightning.out } : {}),
    };
  }
  draw();
});

const act: WelcomeAct = {
  go: (next) => {
    step = next;
    running.failure = undefined;
    if (model !== undefined) model = { ...model, step };
    draw();
    void page.send('settings.set', { firstRun: next });
  },
  // The request comes first and alone: Firefox forgets the click at the first await.
  allow: () => void page.requestAccess().then(refresh),
  openSettings: (section) => void page.openSettings(section),
};

function draw(): void {
  if (model === undefined) return;
  const ui = uiOf(locale, run, running);
  render(<WelcomePage model={model} act={act} ui={ui} />, root);
}

keepFocus(root);
page.onChanged(() => void refresh());
// Access is given, and the button pinned, in windows of the browser.
addEventListener('focus', () => void refresh());
void refresh();
