import { NO_POLICY, type Policy } from '../../../../core/rules/policy.ts';
import type { OrganisationView } from '../../../../messages/settings/organisation.ts';
import { walletAbout } from '../../../../wallets/index.ts';

/** A policy ready to draw; undefined where the organisation has set nothing. */
export function organisationOf(policy: Policy): OrganisationView | undefined {
  if (policy === NO_POLICY) return undefined;
  const { walletsOff, ...rest } = policy;
  return { ...rest, walletsOff: walletsOff.map((id) => walletAbout(id)?.texts.name ?? id) };
}
