import type { Context } from './context.ts';
import type { Fund } from './fund.ts';
import type { Run } from './run.ts';
import type { TakeBack } from './take-back.ts';

/** Goes on with all that is under way; one mint that is silent does not hold up the others. Never throws. */
export function createSweep(
  { vault }: Context,
  run: Run,
  fund: Pick<Fund, 'claim'>,
  back: Pick<TakeBack, 'check'>,
): () => Promise<void> {
  return async () => {
    const state = await vault.read().catch(() => undefined);
    if (state === undefined) return;
    const out = state.sent.filter((sent) => sent.state === 'out');
    await Promise.allSettled([
      ...state.plans.map(run),
      ...state.quotes.map(({ quote }) => fund.claim(quote)),
      ...out.map(({ paymentId }) => back.check(paymentId)),
    ]);
  };
}
