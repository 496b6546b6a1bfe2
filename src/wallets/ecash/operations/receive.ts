import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { member } from '../../../core/encoding/json.ts';
import { FareboxError } from '../../../core/errors.ts';
import { decodeInvoice } from '../../../core/lightning/bolt11.ts';
import { type Context, feesOf } from '../mint/context.ts';
import { Refusal } from '../mint/http.ts';
import { QUOTES, quoteState } from '../mint/mint-api.ts';
import { hostOf } from '../mint/url.ts';
import { capInUnit } from '../proofs/cap.ts';
import { makeOutputs } from '../proofs/outputs.ts';
import { feeOf } from '../proofs/select-proofs.ts';
import { type MintRecord, readAmount } from '../store/mint-record.ts';
import {
  type Coin,
  type Operation,
  operationOf,
  type Quote,
  type State,
  sum,
  withId,
} from '../store/state.ts';
import { holdingsOf } from '../store/vault.ts';
import type { ExecuteOperation } from './execute-operation.ts';

/** What came in, base units. */
export type Received = { readonly mint: string; readonly unit: string; readonly amount: bigint };

/** `change`: the id of the change that it is. `uncapped`: it is the user's already, whatever the cap. */
export type ReceiveOptions = { readonly change?: string; readonly uncapped?: boolean };
type TakeIn = (
  mint: MintRecord,
  unit: string,
  coins: readonly Coin[],
  how?: ReceiveOptions,
) => Promise<Received>;

export type Receiver = {
  /**
   * Swaps a token that someone gave into the purse. `error_token_invalid`, `error_mint_unknown`, `error_token_locked`,
   * `error_token_spent`, `error_ecash_cap`, `error_mint_refused`. After an `Unsure` it comes in by itself once
   * the mint answers.
   */
  receive(token: string, how?: ReceiveOptions): Promise<Received>;
  /** The same for coins of a token that was read. */
  takeIn: TakeIn;
  /** An invoice that buys ecash. `error_mint_unknown`, `error_ecash_cap`, `error_mint_refused`, `_answer`. */
  quote(mint: string, unit: string, amount: bigint): Promise<Quote>;
  /** Takes in what a paid quote has bought. `gone`: there is no such quote (any more). */
  claim(quote: string): Promise<'claimed' | 'unpaid' | 'gone'>;
};

/** ms: so long after its end an unpaid quote is kept. */
const GRACE = 3_600_000;

/** Keys and fees may have changed; then there is another way, but not for ever. */
const TRIES = 2;

const refused = (mint: string, { code }: Refusal) =>
  new FareboxError('error_mint_refused', hostOf(mint), String(code));

export function createReceiver(context: Context, run: ExecuteOperation): Receiver {
  const { vault, mints, deps, ask } = context;
  /** `cap`: as it is set now, satoshi. */
  const checkCap = (cap: bigint, state: State | undefined, unit: string, more: bigint) => {
    const most = capInUnit(unit, cap);
    if (most === undefined) throw new FareboxError('error_mint_unit', '', unit);
    const held = state === undefined ? [] : holdingsOf(state).filter((each) => each.unit === unit);
    const now = held.reduce((total, each) => total + each.amount + each.held, 0n);
    if (now + more > most) throw new FareboxError('error_ecash_cap', String(most), unit);
  };

  const known = async (url: string): Promise<MintRecord> => {
    const mint = await mints.find(url);
    if (mint === undefined) throw new FareboxError('error_mint_unknown', hostOf(url));
    return mint;
  };

  const invalid = () => new FareboxError('error_token_invalid');

  /** The coins of a token, whose keys the mint may have made since we last asked. */
  const read = async (text: string) => {
    const { originOf, readToken } = await context.cashu();
    const attempt = <T>(reading: () => T): T | undefined => {
      try {
        return reading();
      } catch {
        return undefined;
      }
    };
    const origin = attempt(() => originOf(text));
    if (origin === undefined) throw invalid();
    const coinsOf = ({ keysets }: MintRecord) => {
      const ids = keysets.filter(({ unit }) => unit === origin.unit).map(({ id }) => id);
      const coins = attempt(() => readToken(text, ids));
      return coins?.every(({ id }) => ids.includes(id)) ? coins : undefined;
    };
    let mint = await known(origin.mint);
    let coins = coinsOf(mint);
    if (coins === undefined) {
      mint = await mints.refresh(mint);
      coins = coinsOf(mint);
    }
    if (coins === undefined || coins.length === 0) throw invalid();
    return { mint, unit: origin.unit, coins };
  };

  const planFor = async (
    mint: MintRecord,
    unit: string,
    keep: bigint,
    about: Pick<Operation, 'kind' | 'subject' | 'change'> & { readonly inputs: readonly Coin[] },
    check: (state: State) => void,
  ): Promise<Operation> => {
    const cashu = await context.cashu();
    const state = await vault.update((before) => {
      if (operationOf(before, about.kind, about.subject) !== undefined) return before;
      check(before);
      const { outputs, counters } = makeOutputs(cashu, before, mint, unit, { send: 0n, keep });
      const plan = withId({ ...about, mint: mint.url, unit, outputs, at: deps.now() });
      return { ...before, counters, plans: [...before.plans, plan] };
    });
    const plan = operationOf(state, about.kind, about.subject);
    if (plan === undefined) throw new FareboxError('error_internal');
    return plan;
  };

  /** Runs plans until one is done: after a refusal, under the keys and fees that the mint has by then. */
  const untilDone = async (
    mint: MintRecord,
    make: (mint: MintRecord) => Promise<Operation>,
  ): Promise<Operation> => {
    let current = mint;
    for (let tries = 1; ; tries++) {
      const plan = await make(current);
      const ran = await run(plan);
      if (ran.done) return plan;
      if (ran.spent > 0) throw new FareboxError('error_token_spent');
      if (tries >= TRIES) throw refused(mint.url, ran.refusal);
      current = await mints.refresh(current);
    }
  };

  const takeIn: TakeIn = async (mint, unit, coins, { change, uncapped = false } = {}) => {
    // They are locked to a key, and this purse has none.
    if (coins.some(({ secret }) => secret.startsWith('["'))) {
      throw new FareboxError('error_token_locked');
    }
    const subject = bytesToHex(sha256(utf8ToBytes(coins.map(({ secret }) => secret).join('\n'))));
    const named = change === undefined ? {} : { change };
    const about = { kind: 'receive' as const, subject, inputs: coins, ...named };
    const plan = await untilDone(mint, async (current) => {
      const amount = sum(coins) - feeOf(coins, feesOf(current));
      if (amount <= 0n) throw new FareboxError('error_ecash_not_enough', unit);
      const cap = await deps.cap();
      return planFor(current, unit, amount, about, (state) => {
        if (!uncapped) checkCap(cap, state, unit, amount);
      });
    });
    return { mint: mint.url, unit, amount: sum(plan.outputs) };
  };

  const receive: Receiver['receive'] = async (text, how) => {
    const { mint, unit, coins } = await read(text.trim().replace(/^cashu:(\/\/)?/i, ''));
    return takeIn(mint, unit, coins, how);
  };

  /** What the mint asks for is what we asked it for. */
  const checkInvoice = (mint: MintRecord, unit: string, amount: bigint, bolt11: string): number => {
    const invoice = decodeInvoice(bolt11);
    const strange = new FareboxError('error_mint_answer', hostOf(mint.url));
    if (typeof invoice === 'string' || invoice.amount === undefined) throw strange;
    if (unit === 'sat' && invoice.amount !== amount * 1000n) throw strange;
    return invoice.expiresAt;
  };

  const quote = async (url: string, unit: string, amount: bigint): Promise<Quote> => {
    const mint = await known(url);
    checkCap(await deps.cap(), await vault.read(), unit, amount);
    const body = { unit, amount: Number(amount) };
    const answer = await ask(mint.url, QUOTES, body).catch((error: unknown) => {
      throw error instanceof Refusal ? refused(mint.url, error) : error;
    });
    const [id, bolt11] = [member(answer, 'quote'), member(answer, 'request')];
    const sameAmount = readAmount(member(answer, 'amount') ?? Number(amount)) === String(amount);
    if (typeof id !== 'string' || id === '' || typeof bolt11 !== 'string' || !sameAmount) {
      throw new FareboxError('error_mint_answer', hostOf(mint.url));
    }
    const expiresAt = checkInvoice(mint, unit, amount, bolt11);
    const made = { quote: id, mint: mint.url, unit, amount: String(amount), bolt11, expiresAt };
    // Written down before anybody can pay it.
    await vault.update((state) => ({ ...state, quotes: [...state.quotes, made] }));
    return made;
  };

  const stateOf = ({ mint, quote: id }: Quote): Promise<string> =>
    quoteState(context, mint, id).catch((error: unknown) => {
      throw error instanceof Refusal ? refused(mint, error) : error;
    });

  const drop = (id: string) =>
    vault.update((state) => ({
      ...state,
      quotes: state.quotes.filter((each) => each.quote !== id),
    }));

  const claim = async (id: string): Promise<'claimed' | 'unpaid' | 'gone'> => {
    const before = await vault.read();
    const found = before?.quotes.find((each) => each.quote === id);
    if (found === undefined) return 'gone';
    const isUnder = operationOf(before, 'mint', id) !== undefined;
    const isOver = deps.now() > found.expiresAt + GRACE;
    const said = isUnder
      ? 'PAID'
      : await stateOf(found).catch((error: unknown) => {
          // Mints forget unpaid quotes.
          if (isOver && error instanceof FareboxError && error.key === 'error_mint_refused') {
            return 'UNPAID';
          }
          throw error;
        });
    if (said === 'UNPAID') {
      if (isOver) await drop(id);
      return 'unpaid';
    }
    const about = { kind: 'mint' as const, subject: id, inputs: [] };
    await untilDone(await known(found.mint), (mint) =>
      planFor(mint, found.unit, BigInt(found.amount), about, () => undefined),
    );
    return 'claimed';
  };

  return {
    receive,
    takeIn,
    quote,
    claim: (id) => context.once(`claim:${id}`, () => claim(id)),
  };
}
