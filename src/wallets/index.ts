import { createEcash, type Ecash } from './ecash/index.ts';
import { createEcashWallet } from './ecash/wallet.ts';
import { createNwc, type Nwc, type SocketClass } from './nwc/index.ts';
import { createPurse, type Purse, type PurseDeps } from './purse/index.ts';
import { createSealedStore, type SealedStore } from './sealed-store.ts';
import type { Wallet } from './wallet.ts';
import { createPageWallet, type InPage } from './webln/index.ts';

/** What the wallets take from outside. */
export type WalletDeps = PurseDeps & {
  readonly inPage: InPage;
  readonly WebSocket: SocketClass;
  /** The most satoshi that the ecash purse takes in. */
  readonly ecashCap: () => Promise<bigint>;
};

/** Every wallet of this browser, by what it is. One line for each. */
export type Wallets = {
  readonly purse: Purse;
  /** Where the others keep their secrets: it opens and locks with the purse. */
  readonly safe: SealedStore;
  /** The Lightning wallet that is connected. */
  readonly lightning: Nwc;
  readonly ecash: Ecash;
  /** In the order in which they are asked to pay. */
  readonly all: readonly Wallet[];
};

/** Makes the wallets. A new one is a folder and a line here. */
export function createWallets(deps: WalletDeps): Wallets {
  const purse = createPurse(deps);
  const safe = createSealedStore(deps.store, deps.random, purse.derive);
  const lightning = createNwc({ ...deps, safe });
  const ecash = createEcash({ ...deps, records: deps.store, safe, cap: deps.ecashCap });
  const all = [purse, lightning, createEcashWallet(ecash), createPageWallet(deps.inPage)];
  return { purse, safe, lightning, ecash, all };
}
