import { networkById } from '../core/networks.ts';
import type { AttachListener } from '../platform/attach.ts';
import { closedStore } from '../platform/closed-store.ts';
import { broadcast, type Sender } from '../platform/messages.ts';
import { paymentPort } from '../platform/payment-port.ts';
import { local, session } from '../platform/stores.ts';
import { runInPage } from '../platform/tabs.ts';
import { createWallets } from '../wallets/index.ts';
import { createSeal } from '../wallets/seal.ts';
import { disallow, rememberPayee } from './allowances.ts';
import { createBalances } from './balances.ts';
import { coalesce } from './coalesce.ts';
import { createConsents, settingsOf } from './consent.ts';
import { documentLoaded } from './document.ts';
import type { Farebox } from './farebox.ts';
import { answer } from './gate.ts';
import { createHeld } from './held.ts';
import { createJournal } from './journal.ts';
import { LOCK_ALARM, lockNow } from './lock.ts';
import { announce } from './offer.ts';
import { passAnswered, passIdOf, passLost } from './pass.ts';
import { createPasses } from './passes.ts';
import { takeInAllChange, takeInChange } from './payments/change.ts';
import { createPayments } from './payments/runner.ts';
import { landed, settle } from './payments/settle.ts';
import { timerOf } from './payments/timers.ts';
import { createPreferences } from './preferences.ts';
import { createQuiet } from './quiet.ts';
import { isPaymentRequired } from './read.ts';
import type { Sighting } from './sight.ts';
import type { Tabs } from './tabs.ts';
import { record } from './watch.ts';
import { watchedSince } from './watched.ts';

/** The payment (or the pass) whose request a response answers; `redirected`: at another address than the paid one. */
export type Paid = { readonly id: string; readonly redirected: boolean };

/** Everything that Farebox does once there is something to do, by what happened. */
export type Whole = {
  /** Resolves with whether the response was a 402, and so is written into its tab's record. */
  seen(sighting: Sighting, paid: Paid | undefined): Promise<boolean>;
  loaded(tabId: number, url: string): Promise<void>;
  asked(message: unknown, sender: Sender): Promise<unknown>;
  rang(alarm: string): Promise<void>;
  stopPaying(origin: string): Promise<void>;
  /** Something was pressed in the popup over a tab. */
  pressed(tabId: number): Promise<void>;
  popupClosed(tabId: number): Promise<void>;
  /** The worker has woken, perhaps from being killed, and there are payments that have not ended. */
  woken(): Promise<void>;
  readonly attached: AttachListener;
};

const now = () => Date.now();
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
/** ms: open pages draw again no more often, however much happens. */
const REDRAW = 100;
const redraw = coalesce(() => broadcast({ event: 'changed' }), REDRAW);
const changed = () => void redraw();

function assemble(tabs: Tabs): Farebox {
  const preferences = createPreferences(local);
  const { purse, safe, lightning, ecash, all } = createWallets({
    store: local,
    session,
    now,
    random,
    fetch: (...request) => fetch(...request),
    lockAfter: async () => (await preferences.get()).autoLockMinutes * 60_000,
    rpc: async (network) => (await preferences.get()).rpc[network] ?? networkById(network)?.rpc,
    ecashCap: async () => BigInt((await preferences.get()).ecashCap),
    inPage: runInPage,
    WebSocket,
  });
  const closed = closedStore('farebox');
  const seal = createSeal(purse.derive, 'consent seal');
  const consents = createConsents({ closed, local, seal, preferences });
  const journal = createJournal(local, now);
  const passes = createPasses(local, safe);
  const balances = createBalances(now, changed);
  const farebox: Farebox = {
    journal,
    payments: createPayments(journal, {
      port: paymentPort,
      wallets: all,
      passes,
      tabs,
      balances,
      now,
      random,
      changed,
      takeInChange: (id) => takeInChange(farebox, id),
      rememberPayee: (payment) => rememberPayee(farebox, payment),
    }),
    port: paymentPort,
    tabs,
    purse,
    lightning,
    ecash,
    wallets: all,
    balances,
    held: createHeld(local),
    passes,
    preferences,
    consents,
    quiet: createQuiet(session, now),
    now,
    random,
    changed,
    watchedSince: () => watchedSince(session),
    settings: () => settingsOf(preferences, consents),
  };
  return farebox;
}

/** Puts the pipeline together. Once in a worker's life. */
export function createWhole(tabs: Tabs): Whole {
  const farebox = assemble(tabs);
  const { payments } = farebox;
  return {
    seen: async (sighting, paid) => {
      const { response } = sighting;
      // The outcome of a payment is written down before anybody can be shown the page's new price.
      const passId = paid && passIdOf(paid.id);
      if (passId !== undefined) await passAnswered(farebox, passId, response);
      else if (paid?.redirected === true) await landed(farebox, paid.id, response);
      else if (paid !== undefined) await settle(farebox, paid.id, response);
      if (!isPaymentRequired(response)) return false;
      const seen = await record(farebox, sighting, paid?.id);
      if (seen !== undefined) await announce(farebox, seen);
      return true;
    },
    loaded: (tabId, url) => documentLoaded(farebox, tabId, url),
    asked: (message, sender) => answer(farebox, message, sender),
    rang: async (alarm) => {
      const timer = timerOf(alarm);
      if (timer !== undefined) await payments.ring(timer);
      else if (alarm === LOCK_ALARM) await lockNow(farebox);
    },
    stopPaying: async (origin) => {
      await disallow(farebox, origin);
    },
    pressed: (tabId) => farebox.quiet.answered(tabId),
    popupClosed: (tabId) => farebox.quiet.closed(tabId),
    woken: async () => {
      void takeInAllChange(farebox);
      await payments.start();
    },
    attached: {
      left: (id) => {
        if (passIdOf(id) === undefined) void payments.tell(id, { type: 'proofLeft' });
      },
      withheld: (id) => {
        const passId = passIdOf(id);
        if (passId !== undefined) void passLost(farebox, passId);
        else void payments.tell(id, { type: 'proofWithheld' });
      },
      failed: (id, error) => {
        const passId = passIdOf(id);
        if (passId !== undefined) void passLost(farebox, passId);
        else void payments.tell(id, { type: 'requestLost', error });
      },
    },
  };
}
