import type { Settings } from '../../core/rules/settings.ts';
import type {
  BalanceView,
  BrowserWalletView,
  EcashView,
  KeyRingView,
  LightningView,
  NetworkSetting,
  PassView,
  PaymentView,
  PurseView,
  SpendingView,
  StorageNotice,
} from '../../messages/index.ts';
import type { OrganisationView } from '../../messages/settings/organisation.ts';

/** Payments that are shown here. */
export const NEWEST = 5;

/** What the settings page draws: a function of this and nothing else. */
export type SettingsModel = {
  readonly keyring: KeyRingView;
  readonly purse: PurseView;
  /** Undefined while they are being read. */
  readonly balances?: readonly BalanceView[];
  readonly settings: Settings;
  readonly networks: readonly NetworkSetting[];
  /** The newest ones, newest first. */
  readonly payments: readonly PaymentView[];
  /** Records that this version cannot read. */
  readonly unreadable: number;
  /** Undefined when it could not be read. */
  readonly spending?: SpendingView;
  /** Undefined while they are being read. */
  readonly lightning?: LightningView;
  readonly ecash?: EcashView;
  readonly browserWallet?: BrowserWalletView;
  readonly passes: readonly PassView[];
  /** The list of sites that are paid without asking was changed from outside. */
  readonly consentChanged?: boolean;
  readonly notices?: readonly StorageNotice[];
  readonly organisation?: OrganisationView;
};
