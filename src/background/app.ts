import { createKeyedLock, createQueue } from '../core/concurrency.ts';
import { FareboxError } from '../core/errors.ts';
import { networkById } from '../core/money/networks.ts';
import type { AttachListener } from '../platform/attach/attach.ts';
import type { BrowserPort } from '../platform/browser-port.ts';
import type { DownloadEnd } from '../platform/downloads.ts';
import type { PageCall } from '../platform/held-calls.ts';
import type { Sender } from '../platform/messages.ts';
import { registry } from '../protocols/index.ts';
import { createWallets, walletKinds } from '../wallets/index.ts';
import { createSeal } from '../wallets/seal.ts';
import { switchable } from '../wallets/switchable.ts';
import { rememberPayee, revokeAutoPay } from './api/auto-pay-grants.ts';
import { answer } from './api/gate.ts';
import type { Context } from './context.ts';
import { createJournal } from './journal/journal.ts';
import { show402, showPages } from './offers/quotes.ts';
import { createPayments } from './payments/runner.ts';
import { timerOf } from './payments/timers.ts';
import { createRedraw, type Redraw } from './redraw.ts';
import { autoPayCall } from './requests/auto-pay.ts';
import type { Captured } from './requests/capture.ts';
import { called, holdAgain, meetCall } from './requests/hold-calls.ts';
import { documentLoaded } from './requests/page-loaded.ts';
import { record402 } from './requests/record.ts';
import { landed, settled } from './requests/settle.ts';
import { takeInAllChange, takeInChange } from './requests/take-change.ts';
import { passAnswered, passLost } from './requests/use-pass.ts';
import { createBalances } from './stores/balances.ts';
import { createExchanges } from './stores/exchanges/exchange-store.ts';
import { createFundedNetworks } from './stores/funded-networks.ts';
import { createHeldCalls } from './stores/held-calls.ts';
import type { NetworkDocuments } from './stores/network-documents.ts';
import { passIdOf } from './stores/passes/pass-attachment.ts';
import { createPasses } from './stores/passes/pass-store.ts';
import { createOpenedPopups } from './stores/popups/opened-popups.ts';
import { createPopupCooldown } from './stores/popups/popup-cooldown.ts';
import { createReadings } from './stores/readings.ts';
import { createRoom } from './stores/room.ts';
import { createConsents, settingsOf } from './stores/settings/consent-store.ts';
import { createPolicies } from './stores/settings/policy-store.ts';
import { createPreferences } from './stores/settings/settings-store.ts';
import { createNotices } from './stores/storage-notices.ts';
import type { Tabs } from './stores/tab-store.ts';
import { createIncomingTransfers } from './stores/wallets/incoming-transfer.ts';
import { watchedSince } from './stores/watched-since.ts';
import { LOCK_ALARM, lockNow } from './wallets/auto-lock.ts';
import { moveFromOldKey } from './wallets/unlock.ts';

/** The payment (or the pass) whose request a response answers; `redirected`: at another address than the paid one. */
export type Paid = { readonly id: string; readonly redirected: boolean };

/** Everything that Farebox does once there is something to do, by what happened. */
export type App = {
  /** Resolves with whether the response was a 402, and so is written into its tab's record. */
  seen(captured: Captured, paid: Paid | undefined): Promise<boolean>;
  loaded(tabId: number, url: string): Promise<void>;
  asked(message: unknown, sender: Sender): Promise<unknown>;
  rang(alarm: string): Promise<void>;
  stopPaying(key: string): Promise<void>;
  /** A call of a page was answered 402, as the page says, and waits. */
  called(call: PageCall): Promise<void>;
  /** Farebox was installed or updated. */
  installed(): Promise<void>;
  /** Something was pressed in the popup over a tab. */
  pressed(tabId: number): Promise<void>;
  popupClosed(tabId: number): Promise<void>;
  /** The browser has saved a file that was paid for, or could not. */
  downloaded(paymentId: string, end: DownloadEnd): Promise<void>;
  /** The worker has woken, perhaps from being killed, and there are payments that have not ended. */
  woken(): Promise<void>;
  readonly attached: AttachListener;
};

/** What the worker had before the rest was loaded. */
export type Known = {
  readonly tabs: Tabs;
  readonly documents: NetworkDocuments;
  /** The name of the journal's database. */
  readonly journal: string;
};

const now = () => Date.now();
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

function assemble(port: BrowserPort, known: Known, { changed, afterTask }: Redraw): Context {
  const { tabs, documents, journal: name } = known;
  const { local, session } = port;
  const preferences = createPreferences(local);
  const { purse, keyring, safe, phrase, lightning, ecash, browserWallet, chain, all } =
    createWallets({
      store: local,
      session,
      now,
      random,
      fetch: (...request) => fetch(...request),
      lockAfter: async () => (await preferences.get()).autoLockMinutes * 60_000,
      rpc: async (network) => (await preferences.get()).rpc[network] ?? networkById(network)?.rpc,
      ecashCap: async () => BigInt((await preferences.get()).ecashCap),
      inPage: port.runInPage,
      connectTo: port.connectTo,
      walletExtensions: async () => {
        const { walletExtension } = await preferences.get();
        const own = walletExtension === '' ? [] : [{ id: walletExtension, name: 'Wallet' }];
        return [...own, ...port.metaMask.map((id) => ({ id, name: 'MetaMask' }))];
      },
      isPracticeOn: async () => (await preferences.get()).practiceMode,
      stayAwake: (wanted) => port.keepAwake('wallet', wanted),
      WebSocket,
    });
  const policies = createPolicies({
    port,
    local,
    wallets: walletKinds.map(({ about }) => about),
    changed: () => {
      changed();
      void showPages(context);
    },
    setTimeout,
  });
  const wallets = all.map((wallet) => switchable(wallet, policies.isOff));
  const closed = port.closedStore('farebox');
  const seal = createSeal(keyring, 'consent seal');
  const consents = createConsents({ closed, local, seal, preferences });
  const journal = createJournal(local, now, { name, keep: () => void port.keepStorage() });
  const passes = createPasses(local, safe, registry);
  const balances = createBalances(now, changed, setTimeout);
  const calls = createHeldCalls({
    now,
    nonce: () => crypto.randomUUID().replaceAll('-', ''),
    changed,
    stayAwake: (wanted) => port.keepAwake('calls', wanted),
    held: (seen) => void autoPayCall(context, seen),
  });
  const exchanges = createExchanges(session, now, changed);
  tabs.watch(exchanges.heard);
  const context: Context = {
    journal,
    payments: createPayments(journal, {
      port,
      protocols: registry,
      wallets,
      passes,
      tabs,
      calls,
      balances,
      now,
      random,
      changed,
      takeInChange: (id) => takeInChange(context, id),
      rememberPayee: (payment) => rememberPayee(context, payment),
    }),
    port,
    protocols: registry,
    readings: createReadings(registry),
    tabs,
    exchanges,
    room: createRoom(tabs),
    documents,
    popups: createOpenedPopups(port),
    keyring,
    safe,
    phrase,
    purse,
    lightning,
    ecash,
    browserWallet,
    chain,
    incoming: createIncomingTransfers(local),
    wallets,
    balances,
    fundedNetworks: createFundedNetworks(local),
    calls,
    passes,
    preferences,
    consents,
    popupCooldown: createPopupCooldown(session, now),
    notices: createNotices(local, journal),
    shown: new Set(),
    autoPayQueue: createQueue(),
    changeLock: createKeyedLock(() => new FareboxError('error_already_paying')),
    now,
    random,
    changed,
    redrawAfter: afterTask,
    watchedSince: () => watchedSince(session),
    policies,
    settings: () => settingsOf(preferences, consents, policies),
  };
  return context;
}

/** Puts the pipeline together. Once in a worker's life. */
export function createApp(port: BrowserPort, known: Known): App {
  const redraw = createRedraw(() => port.broadcast({ event: 'changed' }));
  const context = assemble(port, known, redraw);
  const { payments } = context;
  // A worker that died while it moved what the old key sealed: the next one goes on.
  void moveFromOldKey(context);
  return {
    seen: async (captured, paid) => {
      const { response } = captured;
      // The outcome of a payment is written down before anybody can be shown the page's new price.
      const passId = paid && passIdOf(paid.id);
      if (passId !== undefined) await passAnswered(context, passId, captured);
      else if (paid?.redirected === true) await landed(context, paid.id, response);
      else if (paid !== undefined) await settled(context, paid.id, captured);
      // A worker's answer of a site that no tab shows any more has no one to be shown to.
      if (!context.readings.isPaymentRequired(response) || captured.head.tabId < 0) return false;
      const seen = await record402(context, captured, paid?.id);
      if (seen !== undefined) {
        void meetCall(context, seen);
        await show402(context, seen);
      }
      return true;
    },
    loaded: (tabId, url) => documentLoaded(context, tabId, url),
    asked: (message, sender) => answer(context, message, sender),
    rang: async (alarm) => {
      const timer = timerOf(alarm);
      if (timer !== undefined) await payments.ring(timer);
      else if (alarm === LOCK_ALARM) await lockNow(context);
    },
    called: (call) => called(context, call),
    installed: () => holdAgain(context),
    stopPaying: async (key) => {
      await revokeAutoPay(context, key);
    },
    pressed: (tabId) => context.popupCooldown.answered(tabId),
    popupClosed: (tabId) => context.popupCooldown.closed(tabId),
    downloaded: async (id, { error }) => {
      const came = { state: 'settled', came: 'file' } as const;
      await payments.tell(
        id,
        error === undefined ? { type: 'answered', outcome: came } : { type: 'requestLost', error },
      );
    },
    woken: async () => {
      void takeInAllChange(context);
      await payments.start();
    },
    attached: {
      left: (id) => {
        redraw.requestLeft();
        if (passIdOf(id) === undefined) void payments.tell(id, { type: 'proofLeft' });
      },
      withheld: (id) => {
        if (passIdOf(id) !== undefined) void passLost(context, id);
        else void payments.tell(id, { type: 'proofWithheld' });
      },
      failed: (id, error) => {
        if (passIdOf(id) !== undefined) void passLost(context, id);
        else void payments.tell(id, { type: 'requestLost', error });
      },
    },
  };
}
