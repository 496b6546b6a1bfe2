import type { AutoPayGrant, Limits } from '../../core/rules/settings-schema.ts';
import type { Site } from '../../core/web/origin.ts';
import type { SpendingView } from '../history.ts';
import type { MoneyView } from '../money.ts';
import type { PaymentView } from '../payment.ts';

/** What the popup shows of the user's money and of this site while nothing is asked for. */
export type HomeView = {
  /** Absent where the tab shows no page of the web. */
  readonly site?: SiteStatus;
  readonly limits: Pick<Limits, 'perDay' | 'perMonth'>;
  readonly spending: SpendingView;
  /** The newest few. */
  readonly payments: readonly PaymentView[];
  readonly wallets: HeldView;
};

/** How Farebox treats the site of a tab, and what was spent there. */
export type SiteStatus = {
  readonly site: Site;
  readonly blocked: boolean;
  /** The organisation that manages the browser forbids to pay this site. */
  readonly forbidden?: true;
  /** Those that have not ended, with what they are kept under (`grantKey`, core/rules/auto-pay). */
  readonly grants: readonly (AutoPayGrant & { readonly key: string })[];
  /** This month, all hosts of the site together: millionths of a dollar as decimal strings; test money apart. */
  readonly spent: { readonly month: string; readonly testMonth: string };
};

/** What there is to pay from. */
export type HeldView = {
  /** `none`: no wallet is set up; `locked`: the password has not been typed. */
  readonly state: 'none' | 'locked' | 'ready';
  /** The Farebox wallet. */
  readonly purse?: PurseHoldings;
  /** The Lightning wallet is connected. */
  readonly lightning?: { readonly name?: string };
  /** Ecash of all mints, added up by currency. */
  readonly ecash: readonly Holding[];
};

/** Money of one currency is added up over its networks. Empty while nothing is known. */
export type PurseHoldings = {
  readonly holds: readonly Holding[];
  /** A network has not answered: there may be more. */
  readonly incomplete?: true;
};

export type Holding = { readonly money: MoneyView; readonly testnet: boolean };
