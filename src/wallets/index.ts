import { createPurse, type Purse, type PurseDeps } from './purse/index.ts';
import type { Wallet } from './wallet.ts';

/** Every wallet of this browser, by what it is. One line for each. */
export type Wallets = {
  readonly purse: Purse;
  /** In the order in which they are asked to pay. */
  readonly all: readonly Wallet[];
};

/** Makes the wallets. A new one is a folder and a line here. */
export function createWallets(deps: PurseDeps): Wallets {
  const purse = createPurse(deps);
  return { purse, all: [purse] };
}

/** A wallet by the name that the journal holds; undefined when it is none of ours (any more). */
export function walletById(wallets: Wallets, id: string): Wallet | undefined {
  return wallets.all.find((wallet) => wallet.id === id);
}
