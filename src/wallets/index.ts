import type { WalletParts } from './deps.ts';
import { about as ecash } from './ecash/about.ts';
import { createEcash, type Ecash } from './ecash/index.ts';
import { createEcashWallet } from './ecash/wallet.ts';
import { about as nwc } from './nwc/about.ts';
import { createNwc, type Nwc, type SocketClass } from './nwc/index.ts';
import { about as purse } from './purse/about.ts';
import { createPurse, type Purse, type PurseDeps } from './purse/index.ts';
import { createSealedStore, type SealedStore } from './sealed-store.ts';
import type { Wallet, WalletAbout, WalletKind } from './wallet.ts';
import { webln } from './webln/index.ts';

/** The wallets that the settings page drives, beyond what every wallet can do. */
export type OwnWallets = {
  readonly purse: Purse;
  /** The Lightning wallet that is connected. */
  readonly lightning: Nwc;
  readonly ecash: Ecash;
};

/**
 * Every wallet, in the order in which they are asked to pay. To add one: one import above, one line here
 * (docs/adding-a-wallet.md).
 */
export const walletKinds = [
  { about: purse, create: (_, own) => own.purse },
  { about: nwc, create: (_, own) => own.lightning },
  { about: ecash, create: (_, own) => createEcashWallet(own.ecash) },
  webln,
] as const satisfies readonly WalletKind<OwnWallets>[];

/** What the wallets take from outside. */
export type WalletDeps = PurseDeps &
  Pick<WalletParts, 'inPage'> & {
    readonly WebSocket: SocketClass;
    /** The most satoshi that the ecash purse takes in. */
    readonly ecashCap: () => Promise<bigint>;
  };

export type Wallets = OwnWallets & {
  /** Where the others keep their secrets: it opens and locks with the purse. */
  readonly safe: SealedStore;
  /** In the order in which they are asked to pay. */
  readonly all: readonly Wallet[];
};

/** Makes the wallets of a list; absent: all of the registry. */
export function createWallets(
  deps: WalletDeps,
  kinds: readonly WalletKind<OwnWallets>[] = walletKinds,
): Wallets {
  const purse = createPurse(deps);
  const safe = createSealedStore(deps.store, deps.random, purse.derive);
  const lightning = createNwc({ ...deps, safe });
  const ecash = createEcash({ ...deps, records: deps.store, safe, cap: deps.ecashCap });
  const own = { purse, lightning, ecash };
  const all = kinds.map((kind) => kind.create({ ...deps, safe }, own));
  return { ...own, safe, all };
}

/** What the wallet of this id says of itself; undefined for one that is not in the registry (any more). */
export function walletAbout(id: string): WalletAbout | undefined {
  return walletKinds.find(({ about }) => about.id === id)?.about;
}
