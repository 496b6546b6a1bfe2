import { about as ecash } from './ecash/about.ts';
import { createEcash, type Ecash } from './ecash/index.ts';
import { createEcashWallet } from './ecash/wallet.ts';
import {
  type BrowserWallet,
  type BrowserWalletDeps,
  createBrowserWallet,
  about as eip1193,
} from './eip1193/index.ts';
import { type ChainReader, createChainReader } from './evm/chain-reader.ts';
import { createRpc } from './evm/rpc.ts';
import { createKeyRing, type KeyRing, type KeyRingDeps } from './keyring/keyring.ts';
import { createPhrase, type Phrase } from './keyring/phrase/phrase.ts';
import { about as nwc } from './nwc/about.ts';
import { createNwc, type Nwc, type SocketClass } from './nwc/index.ts';
import { about as practice } from './practice/about.ts';
import { createPractice } from './practice/index.ts';
import { about as purse } from './purse/about.ts';
import { createPurse, type Purse } from './purse/index.ts';
import { createSealedStore, type SealedStore } from './sealed-store.ts';
import type { Wallet, WalletAbout, WalletKind } from './wallet.ts';
import { webln } from './webln/index.ts';

/** The wallets that the settings page drives, beyond what every wallet can do. */
export type OwnWallets = {
  readonly purse: Purse;
  /** The Lightning wallet that is connected. */
  readonly lightning: Nwc;
  readonly ecash: Ecash;
  /** Those of the user's own in this browser, such as MetaMask. */
  readonly browserWallet: BrowserWallet;
  /** Pretends to pay servers on this computer. */
  readonly practice: Wallet;
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
  { about: eip1193, create: (_, own) => own.browserWallet },
  { about: practice, create: (_, own) => own.practice },
] as const satisfies readonly WalletKind<OwnWallets>[];

/** What the wallets take from outside. */
export type WalletDeps = KeyRingDeps &
  Omit<BrowserWalletDeps, keyof KeyRingDeps> & {
    readonly WebSocket: SocketClass;
    /** The most satoshi that the ecash purse takes in. */
    readonly ecashCap: () => Promise<bigint>;
    /** Whether practice is switched on; absent: it is not. */
    readonly isPracticeOn?: () => Promise<boolean>;
  };

export type Wallets = OwnWallets & {
  /** One password for all of them. */
  readonly keyring: KeyRing;
  /** Where they keep their secrets: readable while the key ring is open. */
  readonly safe: SealedStore;
  readonly phrase: Phrase;
  /** The chains' nodes as they are set. */
  readonly chain: ChainReader;
  /** In the order in which they are asked to pay. */
  readonly all: readonly Wallet[];
};

/** Makes the wallets of a list; absent: all of the registry. */
export function createWallets(
  deps: WalletDeps,
  kinds: readonly WalletKind<OwnWallets>[] = walletKinds,
): Wallets {
  const keyring = createKeyRing(deps);
  const safe = createSealedStore(deps.store, deps.random, keyring);
  const phrase = createPhrase({ ...deps, safe });
  const purse = createPurse({ ...deps, safe, keyring, phrase });
  const lightning = createNwc({ ...deps, safe });
  const ecash = createEcash({
    ...deps,
    records: deps.store,
    safe,
    words: phrase.ensure,
    cap: deps.ecashCap,
  });
  const browserWallet = createBrowserWallet(deps);
  const practising = createPractice({
    isOn: deps.isPracticeOn ?? (async () => false),
    now: deps.now,
  });
  const own = { purse, lightning, ecash, browserWallet, practice: practising };
  const all = kinds.map((kind) => kind.create({ ...deps, safe }, own));
  const chain = createChainReader(createRpc(deps));
  return { ...own, keyring, safe, phrase, chain, all };
}

/** What the wallet of this id says of itself; undefined for one that is not in the registry (any more). */
export function walletAbout(id: string): WalletAbout | undefined {
  return walletKinds.find(({ about }) => about.id === id)?.about;
}
