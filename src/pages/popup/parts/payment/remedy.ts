import type { ErrorKey } from '../../../../core/errors.ts';
import { refusalKey } from '../../../../core/offers/refusal-reasons.ts';
import type { PaymentView } from '../../../../messages/index.ts';
import type { MessageKey } from '../../../shared/ui.ts';
import type { SettingsSection } from '../../actions.ts';
import { reasonOf } from './reason.ts';

/** What mends the cause of a payment that did not go through. */
export type Remedy = {
  readonly act: string;
  readonly label: MessageKey;
  /** Where in the settings; the request itself has the passphrase field, where it is still there. */
  readonly section: SettingsSection;
  readonly atRequest: boolean;
};

const UNLOCK: Remedy = { act: 'unlock', label: 'unlock', section: 'password', atRequest: true };
const LIGHTNING: Remedy = {
  act: 'lightning-settings',
  label: 'remedy_lightning',
  section: 'lightning',
  atRequest: false,
};

const ADD_MONEY = { act: 'add-money', label: 'add_money', atRequest: false } as const;

const OF_ERRORS: Partial<Readonly<Record<ErrorKey, Remedy>>> = {
  error_locked: UNLOCK,
  error_no_password: {
    act: 'make-purse',
    label: 'no_purse_make',
    section: 'purse',
    atRequest: false,
  },
  error_no_purse: { act: 'make-purse', label: 'no_purse_make', section: 'purse', atRequest: false },
  error_not_enough: { ...ADD_MONEY, section: 'purse' },
  error_ecash_not_enough: { ...ADD_MONEY, section: 'ecash' },
  error_mint_unknown: {
    act: 'add-mint',
    label: 'no_ecash_add',
    section: 'ecash',
    atRequest: false,
  },
  error_nwc_unauthorized: LIGHTNING,
  error_nwc_cannot: LIGHTNING,
  error_nwc_network: LIGHTNING,
  error_safe: LIGHTNING,
};

/** The one thing that helps, where Farebox has it; undefined where only the site or another wallet can help. */
export function remedyOf(payment: PaymentView): Remedy | undefined {
  const { ending, rail } = payment;
  if (ending?.kind === 'wallet') return OF_ERRORS[ending.error as ErrorKey];
  const reason = reasonOf(payment);
  if (ending?.kind !== 'refused' || reason === undefined) return undefined;
  if (refusalKey(reason) !== 'refused_insufficient_balance') return undefined;
  if (rail === 'lightning') return undefined;
  return { ...ADD_MONEY, section: rail === 'ecash' ? 'ecash' : 'purse' };
}
