import { rememberPayee } from '../../../src/background/api/auto-pay-grants.ts';
import type { Context } from '../../../src/background/context.ts';
import { createJournal } from '../../../src/background/journal/journal.ts';
import type { EFFECTS } from '../../../src/background/payments/effects.ts';
import { createPayments } from '../../../src/background/payments/runner.ts';
import { createBalances } from '../../../src/background/stores/balances.ts';
import { createExchanges } from '../../../src/background/stores/exchanges/exchange-store.ts';
import { createFundedNetworks } from '../../../src/background/stores/funded-networks.ts';
import { createHeldCalls } from '../../../src/background/stores/held-calls.ts';
import { createNetworkDocuments } from '../../../src/background/stores/network-documents.ts';
import { createPasses } from '../../../src/background/stores/passes/pass-store.ts';
import { createOpenedPopups } from '../../../src/background/stores/popups/opened-popups.ts';
import { createReadings } from '../../../src/background/stores/readings.ts';
import { createRoom } from '../../../src/background/stores/room.ts';
import {
  createConsents,
  settingsOf,
} from '../../../src/background/stores/settings/consent-store.ts';
import { createPolicies } from '../../../src/background/stores/settings/policy-store.ts';
import { createPreferences } from '../../../src/background/stores/settings/settings-store.ts';
import { createNotices } from '../../../src/background/stores/storage-notices.ts';
import { createTabs } from '../../../src/background/stores/tab-store.ts';
import { createIncomingTransfers } from '../../../src/background/stores/wallets/incoming-transfer.ts';
import { createKeyedLock, createQueue } from '../../../src/core/concurrency.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import { makeQuote } from '../../../src/core/offers/quote.ts';
import type { RailRequest, RailResult } from '../../../src/core/offers/rail.ts';
import {
  type Approved,
  approve,
  type Payment,
  type PaymentState,
  type Step,
} from '../../../src/core/payment/index.ts';
import { moveTo } from '../../../src/core/payment/step.ts';
import type { BrowserPort } from '../../../src/platform/browser-port.ts';
import { registry } from '../../../src/protocols/index.ts';
import type { Protocols } from '../../../src/protocols/registry.ts';
import { walletKinds } from '../../../src/wallets/index.ts';
import type { KeyRing } from '../../../src/wallets/keyring/keyring.ts';
import { createSeal } from '../../../src/wallets/seal.ts';
import { createSealedStore } from '../../../src/wallets/sealed-store.ts';
import type { Found, Wallet } from '../../../src/wallets/wallet.ts';
import { cbor, creqA } from '../../fixtures/cashu-encode.ts';
import { makeInvoice, preimageAndHash, TEST_TIME } from '../../fixtures/invoice.ts';
import { makeMacaroon } from '../../fixtures/macaroon.ts';
import { memory, random } from '../../fixtures/memory.ts';
import { challenged, SHOP } from '../../fixtures/payment.ts';
import { port as sharedPort } from './browser.ts';
import { freshName, memoryStore } from './fakes.ts';

const { read } = registry;

const MINT = 'https://mint.example';
export const TOKEN = 'cashuBo2FteBtodHRwczovL21pbnQuZXhhbXBsZQ';
export const { preimage: PREIMAGE, hash: HASH } = preimageAndHash(7);
export const NOW = TEST_TIME * 1000;

const invoice = makeInvoice({ paymentHash: HASH, prefix: 'bc210n' });
export const L402 = challenged(`L402 token="${makeMacaroon(HASH)}", invoice="${invoice}"`);
export const CASHU = {
  ...challenged(),
  headers: [['X-Cashu', creqA(cbor({ a: 21, u: 'sat', m: [MINT] }))] as const],
};

/** A wallet that does as it is told, and keeps what it was asked. */
export type Told = Wallet & {
  readonly asked: RailRequest[];
  pays: () => Promise<RailResult>;
  finds: () => Found;
};

export function told(id: Wallet['id'], repeatable: boolean): Told {
  const rail = id === 'ecash' ? 'ecash' : 'lightning';
  const asked: RailRequest[] = [];
  return {
    id,
    repeatable,
    asked,
    pays: async () =>
      rail === 'ecash' ? { rail, token: TOKEN } : { rail, preimage: PREIMAGE, fee: '3' },
    finds: () => 'unknown',
    serves: async (wanted) => wanted.kind === rail,
    account: async () => ({ rail }),
    ready: async () => undefined,
    async fulfil(request) {
      asked.push(request);
      return this.pays();
    },
    async lookup() {
      return this.finds();
    },
  };
}

const none = new Proxy(
  {},
  {
    get: (_, name) => {
      throw new Error(`${String(name)} is not of this test`);
    },
  },
) as never;

/** What a test may put in the place of what `world` has. */
type Given = { readonly port?: BrowserPort; readonly protocols?: Protocols };

/** A worker that has just started holds no call of a page. */
function freshCalls(now: () => number) {
  const nothing = () => undefined;
  return createHeldCalls({ now, nonce: () => 'nonce', changed: nothing, stayAwake: nothing });
}

/** What the steps share, on stores in memory; `again` is the worker after it died. */
export function world(...wallets: readonly Wallet[]) {
  return worldWith({}, ...wallets);
}

export function worldWith(
  { port = sharedPort, protocols = registry }: Given,
  ...wallets: readonly Wallet[]
) {
  const store = memoryStore();
  const key = new Uint8Array(32).fill(3);
  const safe = createSealedStore(memory(), random, { derive: async () => key.slice() });
  const clock = { now: NOW };
  const now = () => clock.now;
  const closed = memoryStore();
  const purse = { key, locked: false };
  const name = freshName();
  const disk = { usage: 0, quota: 1e9 };
  const derive = async () => {
    if (purse.locked) throw new FareboxError('error_locked');
    return purse.key.slice();
  };
  const abouts = walletKinds.map(({ about }) => about);
  /** The worker after it died. `table`: how it does the effects of payments. */
  const again = (table?: typeof EFFECTS): Context => {
    const preferences = createPreferences(store);
    const seal = createSeal({ derive }, 'consent seal');
    const consents = createConsents({ closed, local: store, seal, preferences });
    const policies = createPolicies({
      ...{ port, local: store, wallets: abouts },
      ...{ changed: () => undefined, setTimeout },
    });
    const settings = () => settingsOf(preferences, consents, policies);
    const governed = { preferences, consents, policies, settings };
    const assembled: Context = { ...rest(() => assembled, table), ...governed };
    return assembled;
  };
  let calls = freshCalls(now);
  const rest = (whole: () => Context, table?: typeof EFFECTS) => {
    calls = freshCalls(now);
    const journal = createJournal(store, now, { name, estimate: async () => disk });
    const tabs = createTabs(memoryStore());
    const exchanges = createExchanges(memoryStore(), now, () => undefined);
    tabs.watch(exchanges.heard);
    const balances = createBalances(
      now,
      () => undefined,
      () => undefined,
    );
    const passes = createPasses(store, safe, protocols);
    const payments = createPayments(
      journal,
      {
        port,
        protocols,
        wallets,
        passes,
        tabs,
        calls,
        balances,
        now,
        random,
        changed: () => undefined,
        takeInChange: async () => undefined,
        rememberPayee: async (payment) => rememberPayee(whole(), payment),
      },
      table,
    );
    const room = createRoom(tabs);
    const notices = createNotices(store, journal);
    return { ...others(), journal, notices, tabs, exchanges, room, balances, passes, payments };
  };
  const others = () => ({
    port,
    protocols,
    readings: createReadings(protocols),
    documents: createNetworkDocuments(),
    popups: createOpenedPopups(port),
    shown: new Set<string>(),
    autoPayQueue: createQueue(),
    changeLock: createKeyedLock(() => new FareboxError('error_already_paying')),
    keyring: {
      state: async () => (purse.locked ? 'locked' : 'open'),
    } as unknown as KeyRing,
    safe,
    phrase: none,
    purse: none,
    lightning: none,
    ecash: none,
    chain: none,
    popupCooldown: none,
    browserWallet: none,
    incoming: createIncomingTransfers(store),
    wallets,
    fundedNetworks: createFundedNetworks(store),
    calls,
    now,
    random,
    changed: () => undefined,
    redrawAfter: <Out>(task: () => Promise<Out>) => task(),
    watchedSince: async () => NOW,
  });
  return { context: again(), again, store, closed, purse, clock, name, disk };
}

/** Consent to the first offer of a response. */
export function consent(wallet: string, response = L402, id = 'seen', at = NOW): Approved {
  const [offer] = read(response).offers;
  if (offer === undefined) throw new Error('no offer');
  const quote = makeQuote({ id, url: SHOP, method: 'GET', at: NOW }, offer);
  return approve(quote, wallet, { tabId: 1, frameId: 0, type: 'main_frame' }, at);
}

/** The record as it lies in the journal. */
export async function recordOf({ journal }: Context, id: string): Promise<Payment> {
  const payment = await journal.get(id);
  if (payment === undefined) throw new Error(`no record of ${id}`);
  return payment;
}

/** Puts a record into a state, whatever led there. */
export async function put(
  { journal }: Context,
  id: string,
  state: PaymentState,
  step: Step = {},
): Promise<Payment> {
  const { after } = await journal.update(id, (payment) => moveTo(payment, state, NOW, step));
  return after;
}
