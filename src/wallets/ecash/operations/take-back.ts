import { FareboxError } from '../../../core/errors.ts';
import { type Context, feesOf } from '../mint/context.ts';
import { type CoinState, statesOf } from '../mint/mint-api.ts';
import { hostOf } from '../mint/url.ts';
import { makeOutputs } from '../proofs/outputs.ts';
import { feeOf } from '../proofs/select-proofs.ts';
import { type Coin, type Operation, operationOf, type Sent, sum, withId } from '../store/state.ts';
import { closed, type ExecuteOperation } from './execute-operation.ts';
import { madeFor } from './send.ts';

const TRIES = 3;

/** What became of a token; `unknown` while the mint does not say. */
export type TokenState = 'unspent' | 'pending' | 'spent' | 'unknown';

/** Of its coins: spent only when all are. */
function overall(states: readonly CoinState[]): TokenState {
  if (states.includes('PENDING')) return 'pending';
  return states.every((state) => state === 'SPENT') ? 'spent' : 'unspent';
}

export type TakeBack = {
  /** What became of a payment's token. What was seen to be spent is closed. */
  check(paymentId: string): Promise<TokenState | 'taken' | 'none'>;
  /**
   * Swaps a payment's token back into the purse: `taken`, or `spent` when it was used. Throws
   * `error_token_locked` when only the payee can use it, `error_ecash_not_enough` when the mint's fee is more
   * than it is worth, `error_mint_refused`, and `Unsure` or `error_mint_unreachable` when it cannot be known now.
   */
  takeBack(paymentId: string): Promise<'taken' | 'spent'>;
};

export function createTakeBack(context: Context, run: ExecuteOperation): TakeBack {
  const { vault, mints, deps } = context;
  const find = async (paymentId: string) => madeFor(await vault.read(), paymentId);
  const close = (paymentId: string) => vault.update((state) => closed(state, paymentId, 'spent'));

  /** Written down before it is asked, so that what a dead worker asked is found again. */
  const planBack = async (sent: Sent, coins: readonly Coin[]): Promise<Operation | undefined> => {
    const mint = await mints.find(sent.mint);
    if (mint === undefined) throw new FareboxError('error_mint_unknown', hostOf(sent.mint));
    const cashu = await context.cashu();
    const state = await vault.update((before) => {
      const isOut = before.sent.some(
        (each) => each.paymentId === sent.paymentId && each.state === 'out',
      );
      if (!isOut || operationOf(before, 'back', sent.paymentId) !== undefined) return before;
      const keep = sum(coins) - feeOf(coins, feesOf(mint));
      if (keep <= 0n) throw new FareboxError('error_ecash_not_enough', sent.unit);
      const made = makeOutputs(cashu, before, mint, sent.unit, { send: 0n, keep });
      const { paymentId: subject, unit } = sent;
      const about = { kind: 'back' as const, subject, mint: mint.url, unit };
      const plan = withId({ ...about, inputs: coins, outputs: made.outputs, at: deps.now() });
      return { ...before, counters: made.counters, plans: [...before.plans, plan] };
    });
    return operationOf(state, 'back', sent.paymentId);
  };

  const takeBack = async (paymentId: string): Promise<'taken' | 'spent'> => {
    for (let tries = 1; ; tries++) {
      const { sent, plan } = await find(paymentId);
      if (plan !== undefined) {
        await run(plan);
        continue;
      }
      // Nothing was handed out, or it is ours again.
      if (sent === undefined || sent.state === 'taken') return 'taken';
      if (sent.state === 'spent') return 'spent';
      const under = operationOf(await vault.read(), 'back', paymentId);
      if (under !== undefined) {
        await run(under);
        continue;
      }
      const states = await statesOf(context, sent.mint, sent.coins);
      if (overall(states) === 'spent') {
        await close(paymentId);
        return 'spent';
      }
      if (sent.locked) throw new FareboxError('error_token_locked');
      const unspent = sent.coins.filter((_, at) => states[at] === 'UNSPENT');
      const next = unspent.length === 0 ? undefined : await planBack(sent, unspent);
      const ran = next === undefined ? undefined : await run(next);
      if (ran?.done === true) continue;
      const code = ran === undefined ? '' : String(ran.refusal.code);
      if (tries >= TRIES) throw new FareboxError('error_mint_refused', hostOf(sent.mint), code);
      const mint = await mints.find(sent.mint);
      if (mint !== undefined) await mints.refresh(mint);
    }
  };

  return {
    check: async (paymentId) => {
      const { sent, plan } = await find(paymentId);
      if (sent === undefined) return plan === undefined ? 'none' : 'unknown';
      if (sent.state !== 'out') return sent.state;
      try {
        const state = overall(await statesOf(context, sent.mint, sent.coins));
        if (state === 'spent') await close(paymentId);
        return state;
      } catch {
        return 'unknown';
      }
    },
    takeBack: (paymentId) => context.once(`token back:${paymentId}`, () => takeBack(paymentId)),
  };
}
