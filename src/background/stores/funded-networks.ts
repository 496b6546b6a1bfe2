import type { Store } from '../../platform/storage/stores.ts';

/** On which networks an address was last seen to hold money. */
export type FundedNetworks = {
  of(address: string): Promise<ReadonlySet<string>>;
  /** What the networks that answered said: whether there was any. */
  note(address: string, answers: ReadonlyMap<string, boolean>): Promise<void>;
};

const KEY = 'held';

type Stored = { readonly address: string; readonly networks: readonly string[] };

function isStored(value: unknown): value is Stored {
  const { address, networks } = (value ?? {}) as Partial<Stored>;
  return typeof address === 'string' && Array.isArray(networks);
}

/** Kept on disk for one address: that of the purse. */
export function createFundedNetworks(store: Store): FundedNetworks {
  const of = async (address: string) => {
    const stored = await store.get(KEY);
    return new Set(isStored(stored) && stored.address === address ? stored.networks : []);
  };
  return {
    of,
    async note(address, answers) {
      const networks = new Set(await of(address));
      for (const [network, holds] of answers) {
        if (holds) networks.add(network);
        else networks.delete(network);
      }
      await store.set(KEY, { address, networks: [...networks] });
    },
  };
}
