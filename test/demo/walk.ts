import type { Address } from 'viem';
import type { Driver } from '../e2e/driver/driver.ts';
import type { Street } from '../lab/street.ts';
import { buy } from './buy.ts';
import { type Steps, usdc } from './steps.ts';

/** One cent. */
const PRICE = 10_000n;

/** Walks into the first shop and pays, as a person would. Throws, with the step's name, when anything is not as it should be. */
export async function walk(
  driver: Driver,
  street: Street,
  purse: Address,
  steps: Steps,
): Promise<void> {
  const { chain, map } = street;
  const before = await chain.balance(purse);
  console.log(`           the purse holds ${usdc(before)}`);

  const tab = await steps.step('the front page of the street', async () => {
    const opened = await driver.newTab(map.front);
    await opened.waitFor('h1');
    return opened;
  });
  await steps.picture(tab, 'front');

  await steps.step('a click on the article: 402 Payment Required', async () => {
    await tab.click(`a[href="${map.v2}/article"]`);
    await tab.waitFor('#paywall');
  });
  await buy(driver, tab, steps);

  await steps.step('the chain says: one transfer of one cent', async () => {
    const moved = await chain.transfers(purse);
    const [only] = moved;
    if (moved.length !== 1 || only?.amount !== PRICE) {
      throw new Error(`instead: ${moved.map(({ amount }) => usdc(amount)).join(', ') || 'none'}`);
    }
  });
  console.log(`           the purse holds ${usdc(await chain.balance(purse))}`);
}
