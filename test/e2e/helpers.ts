import type { Hex } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import type { Payment } from '../../src/core/payment/index.ts';
import type {
  Answer,
  CommandName,
  Commands,
  OfferView,
  PopupState,
} from '../../src/messages/index.ts';
import { type ChainClient, connectChain, type Transfer } from '../lab/chain.ts';
import { LURE_HOST } from '../lab/hostile-money.ts';
import { become, proofsOf, requestsOf } from '../lab/remote.ts';
import type { StreetMap } from '../lab/street.ts';
import { audit } from '../support/audit.ts';
import { note, ROUNDS } from '../support/counts.ts';
import type { BrowserName, Driver, ExtensionTab, LaunchOptions, Tab } from './driver/driver.ts';
import { browserNames, openBrowser } from './driver/open.ts';
import { PAY } from './driver/pay-button.ts';
import { paymentsIn } from './driver/stored.ts';
import { until } from './driver/until.ts';
import { street as ownStreet } from './own-street.ts';

export const PASSPHRASE = 'correct horse battery staple';
/** Base units of USDC that a stage's purse begins with. */
const MINTED = 50_000_000n;

/** A tab on a paid page, and the id that the extension knows it by. */
export type Visit = { readonly tab: Tab; readonly id: number };

/** One browser with Farebox and a filled purse, on the lab's street. */
export class Stage {
  private tabs: Tab[] = [];
  private before: readonly Transfer[] = [];
  private count = 0;
  private looks = true;

  constructor(
    readonly driver: Driver,
    readonly home: ExtensionTab,
    readonly street: StreetMap,
    readonly chain: ChainClient,
    /** The purse. */
    public address: Hex,
  ) {}

  /** A command as a page of the extension sends it. */
  answer<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['in'],
  ): Promise<Answer<Commands[Name]['out']>> {
    return this.home.send(command, input) as Promise<Answer<Commands[Name]['out']>>;
  }

  /** The same; throws what is not ok. */
  async command<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['in'],
  ): Promise<Commands[Name]['out']> {
    const answer = await this.answer(command, input);
    if (!answer.ok) throw new Error(`${command}: ${answer.error} ${answer.detail.join(', ')}`);
    return answer.out;
  }

  /** This address with a query that no other test has: payments of one address are one at a time. */
  once(url: string): string {
    this.count += 1;
    return `${url}${url.includes('?') ? '&' : '?'}visit=${this.driver.name}${this.count}${Date.now()}`;
  }

  async visit(url: string): Promise<Visit> {
    const tab = await this.blank();
    await tab.goto(url);
    return { tab, id: await this.driver.tabIdOf(tab) };
  }

  /** A tab that goes after the test. */
  async blank(): Promise<Tab> {
    const tab = await this.driver.newTab();
    this.tabs.push(tab);
    return tab;
  }

  state({ id }: Visit): Promise<PopupState> {
    return this.command('popup.state', { tabId: id });
  }

  /** Waits until the popup of a tab would show this. */
  async shows<Kind extends PopupState['kind']>(
    visit: Visit,
    ...kinds: Kind[]
  ): Promise<Extract<PopupState, { kind: Kind }>> {
    let last: PopupState | undefined;
    const asked = async () => {
      last = await this.state(visit);
      return kinds.some((kind) => kind === last?.kind);
    };
    const what = `the popup to show ${kinds.join(' or ')}`;
    await until(asked, { what, timeout: PATIENCE }).catch(async (error: Error) => {
      const said = `${error.message}; it showed ${JSON.stringify(last)}`;
      throw new Error(`${said}; ${await this.whereItIs(visit)}`);
    });
    return last as Extract<PopupState, { kind: Kind }>;
  }

  /** What the tab and the background say of a page that does not get further, for a message. */
  private async whereItIs({ id, tab }: Visit): Promise<string> {
    const inBackground = await this.home
      .evaluate(async (tabId) => {
        const { status, url } = await browser.tabs.get(tabId);
        const { attached } = await browser.storage.session.get('attached');
        return { status, url, attached };
      }, id)
      .catch(String);
    const inPage = await tab
      .evaluate(() => [document.readyState, document.body?.innerText.slice(0, 200)])
      .catch(String);
    return `the tab: ${JSON.stringify(inBackground)}; the page: ${JSON.stringify(inPage)}`;
  }

  /** The popup of a tab, once it shows this. */
  async popup(visit: Visit, kind: PopupState['kind'] = 'offers'): Promise<Tab> {
    const popup = await this.driver.popup(visit.id);
    this.tabs.push(popup);
    await this.drawn(popup, kind);
    return popup;
  }

  /** Waits until a popup has drawn this state. */
  async drawn(popup: Tab, kind: PopupState['kind']): Promise<void> {
    const asked = `main[data-state="${kind}"]`;
    await popup.waitFor(asked).catch(async (error: Error) => {
      const id = Number(new URL(await popup.url()).searchParams.get('tab'));
      const state = JSON.stringify(await this.command('popup.state', { tabId: id }));
      throw new Error(`${error.message}; it says: ${await popup.text()}; the state is ${state}`);
    });
  }

  /** Presses Pay in the popup as a person does, and waits until the button can be pressed. */
  async pay(visit: Visit): Promise<Tab> {
    const popup = await this.popup(visit);
    // The balance comes late and moves the button away from under a click.
    if (this.looks)
      await popup.waitFor(() => /In your Farebox wallet\s+\d/.test(document.body.innerText));
    await popup.click(PAY);
    return popup;
  }

  /** Presses Pay (or what pays with the page's wallet) as soon as it can be pressed. */
  async press(visit: Visit, act: 'pay' | 'pay-page' = 'pay'): Promise<Tab> {
    const popup = await this.popup(visit);
    await popup.click(`[data-act=${act}][data-ready]`).catch(async (error: Error) => {
      const seen = await popup.evaluate(() => [document.hasFocus(), document.visibilityState]);
      throw new Error(`${error.message}; ${seen.join(', ')}; it says: ${await popup.text()}`);
    });
    return popup;
  }

  /** Pays, and waits for the receipt. */
  async payFor(visit: Visit): Promise<Tab> {
    const popup = await this.pay(visit);
    await this.drawn(popup, 'receipt');
    return popup;
  }

  /** What stands on the button of a tab. */
  badge({ id }: Visit): Promise<string> {
    return this.home.evaluate((tabId) => browser.action.getBadgeText({ tabId }), id);
  }

  /** Whether the button of a tab says that the lab asks for its money, which is test money: `T1¢`, or `T402` for most prices. */
  async isAsked(visit: Visit): Promise<boolean> {
    return /^T(?:402|\$[\d.]+|[\d.]+¢)$/.test(await this.badge(visit));
  }

  /** What the browser says of the button of a tab when the pointer rests on it. */
  tooltip({ id }: Visit): Promise<string> {
    return this.home.evaluate((tabId) => browser.action.getTitle({ tabId }), id);
  }

  /** The first offer that a tab's popup would show. */
  async offer(visit: Visit): Promise<OfferView> {
    const { request } = await this.shows(visit, 'offers');
    const [offer] = request.offers;
    if (offer === undefined) throw new Error('no offer');
    return offer;
  }

  /** What the purse has spent since the test began. */
  async spent(): Promise<readonly Transfer[]> {
    const all = await this.chain.transfers(this.address);
    return all.slice(this.before.length);
  }

  /** Every record of the journal, as it lies on the disk. */
  journal(): Promise<Payment[]> {
    return paymentsIn(this.home);
  }

  /** Holds the money that a test moved against the journal, and counts it for the torture. */
  async audit(failed: boolean): Promise<void> {
    const moves = (await this.spent()).map(({ nonce, amount }) => ({ key: nonce ?? '', amount }));
    const { payments, faults } = audit(await this.journal(), moves);
    note({ failed, payments, faults });
    expect(faults).toEqual([]);
  }

  /** The proofs that have arrived at a server for this path and query. */
  async proofsAt(server: string, path: string): Promise<string[]> {
    const requests = await requestsOf(server);
    return requests
      .filter(({ target }) => target === path)
      .flatMap(proofsOf)
      .map(([, value]) => value);
  }

  /** Takes a fresh, filled purse. */
  async makePurse(amount = MINTED): Promise<void> {
    const status = await this.command('purse.get', null);
    if (status.state !== 'none') await this.command('purse.remove', { passphrase: PASSPHRASE });
    const made = await this.command('purse.create', { passphrase: PASSPHRASE });
    if (made.state === 'none') throw new Error('no purse was made');
    this.address = made.address as Hex;
    if (amount > 0n) await this.chain.mint(this.address, amount);
    this.before = [];
    // The settings page has looked before the money came, and what it saw is believed for a while.
    await this.command('purse.balances', { all: true });
  }

  /** Own RPC for the lab's chain, if the purse may look there; every other network is off, so that no test leaves this machine. */
  async settle({ openPopup = false, look = true } = {}): Promise<void> {
    const { networks } = await this.command('settings.get', null);
    const rpc = Object.fromEntries(networks.map(({ network }) => [network.id, '']));
    if (look) rpc['eip155:84532'] = this.street.rpcUrl;
    this.looks = look;
    await this.command('settings.set', { openPopup, rpc });
  }

  /** As if no popup had opened by itself, or been refused. */
  forgetPopups(): Promise<void> {
    return this.home.evaluate(() => browser.storage.session.remove(['popup-cooldown', 'opened']));
  }

  /** Whether the worker counts in place of opening the popup. */
  private isCounting = false;

  /**
   * Until the test ends, the worker counts, in place of opening the popup, when it asks about a page: then it has decided not to
   * pay without asking. Resolves with a function that waits until one more page was asked about than at its last call.
   */
  async countAsked(): Promise<(visit: Visit) => Promise<void>> {
    await this.settle({ openPopup: true, look: this.looks });
    await this.forgetPopups();
    this.isCounting = true;
    await this.driver.background(() => {
      const scope = globalThis as unknown as Counting;
      scope.asked = 0;
      const { openPopup } = browser.action;
      scope.openAgain = () => {
        browser.action.openPopup = openPopup;
      };
      browser.action.openPopup = async () => {
        scope.asked += 1;
      };
    });
    let before = 0;
    return async (visit) => {
      await this.shows(visit, 'offers');
      await until(async () => (await this.asked()) > before, {
        what: 'the page to be asked about',
      });
      before++;
    };
  }

  /** How many pages were asked about since `countAsked`. */
  asked(): Promise<number> {
    return this.driver.background(() => (globalThis as unknown as Counting).asked);
  }

  async begin(): Promise<void> {
    // What a file opens before its tests stays for all of them: closing a tab breaks off the request that is under way.
    this.tabs = [];
    this.before = await this.chain.transfers(this.address);
  }

  async end(): Promise<void> {
    if (this.isCounting) {
      this.isCounting = false;
      // A worker that was started anew opens it anyway.
      await this.driver.background(() =>
        (globalThis as unknown as Partial<Counting>).openAgain?.(),
      );
      await this.forgetPopups();
    }
    await become(this.street.facilitator, 'honest');
    await this.settle();
    for (const tab of this.tabs.splice(0)) await tab.close().catch(() => undefined);
  }
}

/** What the worker keeps while it counts: how often it asked, and what has it open the popup again. */
type Counting = { asked: number; openAgain: () => void };

/** A browser that has never been used, on this file's street; without a purse yet. */
export async function openStage(name: BrowserName, options?: LaunchOptions): Promise<Stage> {
  const street = ownStreet();
  const driver = await openBrowser(name, options);
  try {
    const home = await driver.extensionPage();
    const stage = new Stage(driver, home, street, connectChain(street.rpcUrl), '0x');
    await stage.settle();
    return stage;
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** The same tests in Chromium and in Firefox, each with one browser for all of them. */
export function inBothBrowsers(define: Define, options?: LaunchOptions): void {
  open(define, false, options);
}

/**
 * The same for tests that `npm run torture` runs too: after each one the journal is held against the chain, and
 * they run as often as the torture asks. The hostile shop's other host is found on this machine.
 */
export function inTorture(define: Define): void {
  open(define, true, { hosts: [LURE_HOST] });
}

/** ms. Fifty tabs at once load their pages one after the other. */
const PATIENCE = ROUNDS > 1 ? 90_000 : 30_000;

type Define = (stage: () => Stage, name: BrowserName) => void;

function open(define: Define, tortured: boolean, options?: LaunchOptions): void {
  describe.each(browserNames)('%s', (name) => {
    let stage: Stage | undefined;
    const current = () => {
      if (stage === undefined) throw new Error('the browser has not started');
      return stage;
    };
    beforeAll(async () => {
      stage = await openStage(name, options);
      await stage.makePurse();
    });
    beforeEach(() => current().begin());
    afterEach(async ({ task }) => {
      await current().end();
      if (tortured) await current().audit(task.result?.state === 'fail');
    });
    afterAll(() => stage?.driver.close());
    define(current, name);
    for (let round = 2; tortured && round <= ROUNDS; round++) {
      describe(`round ${round}`, () => define(current, name));
    }
  });
}
