import type { PopupState } from '../../src/messages/index.ts';
import type { HistoryModel } from '../../src/pages/history/model.ts';
import type { SettingsModel } from '../../src/pages/settings/model.ts';
import type { Ui } from '../../src/pages/shared/ui.ts';
import type { WelcomeModel } from '../../src/pages/welcome/model.ts';
import { HISTORY } from './fixtures/history.ts';
import { HOME } from './fixtures/home.ts';
import { OFFERS } from './fixtures/offers.ts';
import { PAID } from './fixtures/paid.ts';
import { PAYMENTS } from './fixtures/payments.ts';
import { RAILS } from './fixtures/rails.ts';
import { CANNOT } from './fixtures/refusals.ts';
import { SETTINGS } from './fixtures/settings.ts';
import { WALLETS } from './fixtures/wallets.ts';
import { WELCOME } from './fixtures/welcome.ts';

/** What a page is given to draw, besides its state. */
type Around = Partial<Pick<Ui, 'busy' | 'failure'>> & {
  /** Farebox opened the popup by itself. */
  readonly byItself?: boolean;
  /** Draw with every <details> open. */
  readonly open?: boolean;
  /** Then fill these fields and press these buttons, by their selectors. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly press?: readonly string[];
};
export type Scene = Around &
  (
    | { readonly popup: PopupState }
    | { readonly settings: SettingsModel }
    | { readonly welcome: WelcomeModel }
    | { readonly history: HistoryModel }
  );

/** Every state of the pages, and variants of some, by the name of its picture. */
export const SCENES: Readonly<Record<string, Scene>> = {
  ...scenes(
    { ...CANNOT, ...HOME, ...OFFERS, ...RAILS, ...PAYMENTS, ...PAID },
    (popup: PopupState) => ({
      popup,
    }),
  ),
  'home-used-open': { popup: HOME['home-used'], open: true },
  'home-unlock': {
    popup: HOME['home-locked'],
    press: ['[data-act=unlock-ask]'],
    failure: { command: 'keyring.unlock', error: 'error_passphrase_wrong', detail: [] },
  },
  'details-open': { popup: OFFERS['offer-several'], open: true },
  'offer-bought-open': { popup: OFFERS['offer-bought'], open: true },
  'details-no-body': { popup: CANNOT['plain-402-refetch'], open: true },
  'refused-code-open': { popup: PAYMENTS['refused-balance'], open: true },
  'offer-post': {
    popup: {
      ...OFFERS['offer-one'],
      request: { ...OFFERS['offer-one'].request, method: 'POST' },
    },
  },
  'link-open': { popup: CANNOT['notice-link'], open: true },
  'receipt-auto-pay-open': { popup: PAYMENTS['receipt-may-allow'], open: true },
  'receipt-allow-calls-open': { popup: PAYMENTS['receipt-may-allow-calls'], open: true },
  'receipt-allow-test-open': { popup: PAYMENTS['receipt-may-allow-test'], open: true },
  'offer-by-itself': { popup: OFFERS['offer-one'], byItself: true },
  'offer-consent-changed': { popup: { ...OFFERS['offer-one'], consentChanged: true } },
  'offer-storage-low': { popup: { ...OFFERS['offer-one'], notices: ['low'] } },
  'offer-busy': { popup: OFFERS['offer-one'], busy: 'pay' },
  'offer-failed': {
    popup: OFFERS['offer-one'],
    failure: { command: 'pay', error: 'error_proof_live', detail: [] },
  },
  'offer-over-limit': {
    popup: OFFERS['offer-one'],
    failure: { command: 'pay', error: 'error_limit_site_day', detail: ['1000.5', '1000.4995'] },
  },
  'locked-wrong': {
    popup: OFFERS.locked,
    failure: { command: 'keyring.unlock', error: 'error_passphrase_wrong', detail: [] },
  },
  ...scenes({ ...SETTINGS, ...WALLETS }, (settings: SettingsModel) => ({ settings })),
  ...scenes(HISTORY, (history: HistoryModel) => ({ history })),
  'history-failed': {
    history: HISTORY['history-all'],
    failure: { command: 'payment.list', error: 'error_storage', detail: ['disk'] },
  },
  ...scenes(WELCOME, (welcome: WelcomeModel) => ({ welcome })),
  'welcome-try-asks': { welcome: WELCOME['welcome-try'], press: ['[data-act=open-letter]'] },
  'welcome-wallet-own': {
    welcome: WELCOME['welcome-wallet'],
    press: ['[data-act=wallet-own]'],
    failure: { command: 'purse.create', error: 'error_passphrase_short', detail: ['8'] },
  },
  'welcome-wallet-connect': {
    welcome: { ...WELCOME['welcome-wallet'], keyring: { state: 'open', phrase: 'none' } },
    press: ['[data-act=wallet-connect]'],
  },
  'welcome-limits-open': { welcome: WELCOME['welcome-limits'], open: true },
  'settings-none-open': { settings: SETTINGS['settings-none'], open: true },
  'settings-open-open': { settings: SETTINGS['settings-open'], open: true },
  'settings-ecash-open': { settings: WALLETS['settings-ecash'], open: true },
  'settings-ecash-words': {
    settings: WALLETS['settings-ecash'],
    open: true,
    fill: { 'details:has([data-act=words]) input': 'correct horse' },
    press: ['[data-act=words]'],
  },
  'settings-words-check': {
    settings: WALLETS['settings-ecash'],
    open: true,
    fill: { 'details:has([data-act=words]) input': 'correct horse' },
    press: ['[data-act=words]', '[data-act=words-written]'],
  },
  'settings-ecash-restored': {
    settings: WALLETS['settings-change-waits'],
    open: true,
    fill: {
      '[data-act=restore-open] input': 'half depart obvious',
      '[data-act=restore-mints]':
        'https://mint.example https://gone.mint.example https://a.rather.long.host.with.many.parts.ecash-of-the-world.example/Bitcoin',
    },
    press: ['[data-act=restore]'],
  },
  'settings-ecash-restore-wrong': {
    settings: WALLETS['settings-ecash'],
    failure: { command: 'ecash.restore', error: 'error_words_count', detail: ['11'] },
    open: true,
  },
  'settings-ecash-taken-out': {
    settings: WALLETS['settings-ecash'],
    open: true,
    fill: { '[data-act=take-out-amount]': '21' },
    press: ['[data-act=take-out]'],
  },
  'settings-asked-twice': {
    settings: WALLETS['settings-ecash'],
    press: [
      '[data-act=disconnect-ask]',
      '[data-act=remove-mint-ask]',
      '[data-act=remove-pass-ask]',
    ],
  },
  'pass-pay-again': { popup: RAILS.pass, press: ['[data-act=pay-again]'] },
  'settings-lightning-wrong': {
    settings: SETTINGS['settings-open'],
    failure: { command: 'lightning.connect', error: 'error_nwc_uri', detail: ['relay'] },
  },
  'settings-lightning-busy': {
    settings: SETTINGS['settings-open'],
    busy: 'lightning.connect',
  },
  'settings-ecash-refused': {
    settings: WALLETS['settings-ecash'],
    failure: { command: 'ecash.receive', error: 'error_token_spent', detail: [] },
    open: true,
  },
  'settings-consent-changed': {
    settings: { ...SETTINGS['settings-locked'], consentChanged: true },
  },
  'settings-storage': {
    settings: { ...SETTINGS['settings-locked'], notices: ['low', 'damaged'] },
  },
  'settings-wrong': {
    settings: SETTINGS['settings-locked'],
    failure: { command: 'keyring.unlock', error: 'error_passphrase_wrong', detail: [] },
  },
  'settings-key-wrong': {
    settings: SETTINGS['settings-none'],
    failure: { command: 'purse.import', error: 'error_private_key', detail: [] },
    open: true,
  },
  'settings-mint-wrong': {
    settings: WALLETS['settings-ecash'],
    failure: { command: 'ecash.addMint', error: 'error_mint_insecure', detail: [] },
    open: true,
  },
  'settings-damaged': {
    settings: SETTINGS['settings-none'],
    failure: { command: 'purse.get', error: 'error_purse_damaged', detail: [] },
  },
  'settings-short': {
    settings: SETTINGS['settings-none'],
    failure: { command: 'purse.create', error: 'error_passphrase_short', detail: ['8'] },
  },
};

function scenes<T>(states: Record<string, T>, scene: (state: T) => Scene): Record<string, Scene> {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, scene(state)]));
}
