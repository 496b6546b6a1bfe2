import type { ErrorKey } from '../core/errors.ts';
import type { Settings } from '../core/settings.ts';
import type {
  BalanceView,
  NetworkSetting,
  PaymentList,
  PaymentView,
  PopupState,
  PurseView,
  SpendingView,
} from './views.ts';

export type * from './views.ts';

/** Every command of a page to the background: what goes in, what comes out. There is no other way in. */
export type Commands = {
  'popup.state': { in: { tabId: number; seenId?: string }; out: PopupState };
  /** Consent: to this quote with this hash, and no other. */
  pay: { in: { quoteId: string; hash: string }; out: PaymentView };
  /** "Not now": forget this 402 until the page asks again. */
  dismiss: { in: { tabId: number; seenId: string }; out: null };
  /** Ask the same address again for terms that the browser kept from us. Pays nothing. */
  refetch: { in: { tabId: number; seenId: string }; out: null };
  /** Load the page anew, for a new price. */
  reload: { in: { tabId: number }; out: null };
  /** Send the very same proof (again). Never makes a new one. */
  'payment.send': { in: { paymentId: string }; out: PaymentView };
  /** Ask the chain whether the money moved. */
  'payment.check': { in: { paymentId: string }; out: PaymentView };
  /** The proof's headers, to be sent by hand where the request was not a GET. */
  'payment.proof': { in: { paymentId: string }; out: { headers: [name: string, value: string][] } };
  /** The person has read the outcome; the popup may show what comes next. */
  'payment.seen': { in: { paymentId: string }; out: null };
  'payment.list': { in: null; out: PaymentList };
  /** All records as JSON text, for the person to keep; without proofs. */
  'payment.export': { in: null; out: { json: string } };
  'spending.get': { in: null; out: SpendingView };
  /**
   * Leave to pay the site of a settled payment without asking: millionths of a dollar as decimal strings,
   * and for how many days.
   */
  allow: {
    in: { paymentId: string; perPayment: string; perDay: string; days: number };
    out: Settings;
  };
  disallow: { in: { origin: string }; out: Settings };
  block: { in: { origin: string }; out: Settings };
  unblock: { in: { origin: string }; out: Settings };
  'purse.get': { in: null; out: PurseView };
  'purse.create': { in: { passphrase: string }; out: PurseView };
  /** `privateKey`: 32 bytes, 64 hex digits with or without 0x. */
  'purse.import': { in: { passphrase: string; privateKey: string }; out: PurseView };
  'purse.unlock': { in: { passphrase: string }; out: PurseView };
  'purse.lock': { in: null; out: PurseView };
  /** The private key, shown only after the passphrase. */
  'purse.backup': { in: { passphrase: string }; out: { privateKey: string } };
  'purse.remove': { in: { passphrase: string }; out: PurseView };
  'purse.balances': { in: null; out: BalanceView[] };
  'settings.get': { in: null; out: { settings: Settings; networks: NetworkSetting[] } };
  'settings.set': { in: Partial<Settings>; out: Settings };
};

export type CommandName = keyof Commands;

/** What a page sends. */
export type Command = {
  readonly [Name in CommandName]: { readonly command: Name; readonly in: Commands[Name]['in'] };
}[CommandName];

export type Answer<Out> =
  | { readonly ok: true; readonly out: Out }
  | { readonly ok: false; readonly error: ErrorKey; readonly detail: readonly string[] };

/** What the background tells all open pages: draw again. */
export type Event = { readonly event: 'changed' };
