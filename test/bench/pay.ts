import type { Driver, Tab } from '../e2e/driver/driver.ts';
import { PAY } from '../e2e/driver/pay-button.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms } from './stats.ts';
import type { Shop } from './web.ts';

const ROUNDS = 21;
const WARM_UP = 2;

type Clicked = { clicked?: number };
type Purse = { purse?: { from: number; to: number } };

/** Notes, in ms since 1970, when the click reached the page. */
function noteClick(popup: Tab): Promise<void> {
  return popup.evaluate(() => {
    const note = () => {
      (globalThis as unknown as Clicked).clicked = Date.now();
    };
    addEventListener('click', note, { capture: true, once: true });
  });
}

/** When `button` was clicked in the popup over an address, and when the request with the proof was at its server. */
export async function timesOfClick(
  driver: Driver,
  url: string,
  button: string,
  arrival: () => Promise<number>,
): Promise<{ readonly clicked: number; readonly arrived: number }> {
  const tab = await driver.newTab(url);
  const popup = await driver.popup(await driver.tabIdOf(tab));
  await popup.waitFor(button);
  await noteClick(popup);
  const paid = arrival();
  await popup.click(button);
  const arrived = await paid;
  await tab.waitFor('#paid');
  const clicked = await popup.evaluate(() => (globalThis as unknown as Clicked).clicked);
  await popup.close();
  await tab.close();
  return { clicked: clicked ?? Number.NaN, arrived };
}

/** ms from a click on `button` until the request with the proof is at the bench's own shop. */
export async function timeOfClick(driver: Driver, shop: Shop, target: string, button: string) {
  const paid = () => shop.paid(target);
  const { clicked, arrived } = await timesOfClick(driver, shop.url + target, button, paid);
  return arrived - clicked;
}

/**
 * The wallet's own time lies between the record that it is asked and the record of what it gave. Both are written into
 * the journal, so the writes tell it, without a line in the product.
 */
export function watchWallet(driver: Driver): Promise<void> {
  return driver.background(() => {
    const scope = globalThis as unknown as Purse;
    const asks = new WeakSet<IDBTransaction>();
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args) {
      const row = args[0] as { payment?: { state: string } } | null | undefined;
      if (row?.payment?.state === 'paying') asks.add(this.transaction);
      return Reflect.apply(put, this, args);
    };
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...args) {
      const made = Reflect.apply(transaction, this, args) as IDBTransaction;
      if (args[1] !== 'readwrite') return made;
      if (scope.purse?.to === 0) scope.purse.to = performance.now();
      // Listened to from the start: the wallet begins as soon as the first listener was called, before the second is.
      made.addEventListener('complete', () => {
        if (asks.has(made)) scope.purse = { from: performance.now(), to: 0 };
      });
      return made;
    };
  });
}

export function walletTime(driver: Driver): Promise<number> {
  return driver.background(() => {
    const { purse } = globalThis as unknown as Purse;
    if (!purse || purse.to < purse.from) throw new Error('the wallet was not seen');
    return purse.to - purse.from;
  });
}

/** A purse without money and without a node: this shop takes every signature. */
export async function preparePurse(driver: Driver, openPopup: boolean): Promise<void> {
  const page = await driver.extensionPage();
  const { out } = (await page.send('settings.get', null)) as {
    out: { networks: { network: { id: string } }[] };
  };
  const rpc = Object.fromEntries(out.networks.map(({ network }) => [network.id, '']));
  await page.send('settings.set', { openPopup, rpc });
  const made = (await page.send('purse.create', { passphrase: 'a bench purse' })) as {
    ok: boolean;
  };
  if (!made.ok) throw new Error('no purse was made');
  // No reader keeps the settings open: at each change they ask the worker for a dozen things.
  await page.goto(driver.extensionUrl('manifest.json'));
}

/** From the click on Pay to the paid request, less what the wallet took, over a click that only reloads. */
export async function payRow(farebox: Driver, stub: Driver, shop: Shop): Promise<Row> {
  await watchWallet(farebox);
  const times = { farebox: [] as number[], wallet: [] as number[], stub: [] as number[] };
  await inTurns(
    WARM_UP + ROUNDS,
    async (round) => {
      const time = await timeOfClick(farebox, shop, `/door/pay/${round}`, PAY);
      const wallet = await walletTime(farebox);
      times.wallet.push(wallet);
      times.farebox.push(time - wallet);
    },
    async (round) => {
      times.stub.push(await timeOfClick(stub, shop, `/door/reload/${round}`, 'button'));
    },
  );
  const ours = median(times.farebox.slice(WARM_UP));
  const wallet = median(times.wallet.slice(WARM_UP));
  const theirs = median(times.stub.slice(WARM_UP));
  return {
    what: 'click on Pay → paid request, less the wallet ÷ bare reload',
    ratio: ours / theirs,
    budget: 1.8,
    figures: `${ms(ours)} ÷ ${ms(theirs)}; the wallet took ${ms(wallet)}; ${ROUNDS} pairs`,
  };
}
