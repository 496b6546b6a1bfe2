import type { Address } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { Driver } from '../e2e/driver/driver.ts';
import type { Chain } from '../lab/chain.ts';
import { command } from './command.ts';

/** What opens the demo purse. It guards test money of a chain that ends with the demo. */
export const PASSPHRASE = 'lab street';

/** Base units: 5 USDC. */
const GIFT = 5_000_000n;

/** Gives Farebox a fresh purse with 5 test USDC on the street's own chain; its address. */
export async function fillPurse(
  driver: Driver,
  chain: Chain,
  openPopup: boolean,
): Promise<Address> {
  const privateKey = generatePrivateKey();
  const { address } = privateKeyToAccount(privateKey);
  await chain.mint(address, GIFT);
  await command(driver, 'settings.set', { openPopup, rpc: { 'eip155:84532': chain.rpcUrl } });
  await command(driver, 'purse.import', { passphrase: PASSPHRASE, secret: privateKey });
  return address;
}
