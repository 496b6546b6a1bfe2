import { FareboxError, Unsure } from '../../core/errors.ts';
import { isPreimageOf } from '../../core/invoice-payment.ts';
import type { Wallet } from '../wallet.ts';
import { payInPage } from './page.ts';

/** Runs a function in the page's own world, in its top frame, and gives back what it returns. */
export type InPage = <Input, Output>(
  tabId: number,
  func: (input: Input) => Output | Promise<Output>,
  input: Input,
) => Promise<Output | undefined>;

/**
 * The wallet that a page brings along (WebLN, `window.webln`). A page can put anything there, so only the
 * preimage counts: it is checked against the invoice. Nobody can be asked later whether it paid.
 */
export function createPageWallet(inPage: InPage): Wallet {
  return {
    id: 'webln',
    repeatable: false,
    serves: async (rail) => rail.kind === 'lightning',
    account: async (rail) => (rail.kind === 'lightning' ? { rail: 'lightning' } : undefined),
    ready: async () => undefined,
    fulfil: async (request, { tabId }) => {
      if (request.rail !== 'lightning') throw new FareboxError('error_no_wallet');
      const answer = await inPage(tabId, payInPage, request.invoice).catch(() => undefined);
      if (answer?.kind === 'refused') throw new FareboxError('error_page_wallet');
      const preimage = answer?.kind === 'paid' ? answer.preimage.toLowerCase() : undefined;
      if (preimage === undefined) throw new Unsure('error_wallet_silent');
      if (!isPreimageOf(preimage, request.paymentHash)) throw new Unsure('error_preimage');
      return { rail: 'lightning', preimage };
    },
    lookup: async () => 'unknown',
  };
}
