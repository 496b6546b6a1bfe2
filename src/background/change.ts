import type { HttpResponse } from '../core/http.ts';
import { type Change, owesChange, type Payment } from '../core/payment.ts';
import { tokenId } from '../core/token-id.ts';
import { protocolById } from '../protocols/index.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { Farebox } from './farebox.ts';
import { mayTakeBack, takeBack } from './take-back.ts';
import { inTurn } from './turns.ts';

/** More tokens than these in all are not taken of one payment. */
const MOST = 32;
/** Characters of a token; a longer one is no change that a site would give back. */
const LONGEST = 16 * 1024;

/**
 * The change of a payment with what an answer gives back; undefined where it gives nothing new. It belongs into the
 * journal in the same step as the outcome: a token is money, and nothing else holds it.
 */
export function changeOf(
  { change = [] }: Payment,
  protocol: Pick<Protocol, 'change'>,
  response: HttpResponse,
): readonly Change[] | undefined {
  const fresh = (protocol.change?.(response) ?? [])
    .filter((token) => token.length <= LONGEST)
    .map((token): Change => ({ id: tokenId(token), state: 'kept', token }))
    .filter(({ id }) => !change.some((each) => each.id === id));
  return fresh.length === 0 ? undefined : [...change, ...fresh].slice(0, MOST);
}

/** As `changeOf`, for an answer that decides nothing: a second one, or one to a pass that was used again. */
export async function noteChange(
  farebox: Farebox,
  payment: Payment | undefined,
  response: HttpResponse,
): Promise<void> {
  if (payment === undefined) return;
  const protocol = protocolById(payment.quote.offer.protocol);
  if (protocol === undefined || changeOf(payment, protocol, response) === undefined) return;
  await farebox.journal.note(payment.id, (now) => {
    const change = changeOf(now, protocol, response);
    return change === undefined ? {} : { change };
  });
  void takeInChange(farebox, payment.id);
}

/**
 * Takes in the change of a payment: written into the wallet's sealed state first, then swapped at its mint where that
 * is the user's. What cannot be taken in now (locked, another mint, a silent one) stays where it is. Never throws.
 */
export async function takeInChange(farebox: Farebox, paymentId: string): Promise<void> {
  await inTurn(`change:${paymentId}`, async () => {
    for (const { id, state } of (await farebox.journal.get(paymentId))?.change ?? []) {
      if (state === 'kept') await takeIn(farebox, paymentId, id).catch(() => undefined);
    }
  }).catch(() => undefined);
  farebox.balances.forget();
  farebox.changed();
}

async function takeIn(farebox: Farebox, paymentId: string, id: string): Promise<void> {
  const each = (await farebox.journal.get(paymentId))?.change?.find((other) => other.id === id);
  if (each === undefined) return;
  if (each.token !== undefined) {
    const kept = await farebox.ecash.keepChange({ id, paymentId, token: each.token });
    if (kept === 'own') {
      await write(farebox, paymentId, id, undefined);
      const payment = await farebox.journal.get(paymentId);
      // Our own token handed back is no change: nobody has used it.
      if (payment !== undefined && mayTakeBack(payment)) {
        await inTurn(paymentId, () => takeBack(farebox, payment));
      }
      return;
    }
    await write(farebox, paymentId, id, kept);
  }
  const now = await farebox.ecash.takeChange(id);
  if (now !== undefined) await write(farebox, paymentId, id, now);
}

/** Puts what is known of one token in its place; undefined: it is none. */
async function write(
  farebox: Farebox,
  paymentId: string,
  id: string,
  known: Change | undefined,
): Promise<void> {
  // Another answer may have brought more meanwhile.
  await farebox.journal.note(paymentId, ({ change = [] }) => ({
    change: change.flatMap((each) => (each.id === id ? (known ?? []) : each)),
  }));
}

/** Goes on with all change that is still to be taken in: after waking, unlocking, or a new mint. Never throws. */
export async function takeInAllChange(farebox: Farebox): Promise<void> {
  const owing = (await farebox.journal.list().catch(() => [])).filter(owesChange);
  await Promise.all(owing.map(({ id }) => takeInChange(farebox, id)));
}
