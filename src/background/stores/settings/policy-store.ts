import type { RailKind } from '../../../core/offers/rail.ts';
import { type Policy, readPolicy } from '../../../core/rules/policy.ts';
import type { BrowserPort } from '../../../platform/browser-port.ts';
import type { Store } from '../../../platform/storage/stores.ts';
import type { WalletAbout } from '../../../wallets/wallet.ts';

/** Where the policy stands that was read last. */
const LAST = 'policy';

/** ms that money waits for the browser's answer. Chromium gives none while it reads its policies: five seconds after its start. */
const PATIENCE = 15_000;

/** What the organisation that manages the browser has set, as it is now. */
export type Policies = {
  /** To be shown: while the browser has not answered in this worker's life, what it said last. Never throws, never waits for it. */
  get(): Promise<Policy>;
  /**
   * Before money moves: what the browser says. Without an answer in 15 seconds what it said last; where it never said
   * anything, a policy that allows nothing. Never throws.
   */
  sure(): Promise<Policy>;
  /** Whether a wallet pays nothing new. */
  isOff(walletId: string): Promise<boolean>;
  /** Whether none of the wallets that pay on a rail may. */
  isRailOff(rail: RailKind): Promise<boolean>;
  /** The same of those that the user sets up: pages bring others. */
  isSetUpOff(rail: RailKind): Promise<boolean>;
};

type Tools = {
  readonly port: Pick<BrowserPort, 'readManaged' | 'onManagedChanged'>;
  readonly local: Pick<Store, 'get' | 'set'>;
  /** Those that there are. */
  readonly wallets: readonly WalletAbout[];
  /** Tells open pages. */
  readonly changed: () => void;
  readonly setTimeout: (run: () => void, ms: number) => void;
};

export function createPolicies({ port, local, wallets, changed, setTimeout }: Tools): Policies {
  const ids = wallets.map(({ id }) => id);
  let answer: Promise<Policy> | undefined;
  let known: Policy | undefined;
  /** Undefined where the browser has never answered. */
  const last = () => local.get(LAST).catch(() => undefined);
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  /** Reads once in a worker's life, and again when the browser says that it changed. */
  const ask = () => {
    answer ??= port.readManaged().then(async (managed) => {
      const policy = readPolicy(managed, ids);
      const used = known;
      known = policy;
      const before = await last();
      if (!isSame(used ?? readPolicy(before ?? {}, ids), policy)) changed();
      // What could not be read is not what the organisation said.
      const isNew = managed !== undefined && !isSame(managed, before);
      if (isNew) await local.set(LAST, managed).catch(() => undefined);
      return policy;
    });
    return answer;
  };
  port.onManagedChanged(() => {
    answer = undefined;
    known = undefined;
    void ask().then(changed);
  });
  const get = async () => {
    void ask();
    if (known !== undefined) return known;
    const before = await last();
    return known ?? readPolicy(before ?? {}, ids);
  };
  const sure = async () => {
    const asked = ask();
    if (known !== undefined) return known;
    const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
    const unanswered = async () => {
      const before = await last();
      known ??= readPolicy(before, ids);
      return known;
    };
    return Promise.race([asked, late.then(unanswered)]);
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
    sure,
    isOff,
    isRailOff: (rail) => areOff(rail, () => true),
    isSetUpOff: (rail) => areOff(rail, ({ inPage }) => inPage !== true),
  };
}
