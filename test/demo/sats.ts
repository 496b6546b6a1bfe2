import type { Driver, Tab } from '../e2e/driver/driver.ts';
import { receivedBy } from '../e2e/received.ts';
import { type Lightning, startLightning } from '../lab/lightning/lightning.ts';
import { connectWallet, nodesOf } from '../lab/lightning/remote.ts';
import { startMint } from '../lab/mint/mint.ts';
import { startCashuShop } from '../lab/mint/shop.ts';
import { buy } from './buy.ts';
import { command } from './command.ts';
import type { Steps } from './steps.ts';

/** Satoshi. */
const PRICE = 21n;
const FUNDS = 200;

/** What one of the two walks needs: where to go, and what must have moved in the end. */
export type Errand = {
  /** The paid page. */
  readonly url: string;
  /** What the seller has earned, satoshi. */
  earned(): Promise<bigint>;
  /** What the buyer holds, in words. */
  holds(): Promise<string>;
};

type Keep = <Each extends { close(): Promise<void> }>(each: Each) => Each;

/** Two Lightning nodes with a channel between them, and Farebox connected to the buyer's wallet. */
export async function lightningErrand(
  driver: Driver,
  steps: Steps,
  keep: Keep,
): Promise<Errand & { readonly lightning: Lightning }> {
  const lightning = await steps.step('two Lightning nodes, a channel, a wallet, a shop', async () =>
    keep(await startLightning()),
  );
  const { customer } = nodesOf(lightning.map);
  await steps.step('Farebox is connected to the wallet (Nostr Wallet Connect)', async () => {
    const { uri } = await connectWallet(lightning.map, { budget: 10_000 });
    await command(driver, 'lightning.connect', { uri });
  });
  const sum = async () =>
    (await receivedBy(lightning.map)).reduce((total, { amount }) => total + amount, 0n);
  return {
    lightning,
    url: `${lightning.map.shop}/l402`,
    earned: sum,
    holds: async () => `${await customer.balance()} sat in the wallet`,
  };
}

/** The same, and a mint whose ecash is bought over Lightning. */
export async function ecashErrand(driver: Driver, steps: Steps, keep: Keep): Promise<Errand> {
  const { lightning } = await lightningErrand(driver, steps, keep);
  const mint = await steps.step('a mint, and a shop that takes its ecash', async () =>
    keep(await startMint({ lightning: nodesOf(lightning.map).merchant })),
  );
  const shop = keep(await startCashuShop([mint.url]));
  await steps.step(`${FUNDS} sat of ecash, paid for over Lightning`, async () => {
    await command(driver, 'ecash.addMint', { url: mint.url });
    await command(driver, 'ecash.fund', { mint: mint.url, unit: 'sat', amount: String(FUNDS) });
  });
  return {
    url: `${shop.url}/article`,
    earned: async () => shop.takings()['sat'] ?? 0n,
    holds: async () => {
      const { mints } = await command(driver, 'ecash.get', null);
      const amounts = mints.flatMap(({ balances }) => balances.map(({ amount }) => Number(amount)));
      return `${amounts.reduce((total, amount) => total + amount, 0)} sat of ecash`;
    },
  };
}

/** Walks from the 402 to the article, as a person would. Throws, with the step's name, when anything is not as it should be. */
export async function walkSats(driver: Driver, errand: Errand, steps: Steps): Promise<void> {
  const before = await errand.earned();
  console.log(`           ${await errand.holds()}`);
  const tab: Tab = await steps.step('the article: 402 Payment Required', async () => {
    const opened = await driver.newTab(errand.url);
    await opened.waitFor('h1');
    return opened;
  });
  await buy(driver, tab, steps);
  await steps.step(`the seller has ${PRICE} sat, once`, async () => {
    const earned = (await errand.earned()) - before;
    if (earned !== PRICE) throw new Error(`instead: ${earned} sat`);
  });
  console.log(`           ${await errand.holds()}`);
}
