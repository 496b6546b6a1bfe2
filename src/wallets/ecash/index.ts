import { createSingleFlight } from '../../core/concurrency.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Context } from './mint/context.ts';
import { createAsk } from './mint/http.ts';
import { openMints } from './mint/mints.ts';
import { hostOf } from './mint/url.ts';
import { type ChangeTaker, createChange } from './operations/change.ts';
import { createExecuteOperation, type OperationResult } from './operations/execute-operation.ts';
import { createReceiver, type Receiver } from './operations/receive.ts';
import { createRestore, type Restored } from './operations/restore.ts';
import { createResume } from './operations/resume.ts';
import { createSend, madeFor, type SendRequest } from './operations/send.ts';
import { createTakeBack, type TakeBack } from './operations/take-back.ts';
import { type Asks, type Cost, createCost, placesFor, spendable } from './proofs/cost.ts';
import type { EcashDeps } from './store/deps.ts';
import type { MintRecord } from './store/mint-record.ts';
import { type Holding, openVault, type Shown } from './store/vault.ts';

export type { Restored } from './operations/restore.ts';
export type { SendRequest } from './operations/send.ts';
export type { Asks, Cost } from './proofs/cost.ts';
export type { EcashDeps } from './store/deps.ts';
export type { Holding, Shown, TokenOut } from './store/vault.ts';

/** A mint as it is shown. */
export type MintView = {
  readonly url: string;
  readonly host: string;
  /** The mint's words, cleaned. */
  readonly name?: string;
  readonly description?: string;
  readonly units: readonly string[];
  readonly holdings: readonly Holding[];
};

/** What is known of a payment's token. */
export type Made =
  | { readonly state: 'none' | 'taken' | 'spent' }
  | { readonly state: 'out'; readonly token: string };

/** Ecash in this browser: coins of mints that the user chose, under the purse's key. */
export type Ecash = Receiver &
  ChangeTaker &
  TakeBack & {
    /** Known while locked, too. */
    mints(): Promise<readonly MintView[]>;
    /** Who a mint says it is, before it is added. `error_mint_insecure`, `_unreachable`, `_answer`, `_features`. */
    look(url: string): Promise<MintView>;
    /** Adds a mint; the first begins the purse, under the recovery phrase. As `look`, and `error_locked`, `error_no_password`. */
    addMint(url: string): Promise<MintView>;
    /** `error_mint_holds` while there is money of ours at it, or may be. */
    removeMint(url: string): Promise<void>;
    /** Balances, and tokens that are out. Known while locked, too. */
    shown(): Promise<Shown>;
    /**
     * The words that bring the coins back (NUT-13), and whether the user has shown that they are written down; undefined
     * before the first mint.
     */
    words(): Promise<{ readonly words: string; readonly confirmed: boolean } | undefined>;
    /** Forgets the words with all that was made of them. `error_ecash_held` while there is money, or may be. */
    forget(): Promise<void>;
    /**
     * Swaps what twelve words have unspent at a mint into this purse, under its own words: the old ones
     * are worth nothing there afterwards, and the words of this purse stay as they are. The cap does not count. What
     * was swapped when it fails stays; asked again it goes on. Errors as of `checkWords` and `look`, `error_locked`,
     * `error_no_password`, `error_mint_refused`, and `Unsure`.
     */
    restore(words: string, url: string): Promise<Restored>;
    /** As of `createSend`. */
    send(paymentId: string, request: SendRequest): Promise<string>;
    /** What there is of a payment, with what a dead worker has begun. Throws `Unsure` while the mint is silent. */
    made(paymentId: string): Promise<Made>;
    /** The most that one token for such a request can be worth. */
    spendable(request: Asks): Promise<bigint>;
    /** The host of the mint that could best pay such a request. */
    placeFor(request: Asks): Promise<string | undefined>;
    /** Whether a mint that such a request takes is ours. */
    serves(request: Asks): Promise<boolean>;
    /** What paying an amount would take beside it, at which mint. Throws `error_locked`, `error_no_password`. */
    costOf(request: Asks, amount: bigint, locked: boolean): Promise<Cost>;
    /** Resolves when it is unlocked. */
    ready(): Promise<void>;
    /** Goes on with all that is under way, claims paid quotes, and sees which tokens were used. Never throws. */
    resume(): Promise<void>;
  };

/** An ecash purse on the given stores and network. Touches none of them before it is asked. */
export function createEcash(deps: EcashDeps): Ecash {
  const vault = openVault(deps);
  const ask = createAsk(deps.fetch);
  const once = createSingleFlight();
  const mints = openMints(deps, ask, once);
  const cashu = () => import('./mint/cashu.ts');
  const context: Context = { deps, vault, mints, ask, cashu, once };
  const run = createExecuteOperation(context);
  const receiver = createReceiver(context, run);
  const back = createTakeBack(context, run);
  const change = createChange(context, receiver);

  const viewOf = ({ url, name, description, keysets }: MintRecord, shown: Shown): MintView => ({
    url,
    host: hostOf(url),
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    units: [...new Set(keysets.filter(({ active }) => active).map(({ unit }) => unit))],
    holdings: shown.holdings.filter(({ mint }) => mint === url),
  });

  const begin = async () => {
    if ((await vault.read()) !== undefined) return;
    const { seedOf } = await import('../keyring/phrase/mnemonic.ts');
    const words = await deps.words();
    await vault.begin(words, await seedOf(words));
  };

  const addMint = async (url: string): Promise<MintView> => {
    const mint = await mints.look(url);
    await begin();
    const known = await mints.find(mint.url);
    if (known === undefined) await mints.keep(mint);
    else await mints.refresh(known);
    return viewOf(mint, await vault.shown());
  };

  const removeMint = async (url: string) => {
    const mint = await mints.find(url);
    if (mint === undefined) return;
    const here = (each: { readonly mint: string }) => each.mint === mint.url;
    const state = await vault.read();
    const now = deps.now();
    const holds =
      state?.coins.some(here) ||
      state?.plans.some(here) ||
      state?.changes?.some((each) => here(each) && each.state === 'kept') ||
      // What is locked to another key belongs to its owner.
      state?.sent.some((each) => here(each) && each.state === 'out' && !each.locked) ||
      state?.quotes.some((each) => here(each) && each.expiresAt > now);
    if (holds) throw new FareboxError('error_mint_holds', hostOf(mint.url));
    await mints.remove(mint.url);
  };

  const made = async (paymentId: string): Promise<Made> => {
    const { plan } = madeFor(await vault.read(), paymentId);
    const ran: OperationResult | undefined = plan === undefined ? undefined : await run(plan);
    if (ran?.done === false) return { state: 'none' };
    const { sent } = madeFor(await vault.read(), paymentId);
    if (sent === undefined) return { state: 'none' };
    if (sent.state !== 'out') return { state: sent.state };
    return { state: 'out', token: sent.token ?? '' };
  };

  return {
    ...receiver,
    ...back,
    ...change,
    mints: async () => {
      const shown = await vault.shown();
      return (await mints.list()).map((mint) => viewOf(mint, shown));
    },
    look: async (url) => viewOf(await mints.look(url), await vault.shown()),
    addMint,
    removeMint,
    shown: vault.shown,
    words: async () => {
      const state = await vault.read();
      return state && { words: state.words, confirmed: state.confirmed };
    },
    forget: vault.forget,
    restore: createRestore(context, begin, receiver),
    send: createSend(context, run),
    made,
    spendable: async (request) => {
      const state = await vault.read();
      if (state === undefined) return 0n;
      const places = await placesFor(context, request);
      const sums = places.map(({ mint }) => spendable(state, mint, request.unit));
      return sums.toSorted((a, b) => Number(b - a))[0] ?? 0n;
    },
    placeFor: async (request) => {
      const shown = await vault.shown();
      const held = (url: string) =>
        shown.holdings.find(({ mint, unit }) => mint === url && unit === request.unit)?.amount ??
        0n;
      const places = await placesFor(context, request);
      const best = places.toSorted((a, b) => (held(a.mint.url) < held(b.mint.url) ? 1 : -1))[0];
      return best && hostOf(best.mint.url);
    },
    serves: async (request) => (await placesFor(context, request)).length > 0,
    costOf: createCost(context),
    ready: async () => {
      if ((await vault.read()) === undefined) throw new FareboxError('error_no_wallet');
    },
    resume: createResume(context, run, receiver, back, change),
  };
}
