import { isObject, type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import { FareboxError } from '../../../core/errors.ts';
import { readAmount } from '../store/mint-record.ts';
import type { Coin, Operation, Output } from '../store/state.ts';
import type { MintSignature } from './cashu.ts';
import type { Context } from './context.ts';
import { Refusal } from './http.ts';
import { hostOf } from './url.ts';

/** Amounts are JSON numbers on the wire; ours came from there and are safe integers. */
const inputOf = ({ id, amount, secret, C, witness }: Coin) => ({
  id,
  amount: Number(amount),
  secret,
  C,
  ...(witness === undefined ? {} : { witness }),
});

const outputOf = ({ id, amount, B_ }: Output) => ({ id, amount: Number(amount), B_ });

/** Quotes that are paid over Lightning (NUT-23). */
export const QUOTES = '/v1/mint/quote/bolt11';

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

function readSignature(value: Json | undefined): MintSignature | undefined {
  if (!isObject(value)) return undefined;
  const [id, C_] = [member(value, 'id'), member(value, 'C_')];
  const amount = readAmount(member(value, 'amount'));
  if (typeof id !== 'string' || typeof C_ !== 'string' || amount === undefined) return undefined;
  const dleq = member(value, 'dleq');
  const [e, s] = isObject(dleq) ? [member(dleq, 'e'), member(dleq, 's')] : [];
  const proof = typeof e === 'string' && typeof s === 'string' ? { dleq: { e, s } } : {};
  return { id, amount, C_, ...proof };
}

const badMintAnswer = (mint: string) => new FareboxError('error_mint_answer', hostOf(mint));

/** All signatures of a plan, in the order of its outputs. `error_mint_answer` when one is missing. */
function allSignatures(answer: JsonObject, plan: Operation): MintSignature[] {
  const found = list(member(answer, 'signatures')).flatMap((each) => readSignature(each) ?? []);
  if (found.length !== plan.outputs.length) throw badMintAnswer(plan.mint);
  return found;
}

/** Has the mint do what the plan says (NUT-03, NUT-04). Throws as `Ask`, or `error_mint_answer`. */
export async function executeAtMint({ ask }: Context, plan: Operation): Promise<MintSignature[]> {
  const outputs = plan.outputs.map(outputOf);
  const answer =
    plan.kind === 'mint'
      ? await ask(plan.mint, '/v1/mint/bolt11', { quote: plan.subject, outputs })
      : await ask(plan.mint, '/v1/swap', { inputs: plan.inputs.map(inputOf), outputs });
  return allSignatures(answer, plan);
}

/** Who asks for what a mint must be able to say is not refused: a mint that does has lost its mind, or ours. */
async function askMandatory({ ask }: Context, mint: string, path: string, body: unknown) {
  try {
    return await ask(mint, path, body);
  } catch (error) {
    if (error instanceof Refusal) throw badMintAnswer(mint);
    throw error;
  }
}

/** What the mint has signed of these outputs (NUT-09), by output; in any number. */
export async function signedBefore(
  context: Context,
  mint: string,
  outputs: readonly Output[],
): Promise<ReadonlyMap<string, MintSignature>> {
  const body = { outputs: outputs.map(outputOf) };
  const answer = await askMandatory(context, mint, '/v1/restore', body);
  const messages = list(member(answer, 'outputs'));
  const signatures = list(member(answer, 'signatures'));
  const found = new Map<string, MintSignature>();
  for (const [at, message] of messages.entries()) {
    const B_ = isObject(message) ? member(message, 'B_') : undefined;
    const signature = readSignature(signatures[at]);
    if (typeof B_ === 'string' && signature !== undefined) found.set(B_, signature);
  }
  return found;
}

/** The mint's word on a quote (NUT-04): `UNPAID`, `PAID`, `ISSUED`. Throws as `Ask`. */
export async function quoteState(
  { ask }: Pick<Context, 'ask'>,
  mint: string,
  quote: string,
): Promise<string> {
  return String(member(await ask(mint, `${QUOTES}/${encodeURIComponent(quote)}`), 'state'));
}

export type CoinState = 'UNSPENT' | 'PENDING' | 'SPENT';
const STATES: readonly CoinState[] = ['UNSPENT', 'PENDING', 'SPENT'];

/** What became of coins (NUT-07), in their order. Throws as `Ask`, or `error_mint_answer`. */
export async function statesOf(
  context: Context,
  mint: string,
  coins: readonly Coin[],
): Promise<CoinState[]> {
  if (coins.length === 0) return [];
  const { yOf } = await context.cashu();
  const ys = coins.map(yOf);
  const answer = await askMandatory(context, mint, '/v1/checkstate', { Ys: ys });
  const states = list(member(answer, 'states'));
  return ys.map((y) => {
    const about = states.find((each) => isObject(each) && member(each, 'Y') === y);
    const said = isObject(about) ? member(about, 'state') : undefined;
    const state = STATES.find((each) => each === said);
    if (state === undefined) throw badMintAnswer(mint);
    return state;
  });
}
