import { FareboxError } from '../../core/errors.ts';
import { decodeInvoice } from '../../core/lightning/bolt11.ts';
import { type LightningRequest, mintFeeLimit, routingLimit } from '../../core/offers/rail.ts';
import { isForbidden } from '../../core/rules/policy.ts';
import type { Context } from '../context.ts';

/** Payments that the user takes out by hand are no answers to a 402, and have names of their own. */
const TAKEN_OUT = 'out:';

/**
 * Buys ecash: the mint's invoice is paid by the Lightning wallet. The quote is kept before it is paid, so that
 * what a dead worker has paid for is claimed later. Throws the errors of both wallets; `error_mint_unit` for
 * units other than sat; `error_no_wallet` while no Lightning wallet is connected; `error_terms` when the mint's
 * invoice asks for something else; `error_wallet_off` and `error_forbidden` where the organisation does not allow it.
 */
export async function fund(
  context: Context,
  mint: string,
  unit: string,
  amount: bigint,
): Promise<void> {
  // What a dollar of a mint may cost in satoshi cannot be checked here.
  if (unit !== 'sat') throw new FareboxError('error_mint_unit', new URL(mint).host, unit);
  const wallet = context.lightning;
  await refuseForbidden(context, mint);
  await wallet.ready();
  const quote = await context.ecash.quote(mint, unit, amount);
  const invoice = decodeInvoice(quote.bolt11);
  if (typeof invoice === 'string' || invoice.amount === undefined) {
    throw new FareboxError('error_terms', 'invoice');
  }
  if (invoice.amount !== amount * 1000n) {
    throw new FareboxError('error_terms', 'amount');
  }
  const request: LightningRequest = {
    rail: 'lightning',
    network: invoice.network,
    invoice: invoice.text,
    paymentHash: invoice.paymentHash,
    amount: invoice.amount.toString(),
    maxFee: routingLimit(invoice.amount).toString(),
    expiresAt: invoice.expiresAt,
  };
  await wallet.fulfil(request, { paymentId: `fund:${quote.quote}`, tabId: -1 });
  await context.ecash.claim(quote.quote);
}

/** What is bought. */
const BOUGHT = { kind: 'ecash' } as const;

async function refuseForbidden({ policies, lightning }: Context, mint: string): Promise<void> {
  if (isForbidden(mint, await policies.sure())) throw new FareboxError('error_forbidden');
  if ((await policies.isOff(lightning.id)) || (await policies.isRailOff(BOUGHT.kind))) {
    throw new FareboxError('error_wallet_off');
  }
}

/** Takes money out as a token that leaves the amount to who takes it in. Errors as of the ecash purse's `send`. */
export async function takeOut(
  context: Context,
  mint: string,
  unit: string,
  amount: bigint,
): Promise<string> {
  const id = TAKEN_OUT + crypto.randomUUID();
  const maxFee = mintFeeLimit(amount, unit).toString();
  return context.ecash.send(id, { mints: [mint], unit, amount: amount.toString(), maxFee });
}
