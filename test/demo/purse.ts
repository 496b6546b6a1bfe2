import type { Address } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { Answer, CommandName, Commands } from '../../src/messages/index.ts';
import type { Driver } from '../e2e/driver/driver.ts';
import type { Chain } from '../lab/chain.ts';

/** What opens the demo purse. It guards test money of a chain that ends with the demo. */
export const PASSPHRASE = 'lab street';

/** Base units: 5 USDC. */
const GIFT = 5_000_000n;

async function command<Name extends CommandName>(
  driver: Driver,
  name: Name,
  input: Commands[Name]['in'],
): Promise<Commands[Name]['out']> {
  const page = await driver.extensionPage();
  const answer = (await page.send(name, input)) as Answer<Commands[Name]['out']> | undefined;
  if (answer?.ok) return answer.out;
  throw new Error(`Farebox refused ${name}: ${JSON.stringify(answer)}`);
}

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
  await command(driver, 'purse.import', { passphrase: PASSPHRASE, privateKey });
  return address;
}
