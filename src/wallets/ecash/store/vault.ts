import { createQueue } from '../../../core/concurrency.ts';
import { parseJson } from '../../../core/encoding/json.ts';
import { FareboxError } from '../../../core/errors.ts';
import type { EcashDeps } from './deps.ts';
import { type KeptChange, readState, type State, sum } from './state.ts';

const NAME = 'ecash';
const SHOWN = 'ecash.shown';
/** ms: so long a payment may be asked about again. */
const REMEMBERED = 30 * 86_400_000;

/** What the purse holds at a mint, in base units of the unit. */
export type Holding = {
  readonly mint: string;
  readonly unit: string;
  readonly amount: bigint;
  /** Besides: part of something that is under way. */
  readonly held: bigint;
};

/** A token that is out: it may be used by whoever has it, or taken back. */
export type TokenOut = {
  readonly paymentId: string;
  readonly mint: string;
  readonly unit: string;
  readonly amount: bigint;
  /** ms since 1970. */
  readonly at: number;
  /** Only the payee's key can use it: it cannot be taken back. */
  readonly locked: boolean;
};

/** What may be seen while the purse is locked. No secret is in it. */
export type Shown = {
  readonly holdings: readonly Holding[];
  readonly tokens: readonly TokenOut[];
  /** What sites gave back and is not taken in yet. */
  readonly changes: readonly Pick<KeptChange, 'id' | 'mint' | 'unit' | 'amount'>[];
  /** Whether the words were confirmed; undefined before there are any. */
  readonly confirmed?: boolean;
};

export function holdingsOf({ coins, plans }: State): Holding[] {
  const ours = plans.filter(({ kind }) => kind === 'send');
  const places = new Map(
    [...coins, ...ours].map(({ mint, unit }) => [`${unit} ${mint}`, { mint, unit }]),
  );
  return [...places.values()].map(({ mint, unit }) => {
    const here = (each: { mint: string; unit: string }) => each.mint === mint && each.unit === unit;
    const held = sum(ours.filter(here).flatMap(({ inputs }) => inputs));
    return { mint, unit, amount: sum(coins.filter(here)), held };
  });
}

function shownOf(state: State): Shown {
  const tokens = state.sent
    .filter((sent) => sent.state === 'out')
    .map(({ paymentId, mint, unit, amount, at, locked }) => {
      return { paymentId, mint, unit, amount: BigInt(amount), at, locked };
    });
  const changes = (state.changes ?? [])
    .filter((each) => each.state === 'kept')
    .map(({ id, mint, unit, amount }) => ({ id, mint, unit, amount }));
  return { holdings: holdingsOf(state), tokens, changes, confirmed: state.confirmed };
}

const asText = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? value.toString() : value;

function readShown(stored: unknown): Shown {
  if (typeof stored !== 'string') return { holdings: [], tokens: [], changes: [] };
  const {
    holdings,
    tokens,
    confirmed,
    changes = [],
  } = JSON.parse(stored) as Partial<Shown> & Pick<Shown, 'holdings' | 'tokens'>;
  return {
    holdings: holdings.map((each) => ({
      ...each,
      amount: BigInt(each.amount),
      held: BigInt(each.held),
    })),
    tokens: tokens.map((each) => ({ ...each, amount: BigInt(each.amount) })),
    changes,
    ...(confirmed === undefined ? {} : { confirmed }),
  };
}

/** The purse at rest. Everything secret is one sealed text: a change is all there or not at all. */
export type Vault = {
  /** Undefined before the first mint. `error_locked`, `error_no_password`, `error_safe`. */
  read(): Promise<State | undefined>;
  /** Begins it, unless it was begun. */
  begin(words: string, seed: string): Promise<void>;
  /** One change after another. Throws as `read`, and `error_mint_unknown` before it was begun. */
  update(change: (state: State) => State): Promise<State>;
  /** Known while locked, too. */
  shown(): Promise<Shown>;
  /** Erases it. `error_ecash_held` while there is money in it, or may be. */
  forget(): Promise<void>;
};

export function openVault({ safe, records, now }: EcashDeps): Vault {
  const inTurn = createQueue();
  const read = async (): Promise<State | undefined> => {
    const text = await safe.get(NAME);
    if (text === undefined) return undefined;
    const state = readState(parseJson(text));
    if (state === undefined) throw new FareboxError('error_safe', NAME);
    return state;
  };
  const write = async (state: State): Promise<State> => {
    const kept = {
      ...state,
      sent: state.sent.filter((each) => each.state === 'out' || each.at > now() - REMEMBERED),
      changes: (state.changes ?? []).filter(
        (each) => each.state === 'kept' || each.at > now() - REMEMBERED,
      ),
    };
    await safe.set(NAME, JSON.stringify(kept));
    await records.set(SHOWN, JSON.stringify(shownOf(kept), asText));
    return kept;
  };
  return {
    read,
    begin: (words, seed) =>
      inTurn(async () => {
        if ((await read()) !== undefined) return;
        const empty = { counters: {}, coins: [], plans: [], sent: [], quotes: [] };
        await write({ version: 1, words, seed, confirmed: false, ...empty });
      }),
    update: (change) =>
      inTurn(async () => {
        const state = await read();
        if (state === undefined) throw new FareboxError('error_mint_unknown', '');
        const next = change(state);
        return next === state ? state : write(next);
      }),
    forget: () =>
      inTurn(async () => {
        const state = await read();
        if (state === undefined) return;
        const { holdings, tokens, changes } = shownOf(state);
        const held = holdings.some(({ amount, held: more }) => amount + more > 0n);
        if (held || tokens.length + changes.length + state.plans.length > 0) {
          throw new FareboxError('error_ecash_held');
        }
        await safe.remove(NAME);
        await records.remove(SHOWN);
      }),
    shown: async () => {
      try {
        const state = await read();
        if (state !== undefined) return shownOf(state);
      } catch {
        // Locked: as it was when it was last open.
      }
      return readShown(await records.get(SHOWN));
    },
  };
}
