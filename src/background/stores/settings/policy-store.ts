import type { RailKind } from '../../../core/offers/rail.ts';
import { type Policy, readPolicy } from '../../../core/rules/policy.ts';
import type { BrowserPort } from '../../../platform/browser-port.ts';
import type { WalletAbout } from '../../../wallets/wallet.ts';

/** What the organisation that manages the browser has set, as it is now. */
export type Policies = {
  /** Read once in a worker's life, and again when the browser says that it changed. Never throws. */
  get(): Promise<Policy>;
  /** Whether a wallet pays nothing new. */
  isOff(walletId: string): Promise<boolean>;
  /** Whether none of the wallets that pay on a rail may. */
  isRailOff(rail: RailKind): Promise<boolean>;
  /** The same of those that the user sets up: pages bring others. */
  isSetUpOff(rail: RailKind): Promise<boolean>;
};

/** `wallets`: those that there are. `changed` tells open pages. */
export function createPolicies(
  { readManaged, onManagedChanged }: Pick<BrowserPort, 'readManaged' | 'onManagedChanged'>,
  wallets: readonly WalletAbout[],
  changed: () => void,
): Policies {
  const ids = wallets.map(({ id }) => id);
  let known: Promise<Policy> | undefined;
  onManagedChanged(() => {
    known = undefined;
    changed();
  });
  const get = () => {
    known ??= readManaged().then((managed) => readPolicy(managed, ids));
    return known;
  };
  const isOff = async (id: string) => (await get()).walletsOff.includes(id);
  /** Practice moves no money: it stands for no wallet. */
  const areOff = async (rail: RailKind, which: (wallet: WalletAbout) => boolean) => {
    const { walletsOff } = await get();
    return wallets
      .filter((wallet) => wallet.rails.includes(rail) && wallet.practice !== true && which(wallet))
      .every(({ id }) => walletsOff.includes(id));
  };
  return {
    get,
    isOff,
    isRailOff: (rail) => areOff(rail, () => true),
    isSetUpOff: (rail) => areOff(rail, ({ inPage }) => inPage !== true),
  };
}
