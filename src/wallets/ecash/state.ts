/** What is kept, as JSON. Amounts are decimal strings in the mint's unit (cents for `usd`). */

/** A proof of NUT-00: whoever has it has its money. */
export type Coin = {
  /** The keyset that signed it. */
  readonly id: string;
  readonly amount: string;
  readonly secret: string;
  readonly C: string;
  readonly dleq?: { readonly e: string; readonly s: string; readonly r?: string };
  readonly witness?: string;
};

/** A coin of ours, and where it is worth something. */
export type OwnCoin = Coin & { readonly mint: string; readonly unit: string };

/** A coin to be: with `secret` and `r` (blinding factor, decimal) the mint's signature of `B_` makes it one. */
export type Output = {
  readonly id: string;
  readonly amount: string;
  readonly B_: string;
  readonly r: string;
  readonly secret: string;
  /** Ours, or for the token. */
  readonly to: 'keep' | 'send';
};

/**
 * Something asked of a mint, written down whole before it is asked: asked again it is the very same, and
 * what the mint has signed of it can be fetched again (NUT-09).
 * - send: coins of ours for a token and change
 * - back: a token of ours for coins
 * - receive: a token that someone gave, for coins
 * - mint: a paid quote for coins
 */
export type Operation = {
  /** Another for each try. */
  readonly id: string;
  readonly kind: 'send' | 'back' | 'receive' | 'mint';
  /** The payment of `send` and `back`, the quote of `mint`. */
  readonly subject: string;
  readonly mint: string;
  readonly unit: string;
  /** Spent by it. Of `send` they were ours, and are again if nothing comes of it. */
  readonly inputs: readonly Coin[];
  readonly outputs: readonly Output[];
  /** ms since 1970. */
  readonly at: number;
  /** What was asked for, as `askedFor` of a request; of `send` only. */
  readonly asked?: string;
  /** The mint as the request spells it; of `send` only. */
  readonly spelling?: string;
  /** The change that it takes in; of `receive` only. */
  readonly change?: string;
};

/** Ecash that a site gave back for a payment, by the SHA-256 of its token. */
export type KeptChange = {
  readonly id: string;
  readonly paymentId: string;
  readonly state: 'kept' | 'in' | 'worthless';
  /** While it is kept. */
  readonly token?: string;
  /** As the token spells it; empty when the token could not be read. */
  readonly mint: string;
  readonly unit: string;
  /** Of the token; of what came of it when it is `in`. */
  readonly amount: string;
  /** ms since 1970. */
  readonly at: number;
};

/** A token that was made for a payment. */
export type Sent = {
  readonly paymentId: string;
  readonly asked: string;
  readonly mint: string;
  readonly unit: string;
  readonly amount: string;
  /** ms since 1970. */
  readonly at: number;
  /** `out` until it was taken back or used. */
  readonly state: 'out' | 'taken' | 'spent';
  /** Only another key can use it. */
  readonly locked: boolean;
  /** While it is out. */
  readonly token?: string;
  readonly coins: readonly Coin[];
};

/** An invoice of a mint that buys ecash (NUT-23). */
export type Quote = {
  readonly quote: string;
  readonly mint: string;
  readonly unit: string;
  readonly amount: string;
  readonly bolt11: string;
  /** ms since 1970. */
  readonly expiresAt: number;
};

export type State = {
  readonly version: 1;
  /** BIP-39, twelve words. */
  readonly words: string;
  /** BIP-39 seed, 128 hex digits. */
  readonly seed: string;
  /** The user says that the words are written down. */
  readonly confirmed: boolean;
  /** The next number of NUT-13 for each keyset. */
  readonly counters: Readonly<Record<string, number>>;
  readonly coins: readonly OwnCoin[];
  readonly plans: readonly Operation[];
  readonly sent: readonly Sent[];
  readonly quotes: readonly Quote[];
  /** Absent before the first. */
  readonly changes?: readonly KeptChange[];
};

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
