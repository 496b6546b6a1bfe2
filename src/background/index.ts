import { networkById } from '../core/networks.ts';
import type { Payment } from '../core/payment.ts';
import { onAlarm } from '../platform/alarms.ts';
import { answered, restoreAttachments } from '../platform/attach.ts';
import { broadcast, onMessage } from '../platform/messages.ts';
import { onStopPaying } from '../platform/notify.ts';
import { onResponse } from '../platform/responses.ts';
import { local, session } from '../platform/stores.ts';
import { onTabClosed, onTabLoaded } from '../platform/tabs.ts';
import { createWallets } from '../wallets/index.ts';
import { disallow } from './allowances.ts';
import { createBalances } from './balances.ts';
import { documentLoaded, noteDocument } from './document.ts';
import type { Farebox } from './farebox.ts';
import { answer } from './gate.ts';
import { createJournal } from './journal.ts';
import { LOCK_ALARM, lockNow } from './lock.ts';
import { announce } from './offer.ts';
import { createPreferences } from './preferences.ts';
import { createQuiet } from './quiet.ts';
import { isPaymentRequired } from './read.ts';
import { recover, sweep, timeUp } from './recover.ts';
import { lookAgain, lost, settle } from './settle.ts';
import { createTabs } from './tabs.ts';
import { record, type Sighting, sight, stillShown } from './watch.ts';

/** How long after waking the events that woke us get to be heard first. */
const SETTLE_IN = 1_000;

const now = () => Date.now();
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const changed = () => void broadcast({ event: 'changed' });
const preferences = createPreferences(local);
const journal = createJournal(local, now);
const { purse, all } = createWallets({
  store: local,
  session,
  now,
  random,
  fetch: (...request) => fetch(...request),
  rpc: async (network) => (await preferences.get()).rpc[network] ?? networkById(network)?.rpc,
});
const farebox: Farebox = {
  journal,
  tabs: createTabs(session),
  purse,
  wallets: all,
  balances: createBalances(purse.balanceOf, now, changed),
  preferences,
  quiet: createQuiet(session, now),
  now,
  random,
  changed,
  settings: preferences.get,
};

/** Requests whose proof was answered by a redirect: the page at its end is still the payment's. */
const redirected = new Map<string, string>();

let awake = false;
const ready = start();

async function start(): Promise<Farebox> {
  await restoreAttachments({
    left: (id) => void noteLeft(id),
    withheld: (id) => void journal.note(id, { ending: { kind: 'not-attached' } }).then(changed),
    failed: (id, error) => void lost(farebox, id, error),
  });
  awake = true;
  setTimeout(() => void recover(farebox), SETTLE_IN);
  return farebox;
}

function noteLeft(id: string): Promise<Payment> {
  return journal.note(id, { left: now() });
}

// Every listener is added while the worker starts: the browser wakes it for no others.

onResponse((head) => {
  if (head.type === 'main_frame' && head.tabId >= 0 && !head.speculative) {
    noteDocument(head.tabId, head.url);
  }
  // While the worker wakes nobody knows yet whose answer this is; only then does every response wait.
  const paid = awake ? answered(head) : undefined;
  const first = redirected.get(head.requestId);
  redirected.delete(head.requestId);
  if (head.status >= 300 && head.status < 400) {
    const id = paid ?? first;
    if (id !== undefined) redirected.set(head.requestId, id);
  }
  const sighting = sight(head, paid !== undefined || !awake);
  if (sighting === undefined) {
    if (head.type === 'main_frame') void forgetPage(head.tabId, first);
    return;
  }
  void ready.then(() => take(sighting, paid ?? answered(head)));
});

/** The outcome of a payment is written down before anybody can be shown the page's new price. */
async function take(sighting: Sighting, paymentId: string | undefined): Promise<void> {
  const { head, response } = sighting;
  if (paymentId !== undefined) await settle(farebox, paymentId, response);
  if (isPaymentRequired(response)) {
    await announce(farebox, await record(farebox, sighting, paymentId));
  } else if (head.type === 'main_frame') {
    await forgetPage(head.tabId, paymentId);
  }
}

/** A page that is no 402 has taken the place of what its tab showed. */
async function forgetPage(tabId: number, paymentId?: string): Promise<void> {
  if (tabId < 0) return;
  await ready;
  await farebox.tabs.change(tabId, (tab) =>
    tab.seen.length === 0 && tab.payment === undefined
      ? tab
      : { seen: [], ...stillShown(tab, paymentId) },
  );
}

onTabLoaded((tabId, url) => void ready.then(() => documentLoaded(farebox, tabId, url)));
onTabClosed((tabId) => void ready.then(() => farebox.tabs.forget(tabId)));
onMessage((message, sender) => answer(ready, message, sender));
onStopPaying((origin) => {
  void disallow(farebox, origin);
});
onAlarm((name) => {
  void ready.then(async () => {
    const [kind, id = ''] = name.split(/:(.*)/s);
    if (kind === LOCK_ALARM) await lockNow(farebox);
    else if (kind === 'check') await timeUp(farebox, id);
    else if (kind === 'sweep') await sweep(farebox, id);
    else if (kind === 'pending') await lookAgain(farebox, id);
  });
});
