import { WebSocket } from 'ws';
import { decodeInvoice } from '../../../../src/core/lightning/bolt11.ts';
import type { LightningRequest } from '../../../../src/core/offers/rail.ts';
import { createNwc, type NwcDeps, type SocketClass } from '../../../../src/wallets/nwc/index.ts';
import { makeInvoice } from '../../../fixtures/invoice.ts';
import { type Memory, memory, random } from '../../../fixtures/memory.ts';
import { HASH } from './service.ts';

export const ASKED = { paymentId: 'p', tabId: 1 };

/** An invoice of 21 sat to be paid; with a negative `expiry` (seconds) it has been over for more than an hour. */
export function requestFor(prefix = 'bcrt210n', expiry = 3600): LightningRequest {
  const text = makeInvoice({
    prefix,
    paymentHash: HASH,
    timestamp: Math.floor(Date.now() / 1000) - (expiry < 0 ? 7200 : 0),
    expiry: Math.abs(expiry),
  });
  const invoice = decodeInvoice(text);
  if (typeof invoice === 'string') throw new Error(invoice);
  return {
    rail: 'lightning',
    network: invoice.network,
    invoice: text,
    paymentHash: HASH,
    amount: String(invoice.amount),
    maxFee: '10000',
    expiresAt: invoice.expiresAt,
  };
}

/** The wallet under test; on given stores it is the same browser's, woken anew. */
export function wallet(
  patience: NonNullable<NwcDeps['patience']> = { pay: 20_000, ask: 10_000 },
  { store, secrets }: { store: Memory; secrets: Memory } = { store: memory(), secrets: memory() },
) {
  const safe = {
    get: async (name: string) => (await secrets.get(name)) as string | undefined,
    set: secrets.set,
    remove: secrets.remove,
  };
  const nwc = createNwc({
    store,
    safe,
    WebSocket: WebSocket as unknown as SocketClass,
    now: () => Date.now(),
    random,
    patience,
  });
  return { nwc, store, secrets };
}
