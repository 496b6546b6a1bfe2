import { randomBytes } from 'node:crypto';
import type { Hex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { quoteHash } from '../../src/core/offers/quote.ts';
import type { Payment } from '../../src/core/payment/index.ts';
import { KEY, recordOf, STORED } from '../fixtures/version-0.1.0/stored.ts';
import type { Authorization } from '../lab/chain.ts';
import { base64 } from '../lab/till.ts';
import { PASSPHRASE, type Stage } from './helpers.ts';

// Records as version 0.1.0 wrote them, of payments that a lab of now knows.

const account = privateKeyToAccount(KEY);
/** A tab that there is not. */
export const NO_TAB = 2_000_000_001;

type Json = { [key: string]: Json } & { [index: number]: Json };
const copyOf = (record: Payment) => structuredClone(record) as unknown as Record<string, Json>;

/** A record with other times: it began at `at` (ms), its steps as far apart as they were. */
function begunAt(record: Payment, at: number): Payment {
  const shift = at - (record.history[0]?.at ?? 0);
  const history = record.history.map((step) => ({ ...step, at: step.at + shift }));
  const left = record.left === undefined ? {} : { left: record.left + shift };
  return { ...record, history, ...left } as Payment;
}

/** A record under another id and address. */
export function movedTo(record: Payment, url: string, at: number, tabId = NO_TAB): Payment {
  const moved = begunAt(record, at);
  const id = `${crypto.randomUUID()}/${record.quote.offer.id}`;
  const { offer, method } = record.quote;
  const quote = { ...moved.quote, id, url, at: at - 200, hash: quoteHash(offer, url, method) };
  return { ...moved, id, quote, target: { ...moved.target, tabId } } as Payment;
}

export type Signed = {
  readonly record: Payment;
  readonly authorization: Authorization;
  readonly signature: Hex;
};

/** A payment by x402 of version 0.1.0's purse. `validBefore` in seconds. */
export async function x402Record(
  template: Payment,
  url: string,
  at: number,
  validBefore: number,
  tabId?: number,
): Promise<Signed> {
  const { quote } = recordOf('x402 v2 article', 'approved');
  const terms = structuredClone(quote.offer.terms) as Record<string, Json>;
  const resource = { ...terms['resource'], url };
  const accepted = terms['accepted'] as unknown as { payTo: Hex; amount: string; extra: object };
  const authorization: Authorization = {
    from: account.address,
    to: accepted.payTo,
    value: accepted.amount,
    validAfter: '0',
    validBefore: String(validBefore),
    nonce: `0x${randomBytes(32).toString('hex')}`,
  };
  const request = copyOf(recordOf('x402 v2 article', 'paying'))['request'];
  const signature = await account.signTypedData({
    domain: request?.['domain'] as object,
    types: {
      TransferWithAuthorization: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'validAfter', type: 'uint256' },
        { name: 'validBefore', type: 'uint256' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    primaryType: 'TransferWithAuthorization',
    message: {
      ...authorization,
      value: BigInt(authorization.value),
      validAfter: 0n,
      validBefore: BigInt(validBefore),
    },
  });
  const payload = { signature, authorization };
  const text = base64(JSON.stringify({ x402Version: 2, resource, accepted, payload }));
  const validUntil = validBefore * 1000;
  const { offer } = template.quote;
  const own = offer.terms === null ? null : { ...terms, resource };
  const whole = { ...template, quote: { ...template.quote, offer: { ...offer, terms: own } } };
  const moved = movedTo(whole as Payment, url, at, tabId);
  const record = {
    ...moved,
    ...(moved.request && { request: { ...request, message: authorization } }),
    ...(moved.proof && {
      proof: { headers: [['PAYMENT-SIGNATURE', text]], reusable: false, validUntil },
    }),
    ...(moved.validUntil && { validUntil }),
  } as unknown as Payment;
  return { record, authorization, signature };
}

/** How version 0.1.0 took the last step of a payment that was over: without proof and terms. */
export function ended(record: Payment, state: 'settled' | 'expired', more: object = {}): Payment {
  const { proof: _, quote, ...kept } = record;
  const at = (record.history.at(-1)?.at ?? 0) + 5;
  return {
    ...kept,
    quote: { ...quote, offer: { ...quote.offer, terms: null } },
    state,
    history: [...record.history, { state, at }],
    ...more,
  } as Payment;
}

/** Has the browser hold what version 0.1.0 left: its purse, settings, wallets and passes. The purse is open then. */
export async function become(stage: Stage): Promise<void> {
  await stage.command('keyring.lock', null);
  await stage.driver.killWorker();
  const rpc = { [`eip155:${84532}`]: stage.street.rpcUrl };
  const settings = STORED['settings'] as { rpc: Record<string, string> };
  const stored = { ...STORED, settings: { ...settings, rpc: { ...settings.rpc, ...rpc } } };
  await stage.home.evaluate(async (stored: Record<string, unknown>) => {
    await browser.storage.local.clear();
    await browser.storage.local.set(stored);
  }, stored);
  await stage.command('keyring.unlock', { passphrase: PASSPHRASE });
  const purse = await stage.command('purse.get', null);
  if (purse.state !== 'open') throw new Error(`the purse of version 0.1.0 is ${purse.state}`);
  stage.address = purse.address as Hex;
}

/** Puts payments where version 0.1.0 kept them, and lets the next worker find no journal. */
export async function leavePayments(stage: Stage, records: readonly Payment[]): Promise<void> {
  await stage.driver.killWorker();
  const stored = Object.fromEntries(records.map((record) => [`payment:${record.id}`, record]));
  await stage.home.evaluate(async (stored: Record<string, unknown>) => {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase('farebox-journal');
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
    await browser.storage.local.remove('journal begun');
    await browser.storage.local.set(stored);
  }, stored);
}
