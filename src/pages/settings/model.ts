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

/** Payments of one page of the history. */
export const PAGE = 50;

/** What the settings page draws: a function of this and nothing else. */
export type SettingsModel = {
  readonly keyring: KeyRingView;
  readonly purse: PurseView;
  /** Undefined while they are being read. */
  readonly balances?: readonly BalanceView[];
  readonly settings: Settings;
  readonly networks: readonly NetworkSetting[];
  /** Newest first. */
  readonly payments: readonly PaymentView[];
  /** Where the next page of them begins; absent where all are here. */
  readonly next?: string;
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
};
