import '../shared/base.css';
import '../shared/money.css';
import './settings.css';
import { render } from 'preact';
import type { BalanceView, KeyRingView, PurseView } from '../../messages/index.ts';
import * as page from '../../platform/pages/extension-page.ts';
import { keepFocus } from '../shared/focus.ts';
import { settleLanguage, t } from '../shared/language.ts';
import { createRun, type Running, uiOf } from '../shared/page-ui.ts';
import type { Failure } from '../shared/ui.ts';
import { NEWEST, type SettingsModel } from './model.ts';
import { createQuery } from './query.ts';
import { SettingsPage } from './SettingsPage.tsx';

const locale = settleLanguage(`${t('extension_name')} · ${t('settings')}`);
const root = document.getElementById('root') ?? document.body;

let model: SettingsModel | undefined;
let balances: readonly BalanceView[] | undefined;
let balancesOf: string | undefined;
const running: Running = { busy: undefined, failure: undefined };
let arrived = false;

const told = (failed?: Failure) => {
  if (failed !== undefined) running.failure = failed;
  draw();
};
const lightning = createQuery('lightning.get', null, told);
const ecash = createQuery('ecash.get', null, told);
const browserWallet = createQuery('browserWallet.get', null, told);

const run = createRun(running, draw, (command, answer) => {
  if (answer.ok && command === 'purse.balances') balances = answer.out as BalanceView[];
  return refresh();
});

async function refresh(): Promise<void> {
  lightning.again();
  ecash.again();
  browserWallet.again();
  const [keyring, purse, settings, payments, spending, passes] = await Promise.all([
    page.send('keyring.get', null),
    page.send('purse.get', null),
    page.send('settings.get', null),
    page.send('payment.list', { limit: NEWEST }),
    page.send('spending.get', null),
    page.send('pass.list', null),
  ]);
  // A purse that cannot be read is no reason to hide the rest, which may help to get it back.
  if (!purse.ok) running.failure = { ...purse, command: 'purse.get' };
  const there: PurseView = purse.ok ? purse.out : { state: 'none' };
  const keys: KeyRingView = keyring.ok ? keyring.out : { state: 'none', phrase: 'none' };
  if (settings.ok && payments.ok) {
    const spent = spending.ok ? { spending: spending.out } : {};
    model = {
      keyring: keys,
      purse: there,
      payments: payments.out.payments,
      unreadable: payments.out.unreadable,
      ...settings.out,
      ...spent,
      passes: passes.ok ? passes.out : [],
    };
    void readBalances(there);
  }
  draw();
}

/** Reads them once for each address, and again when asked to: each time a network sees the address. */
async function readBalances(purse: PurseView): Promise<void> {
  const address = purse.state === 'none' ? undefined : purse.address;
  if (address === balancesOf) return;
  balancesOf = address;
  balances = undefined;
  if (address === undefined) return;
  const answer = await page.send('purse.balances', { all: false });
  if (answer.ok && address === balancesOf) balances = answer.out;
  draw();
}

function draw(): void {
  if (model === undefined) return;
  const ui = uiOf(locale, run, running);
  const whole: SettingsModel = {
    ...model,
    ...known('balances', balances),
    ...known('lightning', lightning.current()),
    ...known('ecash', ecash.current()),
    ...known('browserWallet', browserWallet.current()),
  };
  render(<SettingsPage model={whole} ui={ui} openHistory={() => void page.openHistory()} />, root);
  arrive();
}

/** A field of the model, where it has been read. */
function known<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}

/**
 * The browser looked for the section in the address before there was any. What is read later moves it, so it
 * is gone to again, until all is there or the user goes elsewhere.
 */
function arrive(): void {
  if (arrived) return;
  arrived = lightning.current() !== undefined && ecash.current() !== undefined;
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

for (const move of ['wheel', 'pointerdown', 'keydown'] as const) {
  addEventListener(move, () => {
    arrived = true;
  });
}

keepFocus(root);
page.onChanged(() => void refresh());
void refresh();
