import type { Ending, Payment } from '../../core/payment/index.ts';

/**
 * A payment as the user's file has it: the fields of this list and no others. None of them opens a page or takes
 * money: no proof, preimage, token, macaroon or signature, no request to the wallet, none of the challenge's terms.
 */
export function exported(payment: Payment): object {
  const { id, state, history, wallet, practice, unasked, quote, validUntil, left, ending } =
    payment;
  const { receipt, returned, looked, paid } = payment;
  const { offer } = quote;
  return {
    id,
    state,
    history: history.map((step) => ({ state: step.state, at: step.at })),
    url: quote.url,
    method: quote.method,
    at: quote.at,
    protocol: offer.protocol,
    version: offer.version,
    scheme: offer.method,
    network: offer.network,
    price: offer.price && {
      amount: offer.price.amount,
      decimals: offer.price.decimals,
      currency: offer.price.currency,
      asset: offer.price.asset,
    },
    payee: offer.payee,
    description: offer.description,
    wallet,
    practice,
    unasked,
    validUntil,
    left,
    ending: ending && endingOf(ending),
    receipt: receipt && {
      outcome: receipt.outcome,
      reason: receipt.reason,
      transaction: receipt.transaction,
      network: receipt.network,
      amount: receipt.amount,
      payer: receipt.payer,
    },
    routingFee: paid?.fee,
    returned,
    looked,
  };
}

/** How it ended, less the terms of a new challenge. */
function endingOf(ending: Ending): object {
  if (ending.kind !== 'refused') return ending;
  const { kind, reason, changed } = ending;
  return { kind, reason, newPrice: changed?.price?.amount };
}
