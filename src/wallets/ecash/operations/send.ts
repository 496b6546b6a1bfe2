import { FareboxError } from '../../../core/errors.ts';
import type { EcashRequest } from '../../../core/offers/rail.ts';
import type { Cashu, Context } from '../mint/context.ts';
import { hostOf } from '../mint/url.ts';
import { coinsAt, freshOf, type Place, placesFor, wayFor } from '../proofs/cost.ts';
import { makeOutputs } from '../proofs/outputs.ts';
import { operationOf, type State, withId } from '../store/state.ts';
import { type ExecuteOperation, sentOf } from './execute-operation.ts';

/** Keys may have changed, or coins be worth nothing: then there is another way, but not for ever. */
const TRIES = 3;
const PUBLIC_KEY = /^0[23][0-9a-f]{64}$/i;

export type SendRequest = Omit<EcashRequest, 'rail'>;

const keyOf = ({ mints, unit, amount, lock }: SendRequest) =>
  JSON.stringify([mints, unit, amount, lock ?? null]);

function checkRequest({ amount, maxFee = '0', lock }: SendRequest): void {
  const isLock = lock === undefined || (lock.kind === 'P2PK' && PUBLIC_KEY.test(lock.data));
  const isAmount = /^[1-9]\d{0,15}$/.test(amount) && /^\d{1,16}$/.test(maxFee);
  if (!isAmount || !isLock) throw new FareboxError('error_terms');
}

/** The state with a token made of coins as they are, or with a plan for one; or why there is none (`wayFor`). */
function planned(
  cashu: Cashu,
  state: State,
  { mint, spelling }: Place,
  about: { readonly paymentId: string; readonly at: number },
  request: SendRequest,
): State | 'short' | 'dear' {
  const { unit, lock } = request;
  const asked = keyOf(request);
  const [amount, maxFee] = [BigInt(request.amount), BigInt(request.maxFee ?? 0)];
  const way = wayFor(coinsAt(state, mint, unit), mint, unit, { amount, maxFee, locked: !!lock });
  if (typeof way === 'string') return way;
  const { coins, swap } = way;
  const bare = coins.map(({ mint: _, unit: __, ...coin }) => coin);
  const rest = state.coins.filter((coin) => !coins.includes(coin));
  if (swap === undefined) {
    const sent = sentOf(cashu, { ...about, asked, mint: mint.url, unit }, spelling, bare);
    return { ...state, coins: rest, sent: [...state.sent, sent] };
  }
  const wanted = { ...swap, ...(lock === undefined ? {} : { lock }) };
  const { outputs, counters } = makeOutputs(cashu, state, mint, unit, wanted);
  const plan = withId({
    kind: 'send',
    subject: about.paymentId,
    mint: mint.url,
    unit,
    inputs: bare,
    outputs,
    at: about.at,
    asked,
    spelling,
  });
  return { ...state, coins: rest, counters, plans: [...state.plans, plan] };
}

/** What there is of a payment: its token, or the plan that makes it. */
export const madeFor = (state: State | undefined, paymentId: string) => ({
  sent: state?.sent.find((each) => each.paymentId === paymentId),
  plan: operationOf(state, 'send', paymentId),
});

/**
 * A token for a payment that leaves the amount to who redeems it, and always the same for the same payment. It is on disk before
 * it is told. Throws `Unsure` while the mint does not say whether it made it: then ask again. Errors
 * otherwise: `error_ecash_not_enough`, `error_mint_fee`, `error_mint_unknown`, `error_mint_unreachable`, `error_mint_refused`,
 * `error_terms`, `error_payment_state` when the token was used or taken back.
 */
export function createSend(context: Context, run: ExecuteOperation) {
  const { vault, deps, mints } = context;

  const plan = async (paymentId: string, request: SendRequest): Promise<State> => {
    const before = madeFor(await vault.read(), paymentId);
    const known = await placesFor(context, request);
    if (known.length === 0) {
      const [first = ''] = request.mints;
      throw new FareboxError('error_mint_unknown', hostOf(first));
    }
    const isBegun = before.sent !== undefined || before.plan !== undefined;
    const places = isBegun ? known : await freshOf(context, known);
    const cashu = await context.cashu();
    return vault.update((state) => {
      const { sent, plan: under } = madeFor(state, paymentId);
      if (sent !== undefined || under !== undefined) return state;
      const about = { paymentId, at: deps.now() };
      let dear: string | undefined;
      for (const place of places) {
        const next = planned(cashu, state, place, about, request);
        if (typeof next !== 'string') return next;
        if (next === 'dear') dear ??= hostOf(place.mint.url);
      }
      if (dear !== undefined) throw new FareboxError('error_mint_fee', dear);
      throw new FareboxError('error_ecash_not_enough', request.unit);
    });
  };

  const send = async (paymentId: string, request: SendRequest): Promise<string> => {
    for (let tries = 1; ; tries++) {
      const state = await plan(paymentId, request);
      const { sent, plan: under } = madeFor(state, paymentId);
      if ((sent?.asked ?? under?.asked) !== keyOf(request)) {
        throw new FareboxError('error_terms');
      }
      if (sent?.token !== undefined) return sent.token;
      if (under === undefined) throw new FareboxError('error_payment_state', sent?.state ?? '', '');
      const ran = await run(under);
      if (ran.done) continue;
      if (tries >= TRIES) {
        throw new FareboxError('error_mint_refused', hostOf(under.mint), String(ran.refusal.code));
      }
      const mint = await mints.find(under.mint);
      if (mint !== undefined) await mints.refresh(mint);
    }
  };

  return async (paymentId: string, request: SendRequest): Promise<string> => {
    checkRequest(request);
    return context.once(`token:${paymentId}`, () => send(paymentId, request));
  };
}
