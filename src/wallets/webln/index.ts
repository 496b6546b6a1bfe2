import { FareboxError, Unsure } from '../../core/errors.ts';
import { isPreimageOf } from '../../core/offers/invoice/invoice-payment.ts';
import type { LightningRequest, LightningResult } from '../../core/offers/rail.ts';
import type { InPage } from '../deps.ts';
import type { Wallet, WalletKind } from '../wallet.ts';
import { about } from './about.ts';
import { hasPageWallet, type PageAnswer, payInPage } from './page.ts';

/** The wallet as the registry lists it. */
export const webln: WalletKind = {
  about,
  create: ({ inPage }) => createPageWallet(inPage),
};

/** ms: how long the page's wallet has to pay. The user reads and confirms its own question meanwhile. */
const PATIENCE = 120_000;

/**
 * The wallet that a page provides (WebLN, `window.webln`). A page can put anything there, so only the preimage counts:
 * it is checked against the invoice. WebLN has no look-up; an answer that comes after `patience` (ms) is kept for
 * `lookup` for as long as this worker lives.
 */
export function createPageWallet(inPage: InPage, patience = PATIENCE): Wallet {
  const late = new Map<string, LightningResult>();
  return {
    ...about,
    serves: async (rail) => rail.kind === 'lightning',
    // What a page says is believed only as far as a button goes: `fulfil` checks the preimage.
    account: async (rail, { tabId }) => {
      if (rail.kind !== 'lightning') return undefined;
      const isThere = await inPage(tabId, hasPageWallet, null).catch(() => false);
      return isThere === true ? { rail: 'lightning' } : undefined;
    },
    ready: async () => undefined,
    fulfil: async (request, { tabId, paymentId }) => {
      if (request.rail !== 'lightning') throw new FareboxError('error_no_wallet');
      const paying = inPage(tabId, payInPage, request.invoice)
        .catch(() => undefined)
        .then((answer) => resultOf(request, answer));
      const result = await inTime(paying, patience);
      if (result !== undefined) return result;
      // A page may never resolve its promise; then it is not known whether the wallet pays.
      void paying.then(
        (found) => late.set(paymentId, found),
        () => undefined,
      );
      throw new Unsure('error_wallet_silent');
    },
    lookup: async (_, { paymentId }) => late.get(paymentId) ?? 'unknown',
  };
}

/** What the page answered; throws where that is no preimage of the invoice. */
function resultOf(request: LightningRequest, answer: PageAnswer | undefined): LightningResult {
  if (answer?.kind === 'refused') throw new FareboxError('error_page_wallet');
  const preimage = answer?.kind === 'paid' ? String(answer.preimage).toLowerCase() : undefined;
  if (preimage === undefined) throw new Unsure('error_wallet_silent');
  if (!isPreimageOf(preimage, request.paymentHash)) throw new Unsure('error_preimage');
  return { rail: 'lightning', preimage };
}

/** As the promise, or undefined after `patience` ms. */
async function inTime<Value>(
  promise: Promise<Value>,
  patience: number,
): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
