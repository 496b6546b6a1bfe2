import type { Context } from '../mint/context.ts';
import type { ChangeTaker } from './change.ts';
import type { ExecuteOperation } from './execute-operation.ts';
import type { Receiver } from './receive.ts';
import type { TakeBack } from './take-back.ts';

/** Goes on with all that is under way; one mint that is silent does not hold up the others. Never throws. */
export function createResume(
  { vault }: Context,
  run: ExecuteOperation,
  receiver: Pick<Receiver, 'claim'>,
  back: Pick<TakeBack, 'check'>,
  change: Pick<ChangeTaker, 'takeChange'>,
): () => Promise<void> {
  return async () => {
    const state = await vault.read().catch(() => undefined);
    if (state === undefined) return;
    const out = state.sent.filter((sent) => sent.state === 'out');
    await Promise.allSettled([
      ...state.plans.map(run),
      ...state.quotes.map(({ quote }) => receiver.claim(quote)),
      ...(state.changes ?? [])
        .filter((each) => each.state === 'kept')
        .map(({ id }) => change.takeChange(id)),
      ...out.map(({ paymentId }) => back.check(paymentId)),
    ]);
  };
}
