import type { Caip2 } from '../../core/money/caip2.ts';
import { createChainReader } from '../evm/chain-reader.ts';
import { createRpc } from '../evm/rpc.ts';
import type { Wallet } from '../wallet.ts';
import { type Account, createAccount } from './account.ts';
import type { PurseDeps } from './deps.ts';
import { createMaking, type Making } from './make.ts';
import { createPurseWallet } from './wallet.ts';

export type { PurseDeps } from './deps.ts';

/** The built-in wallet: a small hot key that the user tops up. */
export type Purse = Wallet &
  Making &
  Pick<Account, 'status' | 'takeOver'> & {
    /** What an address holds of a token, base units. `error_rpc_off`, `error_rpc`; detail: the network. */
    balanceOf(network: Caip2, asset: string, owner: string): Promise<bigint>;
  };

/** A purse on the given stores, clock, dice and network. Touches none of them before it is asked. */
export function createPurse(deps: PurseDeps): Purse {
  const account = createAccount(deps);
  const chain = createChainReader(createRpc(deps));
  return {
    status: account.status,
    takeOver: account.takeOver,
    ...createMaking(account, deps),
    ...createPurseWallet(account, chain, deps.now),
    balanceOf: chain.balanceOf,
  };
}
