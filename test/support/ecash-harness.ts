import { randomBytes } from 'node:crypto';
import type { EcashRequest } from '../../src/core/offers/rail.ts';
import type { Records } from '../../src/wallets/deps.ts';
import { createEcash, type Ecash } from '../../src/wallets/ecash/index.ts';
import { wordsFor } from '../../src/wallets/keyring/phrase/mnemonic.ts';
import type { Lightning } from '../lab/mint/lightning.ts';
import { type Mint, type MintOptions, startMint } from '../lab/mint/mint.ts';
import { paperLightning } from '../lab/mint/paper-lightning.ts';
import { type CashuShop, startCashuShop } from '../lab/mint/shop.ts';

/**
 * A call to the outside (disk or network), by its number, that is done and whose answer is lost. The worker
 * `dies` of it, or the call `fails` and the worker lives on. Dying after one call is dying before the next.
 */
export type Cut = { readonly at: number; readonly how: 'dies' | 'fails' };

class Died extends Error {}

/** A disk: what was written stays, whoever wrote it. */
export type Disk = Map<string, unknown>;

type Worker = {
  readonly ecash: Ecash;
  /** Calls to the outside so far. */
  calls(): number;
};

/** A worker over a disk; with a cut it dies there, and nothing that it does after that happens. */
export function wake(
  disk: Disk,
  cut?: Cut,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Worker {
  let calls = 0;
  let dead = false;
  const guarded =
    <Args extends unknown[], Out>(act: (...args: Args) => Promise<Out>) =>
    async (...args: Args): Promise<Out> => {
      calls += 1;
      const isHere = calls === cut?.at;
      if (dead) throw new Died();
      const out = await act(...args);
      if (isHere) {
        dead = cut?.how === 'dies';
        throw new Died();
      }
      return out;
    };
  const records: Records = {
    get: guarded(async (key: string) => structuredClone(disk.get(key))),
    all: guarded(
      async (prefix: string) => new Map([...disk].filter(([key]) => key.startsWith(prefix))),
    ),
    set: guarded(async (key: string, value: unknown) => void disk.set(key, structuredClone(value))),
    remove: guarded(async (key: string) => void disk.delete(key)),
  };
  const safe = {
    get: guarded(async (name: string) => disk.get(`safe:${name}`) as string | undefined),
    set: guarded(async (name: string, text: string) => void disk.set(`safe:${name}`, text)),
    remove: guarded(async (name: string) => void disk.delete(`safe:${name}`)),
  };
  const ecash = createEcash({
    records,
    safe,
    fetch: guarded(fetch),
    words: async () => {
      const words = (disk.get('words') as string | undefined) ?? wordsFor(randomBytes(16));
      disk.set('words', words);
      return words;
    },
    cap: async () => (disk.get('cap') as bigint | undefined) ?? 10_000n,
    now: () => Date.now() + Number(disk.get('later') ?? 0),
    random: (length) => Uint8Array.from(randomBytes(length)),
  });
  return { ecash, calls: () => calls };
}

/** Gives a request up when a `hanging` mint has taken it: the end of the purse's twenty seconds, at once. */
export function impatient(mint: Mint): typeof fetch {
  return (input, init) => {
    const up = new AbortController();
    void mint.holds().then(() => up.abort());
    const signals = [up.signal, ...(init?.signal ? [init.signal] : [])];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}

export type World = {
  readonly mint: Mint;
  readonly shop: CashuShop;
  readonly lightning: Lightning;
  /** Buys ecash over Lightning into the purse on a disk. */
  fund(disk: Disk, amount: bigint, unit?: string): Promise<void>;
  request(amount: bigint, more?: Partial<EcashRequest>): EcashRequest;
  close(): Promise<void>;
};

/** A mint and a shop that takes its tokens. */
export async function openWorld(options: Partial<MintOptions> = {}): Promise<World> {
  const lightning = paperLightning();
  const mint = await startMint({ lightning, ...options });
  const shop = await startCashuShop([mint.url]);
  return {
    mint,
    shop,
    lightning,
    fund: async (disk, amount, unit = 'sat') => {
      const { ecash } = wake(disk);
      await ecash.addMint(mint.url);
      const quote = await ecash.quote(mint.url, unit, amount);
      await lightning.pay(quote.bolt11);
      await ecash.claim(quote.quote);
    },
    request: (amount, more = {}) => {
      const request = { mints: [mint.url], unit: 'sat', amount: String(amount), maxFee: '10' };
      return { rail: 'ecash', ...request, ...more };
    },
    close: async () => {
      await shop.close();
      await mint.close();
    },
  };
}

/** What a purse has in all: coins, what is under way, and tokens that are out. */
export async function worthOf(disk: Disk, unit = 'sat'): Promise<bigint> {
  const { holdings, tokens } = await wake(disk).ecash.shown();
  const held = holdings.filter((each) => each.unit === unit);
  const out = tokens.filter((each) => each.unit === unit);
  return (
    held.reduce((total, each) => total + each.amount + each.held, 0n) +
    out.reduce((total, each) => total + each.amount, 0n)
  );
}
