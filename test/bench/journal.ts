import { rowOf } from '../../src/background/journal/db/row.ts';
import { makeQuote } from '../../src/core/offers/quote.ts';
import { approve, type Payment } from '../../src/core/payment/index.ts';
import { moveTo, withKnown } from '../../src/core/payment/step.ts';
import type { Driver, ExtensionTab } from '../e2e/driver/driver.ts';
import { PAY } from '../e2e/driver/pay-button.ts';
import { timeOfClick, walletTime, watchWallet } from './pay.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms, pairedRatio } from './stats.ts';
import type { Shop } from './web.ts';

const SIZES = [10_000, 100_000] as const;
/** Payments that are written by one call. */
const CHUNK = 10_000;
const ROUNDS = 31;
const WARM_UP = 5;
const WAKES = 15;
const PAYS = 21;
/** Of a browser's life: what is loaded once. */
const FIRST = 2;
/** ms: the database goes on sorting what was written after it was written. */
const SETTLING = 10_000;
/** ms: 100,000 payments a year. */
const PACE = 315_000;

/** A payment by EIP-3009 that settled, as the machine makes it and the journal keeps it. */
function closedPayment(now: number): Payment {
  const asset = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';
  const quote = makeQuote(
    {
      id: '00000000-0000-4000-8000-000000000000',
      url: 'https://site.example/p',
      method: 'GET',
      at: now,
    },
    {
      id: 'x402:0',
      protocol: 'x402',
      version: '2',
      method: 'exact',
      network: 'eip155:84532',
      price: { amount: 10_000n, currency: 'USDC', decimals: 6, asset },
      payee: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
      description: 'The boatman and the basket',
      timeoutSeconds: 300,
      rail: { kind: 'eip3009', network: 'eip155:84532', asset },
      payable: true,
      cautions: [],
      terms: null,
    },
  );
  const request = {
    rail: 'eip3009',
    network: 'eip155:84532',
    domain: { name: 'USDC', version: '2', chainId: 84532, verifyingContract: asset },
    message: {
      from: '0x5aF3b1C8d2E94607a8B3cD1e2F4a5b6C7d8E9f01',
      to: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
      value: '10000',
      validAfter: '0',
      validBefore: '1790000300',
      nonce: `0x${'5a'.repeat(32)}`,
    },
  } as const;
  const receipt = {
    outcome: 'settled',
    transaction: `0x${'c3'.repeat(32)}`,
    network: 'eip155:84532',
    payer: '0x5aF3b1C8d2E94607a8B3cD1e2F4a5b6C7d8E9f01',
  } as const;
  const target = { tabId: 7, frameId: 0, type: 'main_frame' } as const;
  const proof = { headers: [['PAYMENT-SIGNATURE', 'x']], reusable: false } as const;
  const approved = approve(quote, 'purse', target, now);
  const paying = moveTo(approved, 'paying', now + 1, { request });
  const proved = moveTo(paying, 'proved', now + 2, { proof, validUntil: now + 300_000 });
  const sent = withKnown(moveTo(proved, 'sent', now + 3), { left: now + 3 });
  return moveTo(sent, 'settled', now + 4, { receipt, came: 'page' });
}

/**
 * Fills the journal up to `count` payments, of 200 sites and as many payees, the newest now: rows as the product makes
 * them, with another id, address and time each, and the totals that the journal keeps (`totals.ts`): of 40 days, and by
 * quarters of an hour of eight.
 */
function fill(page: ExtensionTab, from: number, count: number): Promise<number> {
  const now = Date.now();
  return page.evaluate(
    async (
      row: ReturnType<typeof rowOf>,
      from: number,
      count: number,
      now: number,
      pace: number,
    ) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('farebox-journal');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const random = () => crypto.randomUUID();
      type Day = { readonly key: (string | number)[]; sum: number; parts: Record<number, string> };
      const days = new Map<string, Day>();
      const today = Math.floor(now / 86_400_000);
      const add = (kind: string, scope: string, at: number) => {
        const day = Math.floor(at / 86_400_000);
        if (day <= today - 40) return;
        const key = [kind, scope, day];
        const each = days.get(key.join(' ')) ?? { key, sum: 0, parts: {} };
        const quarter = Math.floor((at % 86_400_000) / 900_000);
        each.sum += 10_000;
        each.parts[quarter] = `${Number(each.parts[quarter] ?? 0) + 10_000}`;
        days.set(key.join(' '), each);
      };
      const put = (write: (tx: IDBTransaction) => void) =>
        new Promise<void>((resolve, reject) => {
          const tx = database.transaction(
            ['payments', 'totals', 'quarters', 'origins', 'payees'],
            'readwrite',
            {
              durability: 'relaxed',
            },
          );
          write(tx);
          tx.oncomplete = () => resolve();
          tx.onabort = () => reject(tx.error);
        });
      for (let at = from; at < count; at += 1_000) {
        await put((tx) => {
          for (let each = at; each < Math.min(count, at + 1_000); each++) {
            const time = now - each * pace;
            // The newest hundred are of twenty sites, so that a page of one of them is as long with few payments.
            const site = `https://site${each % (each < 100 ? 20 : 200)}.example`;
            const { payment } = row;
            const request = payment.request as { message: object };
            const id = `${random()}/x402:0`;
            const nonce = `0x${random().replaceAll('-', '')}${random().replaceAll('-', '')}`;
            tx.objectStore('payments').put({
              ...row,
              lists: [
                ['', time],
                [`s${site}`, time],
              ],
              intent: [random().replaceAll('-', '').slice(0, 22), 3, time],
              payment: {
                ...payment,
                id,
                quote: { ...payment.quote, id, url: `${site}/articles/${each}`, at: time },
                history: payment.history.map((step, nth) => ({ ...step, at: time + nth })),
                request: { ...payment.request, message: { ...request.message, nonce } },
                receipt: { ...payment.receipt, transaction: nonce },
              },
            });
            for (const scope of ['', `s${site}`, `o${site}`]) add('usd-test', scope, time);
            add(row.counted?.asset ?? '', '', time);
          }
        });
      }
      await put((tx) => {
        for (const { key, sum, parts } of days.values()) {
          tx.objectStore('totals').put(`${sum}`, key);
          if (Number(key[2]) > today - 8) tx.objectStore('quarters').put(parts, key);
        }
      });
      database.close();
      return (await navigator.storage.estimate()).usage ?? 0;
    },
    rowOf(closedPayment(now)),
    from,
    count,
    now,
    PACE,
  );
}

/** ms that a command takes, as a page of the extension sends it. */
function timeOf(page: ExtensionTab, command: string, input: object | null): Promise<number> {
  return page.evaluate(
    async (command: string, input: object | null) => {
      const from = performance.now();
      await browser.runtime.sendMessage({ command, in: input });
      return performance.now() - from;
    },
    command,
    input,
  );
}

/** A browser with the extension, and the tab of its that met a 402. */
type Side = {
  readonly driver: Driver;
  readonly page: ExtensionTab;
  readonly tabId: number;
  filled: number;
};

/** ms, of the same thing in each round with many payments and with few, right after one another. */
type Times = { readonly many: number[]; readonly few: number[] };

async function sideOf(driver: Driver, shop: Shop): Promise<Side> {
  const page = await driver.extensionPage();
  const tab = await driver.newTab(`${shop.url}/door/journal`);
  await page.send('payment.list', null);
  // A hundred thousand payments are above any limit of a month.
  await page.send('settings.set', { limits: {} });
  await watchWallet(driver);
  return { driver, page, tabId: await driver.tabIdOf(tab), filled: 0 };
}

/** Fills a journal, and waits until its database is at rest; bytes that all of the extension takes on the disk. */
async function fillUp(side: Side, count: number): Promise<number> {
  let used = 0;
  // What is asked of a page must be answered within a minute.
  while (side.filled < count) {
    const next = Math.min(count, side.filled + CHUNK);
    used = await fill(side.page, side.filled, next);
    side.filled = next;
  }
  await new Promise((rested) => setTimeout(rested, SETTLING));
  return used;
}

async function compared(
  many: Side,
  few: Side,
  rounds: number,
  warmUp: number,
  time: (side: Side, round: number) => Promise<number>,
): Promise<Times> {
  const times: Times = { many: [], few: [] };
  await inTurns(
    warmUp + rounds,
    async (round) => void times.many.push(await time(many, round)),
    async (round) => void times.few.push(await time(few, round)),
  );
  return { many: times.many.slice(warmUp), few: times.few.slice(warmUp) };
}

/** From a command to its answer where the worker has to be started for it. */
async function timeOfWake({ driver, page }: Side): Promise<number> {
  await driver.killWorker();
  return timeOf(page, 'purse.get', null);
}

function rowOfTimes(what: string, budget: number, { many, few }: Times): Row {
  const figures = `${ms(median(many))} ÷ ${ms(median(few))}, ${many.length} pairs`;
  return { what, budget, ratio: pairedRatio(many, few), figures };
}

/**
 * What the popup shows, one page of the history, and bytes on the disk. Two browsers at once, one with many payments and
 * one with few, are asked in turns, so that both meet the same machine.
 */
export async function journalRows(large: Driver, small: Driver, shop: Shop): Promise<Row[]> {
  const [many, few] = [await sideOf(large, shop), await sideOf(small, shop)];
  const least = await fillUp(many, 10);
  await fillUp(few, 10);
  const popup: Row[] = [];
  const home: Row[] = [];
  const wake: Row[] = [];
  const pay: Row[] = [];
  let most = least;
  for (const size of SIZES) {
    most = await fillUp(many, size);
    const of = `${size.toLocaleString('en')} payments ÷ 10`;
    const popupTimes = await compared(many, few, ROUNDS, WARM_UP, ({ page, tabId }) =>
      timeOf(page, 'popup.state', { tabId }),
    );
    popup.push(rowOfTimes(`popup’s state: ${of}`, 1.2, popupTimes));
    const homeTimes = await compared(many, few, ROUNDS, WARM_UP, ({ page, tabId }) =>
      timeOf(page, 'home.get', { tabId }),
    );
    home.push(rowOfTimes(`popup’s home: ${of}`, 1.2, homeTimes));
    const payTimes = await compared(many, few, PAYS, FIRST, async (side, round) => {
      const { driver } = side;
      // The shop tells of the first proof at an address, so each side has addresses of its own.
      const path = `/door/pay/${side === many ? 'many' : 'few'}-${size}-${round}`;
      const time = await timeOfClick(driver, shop, path, PAY);
      return time - (await walletTime(driver));
    });
    pay.push(rowOfTimes(`Pay → paid request: ${of}`, 1.1, payTimes));
    const wakeTimes = await compared(many, few, WAKES, FIRST, timeOfWake);
    wake.push(rowOfTimes(`wake to a command: ${of}`, 1.1, wakeTimes));
    // A worker that was started again is watched anew.
    for (const { driver } of [many, few]) await watchWallet(driver);
  }
  await fillUp(few, 100);
  const month = new Date().toISOString().slice(0, 7);
  const wish = { site: 'https://site3.example/', month, limit: 5 };
  const history = await compared(many, few, ROUNDS, WARM_UP, ({ page }) =>
    timeOf(page, 'payment.list', wish),
  );
  const disk = (most - least) / (100_000 - 10);
  return [
    ...popup,
    ...home,
    ...wake,
    ...pay,
    rowOfTimes('a page of a site and month: 100,000 payments ÷ 100', 1.5, history),
    {
      what: 'bytes on disk of a closed payment ÷ 1.2 KB',
      ratio: disk / 1_200,
      budget: 1,
      figures: `${Math.round(disk)} bytes`,
    },
  ];
}
