import * as v from 'valibot';
import {
  digits,
  list,
  readStored,
  type Stored,
  shape,
  time,
} from '../../../core/encoding/stored.ts';

/** What is kept, as JSON. Amounts are decimal strings in the mint's unit (cents for `usd`). */

const optionalText = v.exactOptional(v.string());

const coin = shape({
  /** The keyset that signed it. */
  id: v.string(),
  amount: digits,
  secret: v.string(),
  C: v.string(),
  dleq: v.exactOptional(shape({ e: v.string(), s: v.string(), r: optionalText })),
  witness: optionalText,
});
/** A proof of NUT-00: whoever has it has its money. */
export type Coin = v.InferOutput<typeof coin>;

const ownCoin = shape({ ...coin.pipe[0].entries, mint: v.string(), unit: v.string() });
/** A coin of ours, and where it is worth something. */
export type OwnCoin = v.InferOutput<typeof ownCoin>;

const output = shape({
  id: v.string(),
  amount: digits,
  B_: v.string(),
  r: v.string(),
  secret: v.string(),
  /** Ours, or for the token. */
  to: v.picklist(['keep', 'send']),
});
/** A coin to be: with `secret` and `r` (blinding factor, decimal) the mint's signature of `B_` makes it one. */
export type Output = v.InferOutput<typeof output>;

const operation = shape({
  /** Another for each try. */
  id: v.string(),
  kind: v.picklist(['send', 'back', 'receive', 'mint']),
  /** The payment of `send` and `back`, the quote of `mint`. */
  subject: v.string(),
  mint: v.string(),
  unit: v.string(),
  /** Spent by it. Of `send` they were ours, and are again if nothing comes of it. */
  inputs: list(coin),
  outputs: list(output),
  /** ms since 1970. */
  at: time,
  /** What was asked for, as `keyOf` of a request; of `send` only. */
  asked: optionalText,
  /** The mint as the request spells it; of `send` only. */
  spelling: optionalText,
  /** The change that it takes in; of `receive` only. */
  change: optionalText,
});
/**
 * Something asked of a mint, written down whole before it is asked: asked again it is the very same, and
 * what the mint has signed of it can be fetched again (NUT-09).
 * - send: coins of ours for a token and change
 * - back: a token of ours for coins
 * - receive: a token that someone gave, for coins
 * - mint: a paid quote for coins
 */
export type Operation = v.InferOutput<typeof operation>;

const keptChange = shape({
  id: v.string(),
  paymentId: v.string(),
  state: v.picklist(['kept', 'in', 'worthless']),
  /** While it is kept. */
  token: optionalText,
  /** As the token spells it; empty when the token could not be read. */
  mint: v.string(),
  unit: v.string(),
  /** Of the token; of what came of it when it is `in`. */
  amount: digits,
  /** ms since 1970. */
  at: time,
});
/** Ecash that a site gave back for a payment, by the SHA-256 of its token. */
export type KeptChange = v.InferOutput<typeof keptChange>;

const sent = shape({
  paymentId: v.string(),
  asked: v.string(),
  mint: v.string(),
  unit: v.string(),
  amount: digits,
  /** ms since 1970. */
  at: time,
  /** `out` until it was taken back or used. */
  state: v.picklist(['out', 'taken', 'spent']),
  /** Only another key can use it. */
  locked: v.boolean(),
  /** While it is out. */
  token: optionalText,
  coins: list(coin),
});
/** A token that was made for a payment. */
export type Sent = v.InferOutput<typeof sent>;

const quote = shape({
  quote: v.string(),
  mint: v.string(),
  unit: v.string(),
  amount: digits,
  bolt11: v.string(),
  /** ms since 1970. */
  expiresAt: time,
});
/** An invoice of a mint that buys ecash (NUT-23). */
export type Quote = v.InferOutput<typeof quote>;

const STATE = {
  schema: shape({
    version: v.literal(1),
    /** BIP-39, twelve words. */
    words: v.string(),
    /** BIP-39 seed, 128 hex digits. */
    seed: v.string(),
    /** The user says that the words are written down. */
    confirmed: v.boolean(),
    /** The next number of NUT-13 for each keyset. */
    counters: v.pipe(v.record(v.string(), v.number()), v.readonly()),
    coins: list(ownCoin),
    plans: list(operation),
    sent: list(sent),
    quotes: list(quote),
    /** Absent before the first. */
    changes: v.exactOptional(list(keptChange)),
  }),
  // Its first version had a number.
  from: [],
} satisfies Stored<v.GenericSchema>;
export type State = v.InferOutput<typeof STATE.schema>;

/** What was kept; undefined where it is damaged, or of a later version. It has money in it: nothing of it is left out. */
export const readState = (stored: unknown): State | undefined => readStored(STATE, stored);

/** What is under way for a payment or quote. */
export const operationOf = (
  state: State | undefined,
  kind: Operation['kind'],
  subject: string,
): Operation | undefined =>
  state?.plans.find((plan) => plan.kind === kind && plan.subject === subject);

/** No two plans have an output in common. */
export const withId = (plan: Omit<Operation, 'id'>): Operation => ({
  ...plan,
  id: `${plan.kind}:${plan.outputs[0]?.B_ ?? ''}`,
});

export const sum = (list: readonly { readonly amount: string }[]): bigint =>
  list.reduce((total, { amount }) => total + BigInt(amount), 0n);
