import { FareboxError, Unsure } from '../../../core/errors.ts';
import type { MintSignature } from '../mint/cashu.ts';
import type { Cashu, Context } from '../mint/context.ts';
import { Refusal } from '../mint/http.ts';
import { executeAtMint, quoteState, signedBefore, statesOf } from '../mint/mint-api.ts';
import { hostOf } from '../mint/url.ts';
import type { Coin, KeptChange, Operation, OwnCoin, Sent, State } from '../store/state.ts';
import { sum } from '../store/state.ts';

/** `released`: the mint refused, nothing came of it, and what is ours is ours again. */
export type OperationResult =
  /** Or it had come to an end before. */
  | { readonly done: true }
  | {
      readonly done: false;
      readonly refusal: Refusal /** Inputs that are worth nothing. */;
      readonly spent: number;
    };

/** Of the NUTs' error codes: the quote was issued before, an output was signed before. */
const ISSUED = 20002;
const SIGNED = 11003;
/** So many numbers of NUT-13 are left out after one that was used: less than a restore looks ahead. */
const LEAP = 100;

const without = (plans: readonly Operation[], id: string) => plans.filter((plan) => plan.id !== id);

/** The payment's token, as it is kept until it is known to be used or taken back. */
export function sentOf(
  cashu: Cashu,
  about: Pick<Sent, 'paymentId' | 'asked' | 'mint' | 'unit' | 'at'>,
  spelling: string,
  coins: readonly Coin[],
): Sent {
  const { paymentId, asked, mint, unit, at } = about;
  return {
    paymentId,
    asked,
    mint,
    unit,
    at,
    amount: sum(coins).toString(),
    state: 'out',
    locked: coins.some(({ secret }) => secret.startsWith('["')),
    token: cashu.tokenOf(spelling, unit, coins),
    coins,
  };
}

/** The state after a payment's token was used or taken back: the token is forgotten, the payment is not. */
export function closed(state: State, paymentId: string, how: 'taken' | 'spent'): State {
  const sent = state.sent.map((each) => {
    if (each.paymentId !== paymentId) return each;
    const { token: _, ...rest } = each;
    return { ...rest, state: how, coins: [] };
  });
  return { ...state, sent };
}

/** The state with more known of a change; its token goes when it is not needed any more. */
export function changed(
  state: State,
  id: string,
  known: Pick<KeptChange, 'state'> & Partial<Pick<KeptChange, 'amount'>>,
): State {
  const changes = (state.changes ?? []).map((each) => {
    if (each.id !== id) return each;
    const { token: _, ...rest } = each;
    return { ...rest, ...known };
  });
  return { ...state, changes };
}

function finished(cashu: Cashu, state: State, plan: Operation, coins: readonly Coin[]): State {
  // Another run has finished it.
  if (!state.plans.some(({ id }) => id === plan.id)) return state;
  const { mint, unit, subject, kind } = plan;
  const isSent = (_: Coin, at: number) => plan.outputs[at]?.to === 'send';
  const kept: OwnCoin[] = coins
    .filter((coin, at) => !isSent(coin, at))
    .map((coin) => ({ ...coin, mint, unit }));
  const next: State = {
    ...state,
    plans: without(state.plans, plan.id),
    coins: [...state.coins, ...kept],
  };
  if (kind === 'back') return closed(next, subject, 'taken');
  if (kind === 'mint') {
    return { ...next, quotes: state.quotes.filter(({ quote }) => quote !== subject) };
  }
  if (kind === 'receive' && plan.change !== undefined) {
    return changed(next, plan.change, { state: 'in', amount: sum(plan.outputs).toString() });
  }
  if (kind !== 'send') return next;
  const about = { paymentId: subject, asked: plan.asked ?? '', mint, unit, at: plan.at };
  const sent = sentOf(cashu, about, plan.spelling ?? mint, coins.filter(isSent));
  return { ...next, sent: [...state.sent, sent] };
}

function released(state: State, plan: Operation, unspent: readonly Coin[], code: number): State {
  if (!state.plans.some(({ id }) => id === plan.id)) return state;
  const { mint, unit, kind, subject } = plan;
  const ours = kind === 'send' ? unspent.map((coin) => ({ ...coin, mint, unit })) : [];
  const leapt = Object.fromEntries(
    plan.outputs.map(({ id }) => [id, (state.counters[id] ?? 0) + LEAP]),
  );
  const next: State = {
    ...state,
    plans: without(state.plans, plan.id),
    coins: [...state.coins, ...ours],
    counters: code === SIGNED ? { ...state.counters, ...leapt } : state.counters,
  };
  if (kind !== 'mint' || code !== ISSUED) return next;
  return { ...next, quotes: state.quotes.filter(({ quote }) => quote !== subject) };
}

const unsure = (error: unknown, mint: string) =>
  error instanceof FareboxError
    ? new Unsure(error.key, ...error.detail)
    : new Unsure('error_mint_unreachable', hostOf(mint));

/** `run`, for a context. */
export type ExecuteOperation = (plan: Operation) => Promise<OperationResult>;

/**
 * Does what a plan says, or finds that it was done, as often as it is asked: the mint does it once. Throws
 * `Unsure` while the mint does not say; the plan then stays, and is to be run again.
 */
export function createExecuteOperation(context: Context): ExecuteOperation {
  const { vault } = context;

  const finish = async (
    plan: Operation,
    signatures: readonly MintSignature[],
  ): Promise<OperationResult> => {
    const cashu = await context.cashu();
    const mint = await context.mints.find(plan.mint);
    const coins = (() => {
      try {
        return cashu.coinsOf(plan.outputs, signatures, mint?.keysets ?? []);
      } catch {
        throw new FareboxError('error_mint_answer', hostOf(plan.mint));
      }
    })();
    await vault.update((state) => finished(cashu, state, plan, coins));
    return { done: true };
  };

  /** What the mint has signed of just these outputs; undefined unless it is all of them. */
  const before = async (plan: Operation): Promise<MintSignature[] | undefined> => {
    const found = await signedBefore(context, plan.mint, plan.outputs);
    const signatures = plan.outputs.flatMap(({ B_, id, amount }) => {
      const signature = found.get(B_);
      return signature?.id === id && signature.amount === amount ? [signature] : [];
    });
    return signatures.length === plan.outputs.length ? signatures : undefined;
  };

  /** Whether what the plan gives for its outputs was taken. */
  const isTaken = async (plan: Operation): Promise<boolean> => {
    if (plan.kind === 'mint') {
      return (await quoteState(context, plan.mint, plan.subject)) === 'ISSUED';
    }
    const states = await statesOf(context, plan.mint, plan.inputs);
    return states.every((state) => state === 'SPENT');
  };

  /**
   * The signatures of a plan that was carried out before. Signed outputs alone do not say so: a purse that
   * was brought back from an old disk comes to the numbers of NUT-13 a second time.
   */
  const carriedOut = async (plan: Operation): Promise<MintSignature[] | undefined> => {
    const signatures = await before(plan);
    return signatures !== undefined && (await isTaken(plan)) ? signatures : undefined;
  };

  const afterRefusal = async (plan: Operation, refusal: Refusal): Promise<OperationResult> => {
    // States first: what an earlier request of ours spends after this is found by its signatures.
    const states = await statesOf(context, plan.mint, plan.inputs);
    const signatures = await carriedOut(plan);
    if (signatures !== undefined) return finish(plan, signatures);
    if (states.includes('PENDING')) throw new FareboxError('error_mint_answer', hostOf(plan.mint));
    const unspent = plan.inputs.filter((_, at) => states[at] === 'UNSPENT');
    await vault.update((state) => released(state, plan, unspent, refusal.code));
    return { done: false, refusal, spent: plan.inputs.length - unspent.length };
  };

  const afterSilence = async (plan: Operation, error: unknown): Promise<OperationResult> => {
    const signatures = await carriedOut(plan);
    if (signatures === undefined) throw error;
    return finish(plan, signatures);
  };

  const settle = async (plan: Operation): Promise<OperationResult> => {
    // What has come to an end since is not begun again: no record would keep what it makes.
    const now = await vault.read();
    if (!now?.plans.some(({ id }) => id === plan.id)) return { done: true };
    const signatures = await executeAtMint(context, plan).catch((error: unknown) => {
      if (error instanceof Refusal) return error;
      return { error };
    });
    if (signatures instanceof Refusal) return afterRefusal(plan, signatures);
    if ('error' in signatures) return afterSilence(plan, signatures.error);
    return finish(plan, signatures);
  };

  return (plan) =>
    context.once(plan.id, async () => {
      try {
        return await settle(plan);
      } catch (error) {
        throw unsure(error, plan.mint);
      }
    });
}
