import { rowOf } from '../../src/background/journal/db/row.ts';
import { makeQuote } from '../../src/core/offers/quote.ts';
import { approve, type Payment } from '../../src/core/payment/index.ts';
import { moveTo, withKnown } from '../../src/core/payment/step.ts';
import type { Driver, ExtensionTab } from '../e2e/driver/driver.ts';
import { PAY } from '../e2e/driver/pay-button.ts';
import { timeOfClick, walletTime, watchWallet } from './pay.ts';
import type { Row } from './row.ts';
import { median, ms } from './stats.ts';
import type { Shop } from './web.ts';

const SIZES = [10, 100, 10_000, 100_000] as const;
/** Payments that are written by one call. */
const CHUNK = 10_000;
const ROUNDS = 31;
const WARM_UP = 5;
const WAKES = 12;
const PAYS = 12;
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
 * them, with another id, address and time each, and a day's totals once for each day and site.
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
      type Sum = { readonly key: (string | number)[]; sum: number };
      const totals = new Map<string, Sum>();
      const quarters = new Map<string, Sum>();
      const addTo = (sums: Map<string, Sum>, key: (string | number)[]) => {
        const name = key.join(' ');
        const each = sums.get(name) ?? { key, sum: 0 };
        each.sum += 10_000;
        sums.set(name, each);
      };
      const add = (kind: string, scope: string, at: number) => {
        const day = Math.floor(at / 86_400_000);
        addTo(totals, [kind, scope, day]);
        addTo(quarters, [kind, scope, day, Math.floor((at % 86_400_000) / 900_000)]);
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
        for (const [store, sums] of [
          ['totals', totals],
          ['quarters', quarters],
        ] as const) {
          for (const { key, sum } of sums.values()) tx.objectStore(store).put(`${sum}`, key);
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

/** The median time, ms, of a command as a page of the extension sends it. */
function timeOf(page: ExtensionTab, command: string, input: object): Promise<number> {
  return page
    .evaluate(
      async (command: string, input: object, rounds: number) => {
        const times: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const from = performance.now();
          await browser.runtime.sendMessage({ command, in: input });
          times.push(performance.now() - from);
        }
        return times;
      },
      command,
      input,
      WARM_UP + ROUNDS,
    )
    .then((times) => median(times.slice(WARM_UP)));
}

/** The median time, ms, from a command to its answer where the worker has to be started for it. */
async function timeOfWake(driver: Driver, page: ExtensionTab): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < WAKES; round++) {
    await driver.killWorker();
    times.push(
      await page.evaluate(async () => {
        const from = performance.now();
        await browser.runtime.sendMessage({ command: 'purse.get', in: null });
        return performance.now() - from;
      }),
    );
  }
  return median(times.slice(1));
}

/** The median time, ms, from the click on Pay to the paid request, less the wallet's own. */
async function timeOfPay(driver: Driver, shop: Shop, size: number): Promise<number> {
  await watchWallet(driver);
  const times: number[] = [];
  for (let round = 0; round < PAYS; round++) {
    const time = await timeOfClick(driver, shop, `/door/pay/${size}-${round}`, PAY);
    times.push(time - (await walletTime(driver)));
  }
  return median(times.slice(1));
}

/** What the popup shows, one page of the history, and bytes on the disk, with few payments and with many. */
export async function journalRows(driver: Driver, shop: Shop): Promise<Row[]> {
  const page = await driver.extensionPage();
  const tab = await driver.newTab(`${shop.url}/door/journal`);
  const tabId = await driver.tabIdOf(tab);
  await page.send('payment.list', null);
  // A hundred thousand payments are above any limit of a month.
  await page.send('settings.set', { limits: {} });
  const popup = new Map<number, number>();
  const history = new Map<number, number>();
  const wake = new Map<number, number>();
  const pay = new Map<number, number>();
  const bytes: number[] = [];
  const month = new Date().toISOString().slice(0, 7);
  let filled = 0;
  for (const size of SIZES) {
    let used = 0;
    // What is asked of a page must be answered within a minute.
    for (; filled < size; filled = Math.min(size, filled + CHUNK)) {
      used = await fill(page, filled, Math.min(size, filled + CHUNK));
    }
    bytes.push(used);
    popup.set(size, await timeOf(page, 'popup.state', { tabId }));
    const wish = { site: 'https://site3.example/', month, limit: 5 };
    history.set(size, await timeOf(page, 'payment.list', wish));
    pay.set(size, await timeOfPay(driver, shop, size));
    wake.set(size, await timeOfWake(driver, page));
  }
  await tab.close();
  const ratio = (of: Map<number, number>, many: number, few: number) => {
    const [a = Number.NaN, b = Number.NaN] = [of.get(many), of.get(few)];
    return { ratio: a / b, figures: `${ms(a)} ÷ ${ms(b)}` };
  };
  const disk = ((bytes.at(-1) ?? Number.NaN) - (bytes[0] ?? 0)) / (100_000 - 10);
  return [
    { what: 'popup’s state: 10,000 payments ÷ 10', budget: 1.2, ...ratio(popup, 10_000, 10) },
    { what: 'popup’s state: 100,000 payments ÷ 10', budget: 1.2, ...ratio(popup, 100_000, 10) },
    { what: 'wake to a command: 10,000 payments ÷ 10', budget: 1.1, ...ratio(wake, 10_000, 10) },
    { what: 'wake to a command: 100,000 payments ÷ 10', budget: 1.1, ...ratio(wake, 100_000, 10) },
    { what: 'Pay → paid request: 10,000 payments ÷ 10', budget: 1.1, ...ratio(pay, 10_000, 10) },
    { what: 'Pay → paid request: 100,000 payments ÷ 10', budget: 1.1, ...ratio(pay, 100_000, 10) },
    {
      what: 'a page of a site and month: 100,000 payments ÷ 100',
      budget: 1.5,
      ...ratio(history, 100_000, 100),
    },
    {
      what: 'bytes on disk of a closed payment ÷ 1.2 KB',
      ratio: disk / 1_200,
      budget: 1,
      figures: `${Math.round(disk)} bytes`,
    },
  ];
}
