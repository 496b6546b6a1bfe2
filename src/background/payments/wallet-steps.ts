import { FareboxError, PaidUnproved, Unsure } from '../../core/errors.ts';
import { standIn } from '../../core/offers/proof/dry-run.ts';
import { checkProof } from '../../core/offers/proof/proof.ts';
import { thaw } from '../../core/offers/quote.ts';
import { isInstantRail, type RailRequest, type RailResult } from '../../core/offers/rail.ts';
import type { Made, Payment, PaymentEvent } from '../../core/payment/index.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';
import type { Protocol } from '../../protocols/protocol.ts';
import type { Protocols } from '../../protocols/registry.ts';
import type { PaymentContext, Wallet } from '../../wallets/wallet.ts';

/** What the steps between a payment, its protocol and its wallet need. */
export type WalletSteps = {
  readonly protocols: Pick<Protocols, 'payingById'>;
  readonly wallets: readonly Wallet[];
  readonly port: Pick<BrowserPort, 'makeRoom'>;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
};

/** The protocol and the wallet of a payment. */
export function handlersOf(
  { protocols, wallets }: Pick<WalletSteps, 'protocols' | 'wallets'>,
  payment: Pick<Payment, 'quote' | 'wallet'>,
): { readonly protocol: Protocol; readonly wallet: Wallet } {
  const protocol = protocols.payingById(payment.quote.offer.protocol);
  const wallet = wallets.find(({ id }) => id === payment.wallet);
  if (protocol === undefined || wallet === undefined) throw new FareboxError('error_no_wallet');
  return { protocol, wallet };
}

/** For which payment, and over which page, its wallet is asked. */
export function paymentContext({
  id,
  target,
  quote,
}: Pick<Payment, 'id' | 'target' | 'quote'>): PaymentContext {
  return { paymentId: id, tabId: target.tabId, url: quote.url };
}

/**
 * The request to the wallet. On an instant rail, what could fail after the money has left is tried before: the
 * proof is made once with a result that stands in for the wallet's, and room for it is taken on the disk (`room`) and
 * where attached proofs are kept. Throws as `Protocol.request` and `Protocol.proof` do, `error_no_wallet` and
 * `error_storage`; then the wallet is not asked.
 */
export async function prepareRequest(
  steps: WalletSteps,
  payment: Pick<Payment, 'id' | 'quote' | 'wallet' | 'target'>,
): Promise<{ readonly request: RailRequest; readonly room?: string }> {
  const { protocol, wallet } = handlersOf(steps, payment);
  const offer = thaw(payment.quote.offer);
  const account = offer.rail && (await wallet.account(offer.rail, paymentContext(payment)));
  if (account === undefined) throw new FareboxError('error_no_wallet');
  const now = new Date(steps.now());
  const request = protocol.request(offer, { account, now, random: steps.random });
  if (!isInstantRail(offer.rail?.kind)) return { request };
  const { headers } = checkProof(protocol.proof(offer, request, standIn(request)));
  // The proof, and what the wallet gave for it, which is no longer than that.
  const size = 2 * JSON.stringify(headers).length;
  await steps.port.makeRoom(payment.id, size).catch((error: unknown) => {
    throw new FareboxError('error_storage', String(error).slice(0, 200));
  });
  return { request, room: ' '.repeat(size) };
}

/** The proof that a protocol makes of a wallet's result. Throws as `Protocol.proof` does. */
function madeOf(
  protocol: Protocol,
  payment: Payment,
  request: RailRequest,
  result: RailResult,
): Made {
  const proof = checkProof(protocol.proof(thaw(payment.quote.offer), request, result));
  const fee = result.rail === 'lightning' ? result.fee : undefined;
  return {
    proof,
    ...(proof.validUntil === undefined ? {} : { validUntil: proof.validUntil }),
    ...(result.rail === 'eip3009' && result.seen === true ? { seen: true } : {}),
    ...(result.rail === 'lightning'
      ? { paid: { preimage: result.preimage, ...(fee === undefined ? {} : { fee }) } }
      : {}),
  };
}

/** What a wallet did with a request that it was asked for. `again`: it had been asked in an earlier life of the worker. */
export async function askWallet(
  steps: WalletSteps,
  payment: Payment,
  again: boolean,
): Promise<{ readonly event: Made | PaymentEvent; readonly error?: unknown }> {
  const request = requestOf(payment);
  let result: RailResult | undefined;
  try {
    const { protocol, wallet } = handlersOf(steps, payment);
    if (request === undefined) throw new FareboxError('error_internal');
    result = await wallet.fulfil(request, paymentContext(payment));
    return { event: madeOf(protocol, payment, request, result) };
  } catch (error) {
    return { event: failureOf(again, result, error), error };
  }
}

/** What a record keeps of an error: the key of its text, and what fills that. */
export function reasonOf(error: unknown): {
  readonly error: string;
  readonly detail: readonly string[];
} {
  const known = error instanceof FareboxError ? error : undefined;
  return { error: known?.key ?? 'error_internal', detail: known?.detail ?? [] };
}

/**
 * Whether money moved although the wallet did not do its part. The "no" of a wallet that was asked in an earlier life of
 * the worker (it is locked by now) says nothing of that time.
 */
function failureOf(again: boolean, result: RailResult | undefined, error: unknown): PaymentEvent {
  const known = error instanceof FareboxError && !(error instanceof Unsure);
  const unsure = again || result !== undefined || !known;
  return {
    type: 'walletFailed',
    moved: error instanceof PaidUnproved ? 'yes' : unsure ? 'unsure' : 'no',
    ...reasonOf(error),
    ...(result !== undefined && isInstantRail(result.rail) ? { answer: result } : {}),
    ...(error instanceof Unsure || isSeen(result) ? { seen: true } : {}),
  };
}

function isSeen(result: RailResult | undefined): boolean {
  return result?.rail === 'eip3009' && result.seen === true;
}

/** What was asked of the wallet; undefined for a payment that has ended, which keeps a part of it. */
function requestOf(payment: Payment): RailRequest | undefined {
  return payment.state === 'settled' || payment.state === 'expired' ? undefined : payment.request;
}

/** What the wallet says became of a payment, or what it gave before, where a proof can be made of that now. */
export async function lookUp(
  steps: WalletSteps,
  payment: Payment,
): Promise<Made | 'paid' | 'unpaid' | 'unknown'> {
  const { answer, proof, quote } = payment;
  const request = requestOf(payment);
  if (request === undefined) return 'unknown';
  const { protocol, wallet } = handlersOf(steps, payment);
  const owesProof = isInstantRail(quote.offer.rail?.kind) && proof === undefined;
  if (owesProof && answer !== undefined) {
    try {
      return madeOf(protocol, payment, request, answer);
    } catch {
      // Then the wallet is asked.
    }
  }
  const found = await wallet.lookup(request, paymentContext(payment));
  if (typeof found === 'string') return found;
  return owesProof ? madeOf(protocol, payment, request, found) : 'unknown';
}
