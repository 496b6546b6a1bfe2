import { FareboxError } from '../core/errors.ts';
import type { Payment } from '../core/payment.ts';
import { checkProof } from '../core/proof.ts';
import { thaw } from '../core/quote.ts';
import { protocolById } from '../protocols/index.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { Wallet } from '../wallets/wallet.ts';
import type { Farebox } from './farebox.ts';

/** The protocol and the wallet of a payment. */
export function partsOf(
  farebox: Farebox,
  payment: Payment,
): { protocol: Protocol; wallet: Wallet } {
  const protocol = protocolById(payment.quote.offer.protocol);
  const wallet = farebox.wallets.find(({ id }) => id === payment.wallet);
  if (protocol === undefined || wallet === undefined) throw new FareboxError('error_no_wallet');
  return { protocol, wallet };
}

/**
 * From consent to proof. The request (with its nonce and its end) is in the journal before the wallet sees
 * it, so that a worker that dies in between asks for the same signature again and never for a second one.
 * When the wallet will not, the payment ends as `refused`: nothing exists that could take money.
 */
export async function pay(farebox: Farebox, approved: Payment): Promise<Payment> {
  const { protocol, wallet } = partsOf(farebox, approved);
  const offer = thaw(approved.quote.offer);
  let payment = approved;
  try {
    if (payment.state === 'approved') {
      const account = offer.rail && (await wallet.account(offer.rail.kind));
      if (account === undefined) throw new FareboxError('error_no_wallet');
      const now = new Date(farebox.now());
      const request = protocol.request(offer, { account, now, random: farebox.random });
      payment = await farebox.journal.step(payment.id, ['approved'], 'paying', { request });
    }
    if (payment.state !== 'paying' || payment.request === undefined) return payment;
    const result = await wallet.fulfil(payment.request);
    const proof = checkProof(protocol.proof(offer, payment.request, result));
    return await farebox.journal.step(payment.id, ['paying'], 'proved', {
      proof,
      ...(proof.validUntil === undefined ? {} : { validUntil: proof.validUntil }),
    });
  } catch (error) {
    const key = error instanceof FareboxError ? error.key : 'error_internal';
    const state = (await farebox.journal.get(payment.id))?.state;
    if (state === 'approved' || state === 'paying') {
      const ending = { kind: 'wallet', error: key } as const;
      await farebox.journal.step(payment.id, [state], 'refused', { ending });
      farebox.changed();
    }
    throw error;
  }
}
