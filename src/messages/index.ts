import type { ErrorKey } from '../core/errors.ts';
import type { ChainTransaction } from '../core/exchange/chain-transaction.ts';
import type { Governed } from '../core/rules/policy.ts';
import type { Settings } from '../core/rules/settings.ts';
import type { EcashFate, ExchangeRow, ExchangeView } from './exchange.ts';
import type {
  MonthView,
  PaymentFilter,
  PaymentList,
  ReceiptView,
  SpendingView,
} from './history.ts';
import type { MoneyView } from './money.ts';
import type { PassView } from './pass.ts';
import type { PaymentView } from './payment.ts';
import type { HomeView } from './popup/home.ts';
import type { BalanceView, KeyRingView, NetworkSetting, PlacedWord, PurseView } from './purse.ts';
import type { OrganisationView } from './settings/organisation.ts';
import type { BrowserWalletView, EcashView, LightningView } from './settings/wallets.ts';
import type { PopupState, StorageNotice } from './views.ts';

export type * from './exchange.ts';
export type * from './history.ts';
export type * from './money.ts';
export type * from './pass.ts';
export type * from './payment.ts';
export type * from './popup/home.ts';
export type * from './popup/knowledge.ts';
export type * from './purse.ts';
export type * from './request-kind.ts';
export type * from './settings/wallets.ts';
export type * from './views.ts';
export type * from './wallet.ts';
export type * from './why-asked.ts';

/** Every command of a page to the background: what goes in, what comes out. There is no other way in. */
export type Commands = {
  'popup.state': { in: { tabId: number; seenId?: string }; out: PopupState };
  /** What the popup shows besides while nothing is asked for. Asks no wallet but the Farebox wallet's own nodes. */
  'home.get': { in: { tabId: number }; out: HomeView };
  /** A popup that has just come up for a tab asks whether Farebox opened it without a press. */
  'popup.opened': { in: { tabId: number }; out: { byItself: boolean } };
  /** Consent: to this quote with this hash, and no other. `wallet`: the id of the one that the user chose; `download`: what is paid for is saved as a file. */
  pay: {
    in: { quoteId: string; hash: string; wallet?: string; download?: boolean };
    out: PaymentView;
  };
  /** "Not now": do not show this 402 until the page asks again. */
  dismiss: { in: { tabId: number; seenId: string }; out: null };
  /** Shows a 402 again that was answered with "Not now". */
  'dismiss.undo': { in: { tabId: number; seenId: string }; out: null };
  /** Ask what the wallets that would pay this 402 hold now, and no other wallet or network. */
  'balance.check': { in: { tabId: number; seenId: string }; out: { answered: boolean } };
  /** Ask the same address again for terms that the browser kept from us. Pays nothing. */
  refetch: { in: { tabId: number; seenId: string }; out: null };
  /** Load the page anew, for a new price. */
  reload: { in: { tabId: number }; out: null };
  /** Take the tab back to the page before: what was paid for is a file, and the tab still shows its 402. */
  back: { in: { tabId: number }; out: null };
  /** Send the very same proof (again). Never makes a new one. */
  'payment.send': { in: { paymentId: string }; out: PaymentView };
  /** Loads the page anew, so that it makes the request again for which the proof waits. */
  'payment.reload': { in: { paymentId: string }; out: PaymentView };
  /** Takes a proof down that waits for its request. It can be sent later. */
  'payment.takeDown': { in: { paymentId: string }; out: PaymentView };
  /** Has the browser save what was paid for as a file. `error_download` without its permission. */
  'payment.download': { in: { paymentId: string }; out: PaymentView };
  /** Ask the chain whether the money moved. */
  'payment.check': { in: { paymentId: string }; out: PaymentView };
  /** Takes back ecash that the site did not take. What it did take ends as settled. */
  'payment.takeBack': { in: { paymentId: string }; out: PaymentView };
  /** Closes a payment whose money moved and whose page did not open. It counts as spent. */
  'payment.close': { in: { paymentId: string }; out: PaymentView };
  /** The proof's headers, to be sent by hand where the request was not a GET. */
  'payment.proof': { in: { paymentId: string }; out: { headers: [name: string, value: string][] } };
  /** The user has read the outcome; the popup may show what comes next. */
  'payment.seen': { in: { paymentId: string }; out: null };
  /** Brings the tab that the payment was agreed to in to the front. `error_tab_gone` where it is closed. */
  'payment.showTab': { in: { paymentId: string }; out: null };
  /** One page of the payments, newest first. Null: the first page of all. */
  'payment.list': { in: PaymentFilter | null; out: PaymentList };
  /** Records as JSON text (an array), for the user to keep; without proofs. Part by part: `next` is the next one's `before`. */
  'payment.export': { in: { before: string } | null; out: { json: string; next?: string } };
  /**
   * The same as lines of CSV, of the payments that a filter chooses; docs/history.md lists the columns. `head`: their
   * names.
   */
  'payment.csv': { in: PaymentFilter | null; out: { head: string; lines: string; next?: string } };
  /** One payment with its steps. Null where there is none of this id. */
  'payment.receipt': { in: { paymentId: string }; out: ReceiptView | null };
  /** What was spent in a month, `YYYY-MM` of the user's own calendar. */
  'spending.month': { in: { month: string }; out: MonthView };
  /** The 402s of a tab and its requests that carried a proof, oldest first, for developers. */
  'exchange.list': { in: { tabId: number }; out: { rows: ExchangeRow[] } };
  /** One of them whole, with its proof. Null where it is not known any more. */
  'exchange.get': { in: { tabId: number; id: string }; out: ExchangeView | null };
  /** Forgets what developers see of a tab; payments and prices stay. */
  'exchange.clear': { in: { tabId: number }; out: null };
  /**
   * Asks the node that is set for the network for the transaction that the receipt of an exchange names. Null where it names
   * none. `error_rpc_off`, `error_rpc`.
   */
  'exchange.chain': { in: { tabId: number; id: string }; out: ChainTransaction | null };
  /**
   * Asks the mint what became of the ecash that an exchange's payment sent (NUT-07). Null where none of ours was sent.
   * `error_locked`, `error_no_password`.
   */
  'exchange.mint': { in: { tabId: number; id: string }; out: EcashFate | null };
  'spending.get': { in: null; out: SpendingView };
  /**
   * Grants auto-pay for the site of a settled payment, or for calls like the one that it paid for: millionths of a dollar
   * as decimal strings, for how many days, and for calls how many payments a minute.
   */
  'auto-pay.grant': {
    in: {
      paymentId: string;
      perPayment: string;
      perDay: string;
      days: number;
      again?: boolean;
      perMinute?: number;
    };
    out: Settings;
  };
  /** Whether a page of an allowed site that was paid for within a day is paid for again without asking. */
  'auto-pay.again': { in: { origin: string; again: boolean }; out: Settings };
  /** `origin`: what the grant is kept under (`grantKey`, core/rules/auto-pay). */
  'auto-pay.revoke': { in: { origin: string }; out: Settings };
  /** The user has read that the list of sites that are paid without asking was changed from outside. */
  'consent.read': { in: null; out: null };
  /** The user has read that something stored could not be read. */
  'notices.read': { in: null; out: null };
  /** From their next load on, the calls of the pages that made this one wait for their payment. */
  'calls.hold': { in: { tabId: number; seenId: string }; out: Settings };
  'calls.letGo': { in: { origin: string }; out: Settings };
  block: { in: { origin: string }; out: Settings };
  unblock: { in: { origin: string }; out: Settings };
  'keyring.get': { in: null; out: KeyRingView };
  /** Sets the one password of all wallets. */
  'keyring.create': { in: { passphrase: string }; out: KeyRingView };
  'keyring.unlock': { in: { passphrase: string }; out: KeyRingView };
  'keyring.lock': { in: null; out: KeyRingView };
  /** The recovery phrase, shown only after the password; made where there is none yet. */
  'phrase.words': { in: { passphrase: string }; out: { words: string } };
  /** The user has written the words down, and shows it by two of them. */
  'phrase.confirm': { in: { words: PlacedWord[] }; out: KeyRingView };
  /** Begins a back-up file, which the password opens: its first line. */
  'backup.begin': { in: { passphrase: string }; out: { head: string } };
  /** The next line of the file: part `place`, from 1. `before`: `next` of the part before; the last part has none. */
  'backup.part': {
    in: { head: string; place: number; before?: string };
    out: { line: string; next?: string };
  };
  /** Opens a back-up file with the password that it was saved under. `key`: for `backup.restore`, sealed; `at`: ms, when it was saved. */
  'backup.open': { in: { head: string; passphrase: string }; out: { key: string; at: number } };
  /** Adds what a part holds and is not here yet; `look`: only looks whether it is whole. `last`: no line follows it. */
  'backup.restore': {
    in: { head: string; key: string; place: number; part: string; last: boolean; look: boolean };
    out: { payments: number; passes: number; mints: readonly string[] };
  };
  'purse.get': { in: null; out: PurseView };
  /** Makes the Farebox wallet from the recovery phrase. `passphrase`: sets the first password, or unlocks. */
  'purse.create': { in: { passphrase?: string }; out: PurseView };
  /** `secret`: twelve words, or a private key of 64 hex digits with or without 0x. `passphrase`: as of `purse.create`. */
  'purse.import': { in: { passphrase?: string; secret: string }; out: PurseView };
  /** The private key, shown only after the password. */
  'purse.backup': { in: { passphrase: string }; out: { privateKey: string } };
  /** Erases its key; with one that was made of the recovery phrase also that, and the ecash under it, which must be empty. */
  'purse.remove': { in: { passphrase: string }; out: PurseView };
  /** `all`: also on networks where the purse has not been used. Asking such a network reveals the address to its node. */
  'purse.balances': { in: { all: boolean }; out: BalanceView[] };
  'lightning.get': { in: null; out: LightningView };
  /** `uri`: nostr+walletconnect://… (NIP-47). It holds a secret and is kept sealed. */
  'lightning.connect': { in: { uri: string }; out: LightningView };
  'lightning.disconnect': { in: null; out: LightningView };
  /** Asks the user nothing. */
  'browserWallet.get': { in: null; out: BrowserWalletView };
  /** Has the wallet extension send tokens to the purse, which asks the user. `amount`: base units. `error_transfer_open`. */
  'browserWallet.send': {
    in: { network: string; asset: string; amount: string };
    out: BrowserWalletView;
  };
  /** The user has looked in the wallet what became of the transfer. */
  'browserWallet.forget': { in: null; out: BrowserWalletView };
  'ecash.get': { in: null; out: EcashView };
  'ecash.addMint': { in: { url: string }; out: EcashView };
  /** Refused while it holds money. */
  'ecash.removeMint': { in: { url: string }; out: EcashView };
  /** Swaps a pasted token to the purse's own. */
  'ecash.receive': { in: { token: string }; out: EcashView };
  /** Has the mint make ecash for an invoice that the Lightning wallet pays. `amount`: units of the mint. */
  'ecash.fund': { in: { mint: string; unit: string; amount: string }; out: EcashView };
  /** Takes money out as a token, to be pasted into another wallet. */
  'ecash.takeOut': { in: { mint: string; unit: string; amount: string }; out: { token: string } };
  /**
   * Swaps what twelve words have at one mint into the purse. What came back, by unit; or why this mint gave nothing
   * (`failure`), while another may. Wrong words and a locked purse are errors. The words go nowhere else.
   */
  'ecash.restore': {
    in: { words: string; mint: string };
    out: { restored: MoneyView[]; failure?: { error: ErrorKey; detail: readonly string[] } };
  };
  /** Reclaims a token that no one has used: of a payment, or one that was taken out by hand. */
  'ecash.takeBack': { in: { paymentId: string }; out: EcashView };
  'pass.list': { in: null; out: PassView[] };
  'pass.remove': { in: { passId: string }; out: PassView[] };
  /** Opens the page of a 402 with the pass that was paid for before. */
  'pass.use': { in: { tabId: number; seenId: string }; out: null };
  /** Whether the pass is used at each visit without asking. */
  'pass.auto': { in: { passId: string; auto: boolean }; out: PassView[] };
  'settings.get': {
    in: null;
    out: {
      settings: Governed;
      networks: NetworkSetting[];
      consentChanged: boolean;
      notices: StorageNotice[];
      /** Absent where no organisation has set anything. */
      organisation?: OrganisationView;
    };
  };
  'settings.set': { in: Partial<Settings>; out: Settings };
};

export type CommandName = keyof Commands;

export type Answer<Out> =
  | { readonly ok: true; readonly out: Out }
  | { readonly ok: false; readonly error: ErrorKey; readonly detail: readonly string[] };
