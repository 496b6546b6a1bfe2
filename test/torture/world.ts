import type { Hex } from 'viem';
import type { Payment } from '../../src/core/payment/index.ts';
import type { Answer, CommandName, Commands, PopupState } from '../../src/messages/index.ts';
import type { BrowserName, Driver, ExtensionTab, Tab } from '../e2e/driver/driver.ts';
import { openBrowser } from '../e2e/driver/open.ts';
import { paymentsIn } from '../e2e/driver/stored.ts';
import { receivedBy } from '../e2e/received.ts';
import type { ChainClient } from '../lab/chain.ts';
import type { LightningMap } from '../lab/lightning/map.ts';
import { connectNode } from '../lab/lightning/node/node.ts';
import { connectWallet, nodesOf } from '../lab/lightning/remote.ts';
import { buyToken } from '../lab/mint/buy.ts';
import type { Street } from '../lab/street.ts';
import type { Move } from '../support/moves.ts';
import { type LastingProfile, lastingProfile } from './crash.ts';
import type { EcashLab } from './ecash.ts';

const PASSPHRASE = 'a long enough passphrase';
/** Base units: more than all runs can spend. */
const MINTED = 500_000_000n;
/** Satoshi: more than all runs can spend, and less than the purse may hold. */
const BOUGHT = 9_000;

/** A browser that can be killed and started again on the same profile, with a filled purse. */
export class World {
  private count = 0;
  /** Payments that the shop's node had received before. */
  private received = 0;
  /** Tokens that the shop had redeemed before. */
  private sold = 0;
  /** The purse. */
  address: Hex = '0x';

  private constructor(
    readonly name: BrowserName,
    readonly street: Street,
    readonly lightning: LightningMap,
    readonly ecash: EcashLab,
    private readonly profile: LastingProfile,
    public driver: Driver,
    public home: ExtensionTab,
  ) {}

  static async open(
    name: BrowserName,
    street: Street,
    lightning: LightningMap,
    ecash: EcashLab,
  ): Promise<World> {
    const profile = lastingProfile(`torture-${name}`);
    const driver = await openBrowser(name, { profile });
    const home = await driver.extensionPage();
    const world = new World(name, street, lightning, ecash, profile, driver, home);
    await world.furnish();
    return world;
  }

  get chain(): ChainClient {
    return this.street.chain;
  }

  /** All that was really paid: on the chain, to the shop's node, and in tokens that the shop redeemed. */
  async moves(): Promise<readonly Move[]> {
    const onChain = await this.chain.transfers(this.address);
    const all = await receivedBy(this.lightning);
    return [
      ...onChain.map(({ nonce, amount }) => ({ key: nonce ?? '', amount })),
      ...all
        .slice(this.received)
        .map(({ paymentHash: key, amount }) => ({ key, amount: amount * 1000n })),
      ...this.sales().map(({ address, amount }) => ({
        key: this.ecash.shop.url + address,
        amount,
      })),
    ];
  }

  private sales() {
    return this.ecash.shop.sales().slice(this.sold);
  }

  /** Satoshi that are neither in the purse, nor in a token that it knows of, nor with the shop. */
  async missing(): Promise<bigint> {
    const { mints, toRecover } = await this.command('ecash.get', null);
    const money = [...mints.flatMap(({ balances }) => balances), ...toRecover.map((t) => t.money)];
    const here = money.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    return BigInt(BOUGHT) - here - this.sales().reduce((sum, { amount }) => sum + amount, 0n);
  }

  private async furnish(): Promise<void> {
    const { networks } = await this.command('settings.get', null);
    const rpc = Object.fromEntries(networks.map(({ network }) => [network.id, '']));
    rpc['eip155:84532'] = this.street.map.rpcUrl;
    await this.command('settings.set', { openPopup: false, rpc });
    const made = await this.command('purse.create', { passphrase: PASSPHRASE });
    if (made.state === 'none') throw new Error('no purse was made');
    this.address = made.address as Hex;
    await this.chain.mint(this.address, MINTED);
    // What was seen before the money came would be believed for a while.
    await this.command('purse.balances', { all: true });
    const { mint, shop } = this.ecash;
    const token = await buyToken(mint.url, BOUGHT, connectNode(this.lightning.customer).pay);
    await this.command('ecash.addMint', { url: mint.url });
    await this.command('ecash.receive', { token });
    this.sold = shop.sales().length;
    this.received = (await nodesOf(this.lightning).merchant.received()).length;
    const { uri } = await connectWallet(this.lightning);
    await this.command('lightning.connect', { uri });
  }

  answer<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['in'],
  ): Promise<Answer<Commands[Name]['out']>> {
    return this.home.send(command, input) as Promise<Answer<Commands[Name]['out']>>;
  }

  /** A command; throws what is not ok. */
  async command<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['in'],
  ): Promise<Commands[Name]['out']> {
    const answer = await this.answer(command, input);
    if (!answer?.ok) throw new Error(`${command}: ${answer?.error} ${answer?.detail.join(', ')}`);
    return answer.out;
  }

  /** The same, but nobody waits: its answer may never come. */
  async press<Name extends CommandName>(command: Name, input: Commands[Name]['in']): Promise<void> {
    await this.home.evaluate(
      (command: string, input: unknown) => {
        browser.runtime.sendMessage({ command, in: input }).catch(() => undefined);
      },
      command,
      input,
    );
  }

  state(tabId: number): Promise<PopupState> {
    return this.command('popup.state', { tabId });
  }

  /** Every record of the journal, as it lies on the disk. */
  journal(): Promise<Payment[]> {
    return paymentsIn(this.home);
  }

  /** An address that was never asked for. */
  once(url: string): string {
    this.count += 1;
    return `${url}?torture=${this.name}${this.count}`;
  }

  async unlock(): Promise<void> {
    await this.command('keyring.unlock', { passphrase: PASSPHRASE });
  }

  async newTab(): Promise<{ tab: Tab; id: number }> {
    const tab = await this.driver.newTab();
    return { tab, id: await this.driver.tabIdOf(tab) };
  }

  /** Ends the background; one that is just starting may want to be told twice. */
  async killWorker(): Promise<void> {
    await this.driver.killWorker().catch(() => this.driver.killWorker());
  }

  /** Ends the browser by SIGKILL and starts it again on what lies on the disk. */
  async crash(): Promise<void> {
    await this.profile.crash();
    await this.driver.close().catch(() => undefined);
    this.driver = await openBrowser(this.name, { profile: this.profile });
    this.home = await this.driver.extensionPage();
  }

  async close(): Promise<void> {
    await this.driver.close().catch(() => undefined);
    await this.profile.drop();
  }
}
