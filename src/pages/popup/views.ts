import type { PopupState } from '../../messages/index.ts';
import { type Later, later } from '../shared/later.tsx';

export const Blocked = later(async () => (await import('./states/Blocked.tsx')).Blocked);
export const CannotPay = later(async () => (await import('./states/CannotPay.tsx')).CannotPay);
export const Expired = later(async () => (await import('./states/Expired.tsx')).Expired);
export const NoAccess = later(async () => (await import('./states/NoAccess.tsx')).NoAccess);
export const NotEnough = later(async () => (await import('./states/NotEnough.tsx')).NotEnough);
export const NoWallet = later(async () => (await import('./states/NoWallet.tsx')).NoWallet);
export const OverLimit = later(async () => (await import('./states/OverLimit.tsx')).OverLimit);
export const Pass = later(async () => (await import('./states/Pass.tsx')).Pass);
export const Receipt = later(async () => (await import('./states/Receipt.tsx')).Receipt);
export const Refused = later(async () => (await import('./states/Refused.tsx')).Refused);
export const Skipped = later(async () => (await import('./states/Skipped.tsx')).Skipped);
export const Elsewhere = later(async () => (await import('./states/Elsewhere.tsx')).Elsewhere);
export const Unknown = later(async () => (await import('./states/Unknown.tsx')).Unknown);
export const Unsent = later(async () => (await import('./states/Unsent.tsx')).Unsent);

/** What each state is drawn with, besides what every popup begins with. */
const VIEWS: { readonly [Kind in PopupState['kind']]?: Pick<Later<never>, 'load'> } = {
  'no-access': NoAccess,
  'no-purse': NoWallet,
  'no-lightning': NoWallet,
  'no-ecash': NoWallet,
  pass: Pass,
  'not-enough': NotEnough,
  'over-limit': OverLimit,
  expired: Expired,
  'cannot-pay': CannotPay,
  broken: CannotPay,
  receipt: Receipt,
  refused: Refused,
  unknown: Unknown,
  elsewhere: Elsewhere,
  unsent: Unsent,
  skipped: Skipped,
};

/** Fetches the view of a state, so that it appears whole. */
export async function prepare(state: PopupState): Promise<void> {
  const blocked = 'request' in state && state.request.blocked;
  await (blocked ? Blocked : VIEWS[state.kind])?.load();
}
