import { FareboxError } from '../../core/errors.ts';
import type { EcashRequest } from '../../core/rail.ts';
import { enough, exactly, feeOf } from './coins.ts';
import { type Cashu, type Context, feesOf } from './context.ts';
import type { MintRecord } from './mint-record.ts';
import { makeOutputs } from './outputs.ts';
import { type Run, sentOf } from './run.ts';
import { planOf, type State, sum, withId } from './state.ts';
import { hostOf } from './url.ts';

/** Keys may have changed, or coins be worth nothing: then there is another way, but not for ever. */
const TRIES = 3;
const PUBLIC_KEY = /^0[23][0-9a-f]{64}$/i;

export type SendRequest = Omit<EcashRequest, 'rail'>;

/** A mint that is ours and that the request lists, and how it is spelt there. */
type Place = { readonly mint: MintRecord; readonly spelling: string };

const askedFor = ({ mints, unit, amount, lock }: SendRequest) =>
  JSON.stringify([mints, unit, amount, lock ?? null]);

function checkRequest({ amount, lock }: SendRequest): void {
  const isLock = lock === undefined || (lock.kind === 'P2PK' && PUBLIC_KEY.test(lock.data));
  if (!/^[1-9]\d{0,15}$/.test(amount) || !isLock) throw new FareboxError('error_terms');
}

/** The mints of a request that are ours and have its unit, in its order. */
export async function placesFor(
  { mints }: Context,
  request: Pick<SendRequest, 'mints' | 'unit'>,
): Promise<Place[]> {
  const found = await Promise.all(
    request.mints.map(async (spelling) => ({ spelling, mint: await mints.find(spelling) })),
  );
  return found.flatMap(({ spelling, mint }) =>
    mint?.keysets.some(({ unit }) => unit === request.unit) ? [{ spelling, mint }] : [],
  );
}

const coinsAt = ({ coins }: State, { url }: MintRecord, unit: string) =>
  coins.filter((coin) => coin.mint === url && coin.unit === unit);

/** What can be handed out at a mint in one token, base units: all, less the fee for changing it. */
export function spendable(state: State, mint: MintRecord, unit: string): bigint {
  const coins = coinsAt(state, mint, unit);
  const left = sum(coins) - feeOf(coins, feesOf(mint));
  return left > 0n ? left : 0n;
}

/** The state with a token made of coins as they are, or with a plan for one; undefined when all are too few. */
function planned(
  cashu: Cashu,
  state: State,
  { mint, spelling }: Place,
  about: { readonly paymentId: string; readonly at: number },
  request: SendRequest,
): State | undefined {
  const { unit, lock } = request;
  const amount = BigInt(request.amount);
  const coins = coinsAt(state, mint, unit);
  const asked = askedFor(request);
  const rest = (taken: readonly unknown[]) => state.coins.filter((coin) => !taken.includes(coin));
  const fitting = lock === undefined ? exactly(coins, amount) : undefined;
  if (fitting !== undefined) {
    const bare = fitting.map(({ mint: _, unit: __, ...coin }) => coin);
    const sent = sentOf(cashu, { ...about, asked, mint: mint.url, unit }, spelling, bare);
    return { ...state, coins: rest(fitting), sent: [...state.sent, sent] };
  }
  const inputs = enough(coins, amount, feesOf(mint));
  if (inputs === undefined) return undefined;
  const keep = sum(inputs) - feeOf(inputs, feesOf(mint)) - amount;
  const wanted = { send: amount, keep, ...(lock === undefined ? {} : { lock }) };
  const { outputs, counters } = makeOutputs(cashu, state, mint, unit, wanted);
  const plan = withId({
    kind: 'send',
    subject: about.paymentId,
    mint: mint.url,
    unit,
    inputs: inputs.map(({ mint: _, unit: __, ...coin }) => coin),
    outputs,
    at: about.at,
    asked,
    spelling,
  });
  return { ...state, coins: rest(inputs), counters, plans: [...state.plans, plan] };
}

/** What there is of a payment: its token, or the plan that makes it. */
export const madeFor = (state: State | undefined, paymentId: string) => ({
  sent: state?.sent.find((each) => each.paymentId === paymentId),
  plan: planOf(state, 'send', paymentId),
});

/**
 * A token of exactly the amount for a payment, and always the same for the same payment. It is on disk before
 * it is told. Throws `Unsure` while the mint does not say whether it made it: then ask again. Errors
 * otherwise: `error_ecash_not_enough`, `error_mint_unknown`, `error_mint_refused`, `error_terms`,
 * `error_payment_state` when the token was used or taken back.
 */
export function createSend(context: Context, run: Run) {
  const { vault, deps, mints } = context;

  const plan = async (paymentId: string, request: SendRequest): Promise<State> => {
    const places = await placesFor(context, request);
    if (places.length === 0) {
      const [first = ''] = request.mints;
      throw new FareboxError('error_mint_unknown', hostOf(first));
    }
    const cashu = await context.cashu();
    return vault.update((state) => {
      const { sent, plan: under } = madeFor(state, paymentId);
      if (sent !== undefined || under !== undefined) return state;
      const about = { paymentId, at: deps.now() };
      for (const place of places) {
        const next = planned(cashu, state, place, about, request);
        if (next !== undefined) return next;
      }
      throw new FareboxError('error_ecash_not_enough', request.unit);
    });
  };

  const send = async (paymentId: string, request: SendRequest): Promise<string> => {
    for (let tries = 1; ; tries++) {
      const state = await plan(paymentId, request);
      const { sent, plan: under } = madeFor(state, paymentId);
      if ((sent?.asked ?? under?.asked) !== askedFor(request)) {
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
