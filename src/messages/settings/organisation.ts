import type { Policy } from '../../core/rules/policy.ts';

/** What the organisation that manages the browser has set, ready to draw. */
export type OrganisationView = Omit<Policy, 'walletsOff'> & {
  /** Keys of the names of the wallets that pay nothing new. */
  readonly walletsOff: readonly string[];
};
