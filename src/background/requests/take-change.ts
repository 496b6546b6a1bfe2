import { tokenId } from '../../core/money/token-id.ts';
import { type Change, mayTakeBack, owesChange, type Payment } from '../../core/payment/index.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { Protocol } from '../../protocols/protocol.ts';
import type { Context } from '../context.ts';

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

/** As `changeOf`, for an answer that decides nothing: one to a pass that was used again. */
export async function noteChange(
  context: Context,
  paymentId: string,
  response: HttpResponse,
): Promise<void> {
  await context.payments.tell(paymentId, (payment) => {
    const protocol = context.protocols.payingById(payment.quote.offer.protocol);
    const change = protocol && changeOf(payment, protocol, response);
    return change === undefined ? undefined : { type: 'changeGiven', change };
  });
}

/**
 * Takes in the change of a payment: written into the wallet's sealed state first, then swapped at its mint where that
 * is the user's. What cannot be taken in now (locked, another mint, a silent one) stays where it is. Never throws.
 */
export async function takeInChange(context: Context, paymentId: string): Promise<void> {
  await context.changeLock.afterLock(paymentId, () => takeAll(context, paymentId));
  context.balances.forget();
  context.changed();
}

async function takeAll(context: Context, paymentId: string): Promise<void> {
  const payment = await context.journal.get(paymentId).catch(() => undefined);
  for (const { id, state } of payment?.change ?? []) {
    if (state === 'kept') await takeIn(context, paymentId, id).catch(() => undefined);
  }
}

async function takeIn(context: Context, paymentId: string, id: string): Promise<void> {
  const payment = await context.journal.get(paymentId);
  const each = payment?.change?.find((other) => other.id === id);
  if (payment === undefined || each === undefined) return;
  const note = (known: Change | undefined) =>
    context.payments.tell(paymentId, {
      type: 'changeKnown',
      id,
      ...(known === undefined ? {} : { known }),
    });
  if (each.token !== undefined) {
    const kept = await context.ecash.keepChange({ id, paymentId, token: each.token });
    if (kept === 'own') {
      await note(undefined);
      // Our own token handed back is no change: it is unused.
      if (mayTakeBack(payment)) await context.payments.tell(paymentId, { type: 'takeBackPressed' });
      return;
    }
    await note(kept);
  }
  const now = await context.ecash.takeChange(id);
  if (now !== undefined) await note(now);
}

/** Goes on with all change that is still to be taken in: after waking, unlocking, or a new mint. Never throws. */
export async function takeInAllChange(context: Context): Promise<void> {
  const open = await context.journal.open().catch(() => []);
  const owing = open.filter(owesChange);
  await Promise.all(owing.map(({ id }) => takeInChange(context, id)));
}
