import { standIn } from '../core/dry-run.ts';
import { FareboxError, PaidUnproved, Unsure } from '../core/errors.ts';
import type { Payment, Step } from '../core/payment.ts';
import { checkProof } from '../core/proof.ts';
import { thaw } from '../core/quote.ts';
import { paysAtOnce, type RailRequest, type RailResult } from '../core/rail.ts';
import { clearAlarm, setAlarm } from '../platform/alarms.ts';
import { leaveRoom, makeRoom } from '../platform/attach.ts';
import { protocolById } from '../protocols/index.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { Asked, Wallet } from '../wallets/wallet.ts';
import type { Farebox } from './farebox.ts';

/** ms: how long a wallet that pays may take before it is asked what became of it. */
const ANSWER = 60_000;

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

/** For which payment, and over which page, its wallet is asked. */
export function askedFor({ id, target }: Payment): Asked {
  return { paymentId: id, tabId: target.tabId };
}

/**
 * Whether nobody knows if money moved: the wallet was asked, and did not say that it will not. `before`: it had
 * been asked in an earlier life of the worker, and its "no" (it is locked by now) is not about that time.
 */
function isUnsure(
  before: boolean,
  asked: boolean,
  result: RailResult | undefined,
  error: unknown,
): boolean {
  if (before) return true;
  if (!asked) return false;
  return result !== undefined || error instanceof Unsure || !(error instanceof FareboxError);
}

/**
 * From consent to proof. The request (with its nonce and its end) is in the journal before the wallet sees
 * it, so that a worker that dies in between asks for the same thing again and never for a second one. When
 * the wallet will not, the payment ends as `refused`: nothing exists that could take money. Where the wallet
 * pays at once and it is not certain that it did not, it ends as `unknown`, to be looked up; where it has paid and
 * cannot prove it, as `settled`: the money counts, and the ending says why nothing was opened.
 */
export async function pay(farebox: Farebox, approved: Payment): Promise<Payment> {
  const { protocol, wallet } = partsOf(farebox, approved);
  const offer = thaw(approved.quote.offer);
  const atOnce = paysAtOnce(offer.rail?.kind);
  let payment = approved;
  let asked = false;
  let result: RailResult | undefined;
  try {
    if (payment.state === 'approved') {
      const account = offer.rail && (await wallet.account(offer.rail));
      if (account === undefined) throw new FareboxError('error_no_wallet');
      const now = new Date(farebox.now());
      const request = protocol.request(offer, { account, now, random: farebox.random });
      payment = atOnce
        ? await prepare(farebox, protocol, payment, request)
        : await farebox.journal.step(payment.id, ['approved'], 'paying', { request });
    }
    if (payment.state !== 'paying' || payment.request === undefined) return payment;
    // A worker that dies while its wallet pays is woken to ask what became of it.
    const alarm = atOnce ? setAlarm(`check:${payment.id}`, farebox.now() + ANSWER) : undefined;
    asked = true;
    result = await wallet.fulfil(payment.request, askedFor(payment));
    const step = await interpreted(farebox, protocol, payment, payment.request, result);
    payment = await farebox.journal.step(payment.id, ['paying'], 'proved', step);
    await alarm;
    if (atOnce) await clearAlarm(`check:${payment.id}`);
    // The page need not wait for it: `settle` keeps it again if this worker dies first.
    void farebox.passes.keep(payment);
    void farebox.passes.keepPreimage(payment);
    return payment;
  } catch (error) {
    const key = error instanceof FareboxError ? error.key : 'error_internal';
    if (atOnce) void leaveRoom(payment.id);
    const state = (await farebox.journal.get(payment.id))?.state;
    if (state === 'approved' || state === 'paying') {
      const detail = error instanceof FareboxError ? error.detail : [];
      const ending = {
        kind: 'wallet',
        error: key,
        ...(detail.length > 0 ? { detail } : {}),
      } as const;
      const gone = state === 'paying' && error instanceof PaidUnproved;
      const unsure = atOnce && !gone && isUnsure(approved.state === 'paying', asked, result, error);
      const to = gone ? 'settled' : unsure ? 'unknown' : 'refused';
      await farebox.journal.step(payment.id, [state], to, { ending });
      // The alarm may have rung while the wallet was still at it.
      if (unsure) await setAlarm(`check:${payment.id}`, farebox.now() + ANSWER);
      else if (atOnce) await clearAlarm(`check:${payment.id}`);
      farebox.changed();
    }
    throw error;
  }
}

/**
 * What could fail after the money has left is tried before: the proof is made once with a result that stands in for
 * the wallet's, and room for it is taken on the disk and where attached proofs are kept. Throws as `Protocol.proof`
 * does, and `error_storage`; then the wallet is not asked.
 */
async function prepare(
  farebox: Farebox,
  protocol: Protocol,
  { id, quote }: Payment,
  request: RailRequest,
): Promise<Payment> {
  const { headers } = checkProof(protocol.proof(thaw(quote.offer), request, standIn(request)));
  // The proof, and what the wallet gave for it, which is no longer than that.
  const size = 2 * JSON.stringify(headers).length;
  await makeRoom(id, size).catch((error: unknown) => {
    throw new FareboxError('error_storage', String(error).slice(0, 200));
  });
  return farebox.journal.step(id, ['approved'], 'paying', { request, room: ' '.repeat(size) });
}

/**
 * What is written down of a wallet's result. One that gives no proof is written down as it came: it was paid for, and
 * `check` goes on from it.
 */
async function interpreted(
  farebox: Farebox,
  protocol: Protocol,
  payment: Payment,
  request: RailRequest,
  result: RailResult,
): Promise<Step> {
  try {
    return proved(protocol, payment, request, result);
  } catch (error) {
    if (paysAtOnce(result.rail)) await farebox.journal.note(payment.id, { answer: result });
    throw error;
  }
}

/** What is written down when the wallet has done its part. Throws as `Protocol.proof` does. */
export function proved(
  protocol: Protocol,
  payment: Payment,
  request: RailRequest,
  result: RailResult,
): Step {
  const proof = checkProof(protocol.proof(thaw(payment.quote.offer), request, result));
  const fee = result.rail === 'lightning' ? result.fee : undefined;
  return {
    proof,
    ...(proof.validUntil === undefined ? {} : { validUntil: proof.validUntil }),
    ...(result.rail === 'lightning'
      ? { paid: { preimage: result.preimage, ...(fee === undefined ? {} : { fee }) } }
      : {}),
  };
}
