import type { Caip2 } from '../../core/money/caip2.ts';
import { createChainReader } from '../evm/chain-reader.ts';
import { createRpc } from '../evm/rpc.ts';
import type { Wallet } from '../wallet.ts';
import { createKeyRing, type KeyRing } from './keyring.ts';
import type { PurseDeps } from './vault/deps.ts';
import { createPurseWallet } from './wallet.ts';

export type { PurseDeps } from './vault/deps.ts';

/** The built-in wallet: a small hot key that the user tops up. */
export type Purse = Wallet &
  Omit<KeyRing, 'key'> & {
    /** What an address holds of a token, base units. `error_rpc_off`, `error_rpc`; detail: the network. */
    balanceOf(network: Caip2, asset: string, owner: string): Promise<bigint>;
  };

/** A purse on the given store, session, clock, dice and network. Touches none of them before it is asked. */
export function createPurse(deps: PurseDeps): Purse {
  const { key, ...keys } = createKeyRing(deps);
  const chain = createChainReader(createRpc(deps));
  return {
    ...keys,
    ...createPurseWallet({ status: keys.status, key }, chain, deps.now),
    balanceOf: chain.balanceOf,
  };
}
