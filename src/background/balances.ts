import type { Caip2 } from '../core/rail.ts';

/** Asks a chain what an address holds of an asset, base units. Throws `error_rpc` or `error_rpc_off`. */
export type ReadBalance = (network: Caip2, asset: string, owner: string) => Promise<bigint>;

export type Balances = {
  /** What was last known, and not long ago; undefined while it is not known. Asks again by itself. */
  known(network: Caip2, asset: string, owner: string): bigint | undefined;
  read: ReadBalance;
  /** Money moved: what was known is not to be believed any more. */
  forget(): void;
};

const FRESH = 30_000;

/** Balances in memory, so that the popup need not wait for a chain to draw a price. */
export function createBalances(
  read: ReadBalance,
  now: () => number,
  changed: () => void,
): Balances {
  let known = new Map<string, { readonly amount?: bigint; readonly at: number }>();

  const keep = async (network: Caip2, asset: string, owner: string): Promise<bigint> => {
    const key = `${network} ${asset} ${owner}`.toLowerCase();
    // An answer to a question from before `forget` goes to the map that was forgotten.
    const asked = known;
    try {
      const amount = await read(network, asset, owner);
      asked.set(key, { amount, at: now() });
      return amount;
    } catch (error) {
      asked.set(key, { at: now() });
      throw error;
    }
  };

  return {
    known: (network, asset, owner) => {
      const key = `${network} ${asset} ${owner}`.toLowerCase();
      const entry = known.get(key);
      if (entry === undefined || now() - entry.at > FRESH) {
        known.set(key, { ...entry, at: now() });
        keep(network, asset, owner).then(changed, () => undefined);
      }
      return entry?.amount;
    },
    read: keep,
    forget: () => {
      known = new Map();
    },
  };
}
