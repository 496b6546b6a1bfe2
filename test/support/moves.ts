import type { Payment } from '../../src/core/payment/index.ts';

/** Money that moved, as the chain or the payee's node tells it: by whose request, and how much in base units. */
export type Move = { readonly key: string; readonly amount: bigint };

/**
 * What the payment's request is known by: its nonce on a chain, its payment hash on Lightning, and the page that
 * it is for where a token was handed out. A token that is not out any more, or never was, is nobody's: were it
 * taken all the same, no record would be found for it.
 */
export function keyOf({ request, quote, state }: Payment): string | undefined {
  if (request?.rail === 'eip3009') return request.message.nonce;
  if (request?.rail === 'ecash') return state === 'expired' ? undefined : quote.url;
  return request?.rail === 'lightning' ? request.paymentHash : undefined;
}
