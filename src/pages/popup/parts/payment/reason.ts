import type { PaymentView } from '../../../../messages/index.ts';

/** Why the site refused, in its own words or by its code. */
export function reasonOf({ ending, receipt }: PaymentView): string | undefined {
  if (ending?.kind === 'refused') return ending.reason ?? receipt?.reason;
  return receipt?.reason;
}
