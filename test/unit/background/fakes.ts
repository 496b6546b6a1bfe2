import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import type { Offer } from '../../../src/core/offers/offer.ts';
import { makeQuote, type Quote } from '../../../src/core/offers/quote.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import { approve } from '../../../src/core/payment/index.ts';
import type { Store } from '../../../src/platform/storage/stores.ts';

/** A store in memory that copies by JSON, as the browser's does. `fail` makes the next writes reject. */
export function memoryStore(): Store & { readonly data: Map<string, string>; fail: boolean } {
  const data = new Map<string, string>();
  const parse = (text: string | undefined): unknown =>
    text === undefined ? undefined : JSON.parse(text);
  return {
    data,
    fail: false,
    get: async (key) => parse(data.get(key)),
    all: async (prefix) =>
      new Map(
        [...data]
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, text]) => [key, parse(text)]),
      ),
    async set(key, value) {
      if (this.fail) throw new Error('QUOTA_BYTES quota exceeded');
      data.set(key, JSON.stringify(value));
    },
    async remove(...keys) {
      for (const key of keys) data.delete(key);
    },
  };
}

let databases = 0;

/** The name of a database that no other test has. */
export const freshName = (): string => `journal-${++databases}`;

/** Lets writes of IndexedDB fail as on a full disk, until `writesGoOn`. */
export function writesFail(): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
}

export function writesGoOn(): void {
  vi.mocked(IDBObjectStore.prototype.put).mockRestore();
}

export const USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';
export const PAYEE = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

export function offer(change: Partial<Offer> = {}): Offer {
  return {
    id: 'x402:0',
    protocol: 'x402',
    version: '2',
    method: 'exact',
    price: { amount: 10_000n, currency: 'USDC', decimals: 6, asset: USDC },
    payee: PAYEE,
    network: 'eip155:84532',
    timeoutSeconds: 60,
    rail: { kind: 'eip3009', network: 'eip155:84532', asset: USDC },
    payable: true,
    cautions: [],
    terms: { accepted: {} },
    ...change,
  };
}

export function quote(seenId = 'seen', url = 'https://news.example/article', change = {}): Quote {
  return makeQuote({ id: seenId, url, method: 'GET', at: 1_000 }, offer(change));
}

export function payment(seenId = 'seen', url?: string): Payment {
  return approve(quote(seenId, url), 'purse', { tabId: 1, frameId: 0, type: 'main_frame' }, 2_000);
}
