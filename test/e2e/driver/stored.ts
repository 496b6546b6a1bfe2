import type { Payment } from '../../../src/core/payment/index.ts';
import type { ExtensionTab } from './driver.ts';

// What lies in the journal's database, read and changed by a page of the extension.

type Page = Pick<ExtensionTab, 'evaluate'>;

/** Every payment of the journal; none where it has not been made yet. */
export function paymentsIn(page: Page): Promise<Payment[]> {
  return page.evaluate(
    () =>
      new Promise<Payment[]>((resolve, reject) => {
        const request = indexedDB.open('farebox-journal');
        request.onupgradeneeded = () => {
          request.transaction?.abort();
          resolve([]);
        };
        request.onsuccess = () => {
          const database = request.result;
          const rows = database.transaction('payments').objectStore('payments').getAll();
          rows.onsuccess = () => {
            database.close();
            resolve(rows.result.map(({ payment }) => payment));
          };
          rows.onerror = () => reject(rows.error);
        };
        request.onerror = () => reject(request.error);
      }),
  );
}

/** Puts a payment in the place of the one with its id. What it is looked up by stays as it was. */
export function replacePayment(page: Page, payment: Payment): Promise<void> {
  return page.evaluate(
    (wanted: Payment) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('farebox-journal');
        request.onsuccess = () => {
          const database = request.result;
          const tx = database.transaction('payments', 'readwrite');
          const table = tx.objectStore('payments');
          const found = table.get(wanted.id);
          found.onsuccess = () => table.put({ ...found.result, payment: wanted });
          tx.oncomplete = () => {
            database.close();
            resolve();
          };
          tx.onabort = () => reject(tx.error);
        };
        request.onerror = () => reject(request.error);
      }),
    payment,
  );
}

/** What the journal has added up of all sites and days, by kind of money: base units, or millionths of a dollar. */
export async function totalsIn(page: Page): Promise<ReadonlyMap<string, bigint>> {
  const found = await page.evaluate(
    () =>
      new Promise<[kind: string, amount: string][]>((resolve, reject) => {
        const request = indexedDB.open('farebox-journal');
        request.onsuccess = () => {
          const database = request.result;
          const table = database.transaction('totals').objectStore('totals');
          const [keys, sums] = [table.getAllKeys(), table.getAll()];
          sums.onsuccess = () => {
            database.close();
            const all = (keys.result as [string, string, number][]).map(
              ([kind, scope], at) => [kind, scope, String(sums.result[at])] as const,
            );
            resolve(all.filter(([, scope]) => scope === '').map(([kind, , sum]) => [kind, sum]));
          };
          sums.onerror = () => reject(sums.error);
        };
        request.onerror = () => reject(request.error);
      }),
  );
  const totals = new Map<string, bigint>();
  for (const [kind, sum] of found) totals.set(kind, (totals.get(kind) ?? 0n) + BigInt(sum));
  return totals;
}
