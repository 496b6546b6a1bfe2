import type { KeyedLock, Queue } from '../core/concurrency.ts';
import type { Governed } from '../core/rules/policy.ts';
import type { BrowserPort } from '../platform/browser-port.ts';
import type { Protocols } from '../protocols/registry.ts';
import type { Ecash } from '../wallets/ecash/index.ts';
import type { BrowserWallet } from '../wallets/eip1193/index.ts';
import type { ChainReader } from '../wallets/evm/chain-reader.ts';
import type { KeyRing } from '../wallets/keyring/keyring.ts';
import type { Phrase } from '../wallets/keyring/phrase/phrase.ts';
import type { Nwc } from '../wallets/nwc/index.ts';
import type { Purse } from '../wallets/purse/index.ts';
import type { SealedStore } from '../wallets/sealed-store.ts';
import type { Wallet } from '../wallets/wallet.ts';
import type { Journal } from './journal/journal.ts';
import type { Payments } from './payments/runner.ts';
import type { Redraw } from './redraw.ts';
import type { Balances } from './stores/balances.ts';
import type { Exchanges } from './stores/exchanges/exchange-store.ts';
import type { FundedNetworks } from './stores/funded-networks.ts';
import type { HeldCalls } from './stores/held-calls.ts';
import type { NetworkDocuments } from './stores/network-documents.ts';
import type { Passes } from './stores/passes/pass-store.ts';
import type { OpenedPopups } from './stores/popups/opened-popups.ts';
import type { PopupCooldown } from './stores/popups/popup-cooldown.ts';
import type { Readings } from './stores/readings.ts';
import type { Room } from './stores/room.ts';
import type { Consents } from './stores/settings/consent-store.ts';
import type { Policies } from './stores/settings/policy-store.ts';
import type { Preferences } from './stores/settings/settings-store.ts';
import type { Notices } from './stores/storage-notices.ts';
import type { Tabs } from './stores/tab-store.ts';
import type { IncomingTransfers } from './stores/wallets/incoming-transfer.ts';

/**
 * What the steps of the pipeline share. Made once, when the worker starts: all that a worker remembers is in here, so two
 * contexts have nothing in common but what their browser keeps.
 */
export type Context = {
  readonly journal: Journal;
  readonly payments: Payments;
  /** The browser. */
  readonly port: BrowserPort;
  readonly protocols: Protocols;
  readonly readings: Readings;
  readonly tabs: Tabs;
  /** What developers see of it. */
  readonly exchanges: Exchanges;
  readonly room: Room;
  readonly documents: NetworkDocuments;
  readonly popups: OpenedPopups;
  /** One password for all wallets. */
  readonly keyring: KeyRing;
  readonly safe: SealedStore;
  readonly phrase: Phrase;
  readonly purse: Purse;
  readonly lightning: Nwc;
  readonly ecash: Ecash;
  readonly browserWallet: BrowserWallet;
  /** The nodes that are set for the chains: asked when a developer presses for it. */
  readonly chain: Pick<ChainReader, 'transaction'>;
  readonly incoming: IncomingTransfers;
  readonly wallets: readonly Wallet[];
  readonly balances: Balances;
  readonly fundedNetworks: FundedNetworks;
  readonly calls: HeldCalls;
  readonly passes: Passes;
  readonly preferences: Preferences;
  readonly consents: Consents;
  readonly popupCooldown: PopupCooldown;
  readonly notices: Notices;
  /** Ids of the 402s and of the payments for which the popup has opened by itself: a second time it does not. */
  readonly shown: Set<string>;
  /** Pages are paid without asking one after another: those that load at once are counted against each other. */
  readonly autoPayQueue: Queue;
  /** The change of a payment is taken in by one at a time. */
  readonly changeLock: KeyedLock;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** Runs a task, and lets open pages draw again when it has ended (redraw.ts). */
  readonly redrawAfter: Redraw['afterTask'];
  /** Tells open pages to draw again. */
  readonly changed: () => void;
  /** What the user has set, with the grants and limits of the sealed record (consent.ts). */
  readonly settings: () => Promise<Governed>;
  readonly policies: Policies;
  /** ms: since when, in this browser session, every answer to a page has come by. */
  readonly watchedSince: () => Promise<number | undefined>;
};
