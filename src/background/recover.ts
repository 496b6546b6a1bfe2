import { siteOf } from '../core/origin.ts';
import { hasPaid, isOpen, type Payment } from '../core/payment.ts';
import { paysAtOnce } from '../core/rail.ts';
import { hasAlarm, setAlarm } from '../platform/alarms.ts';
import { detach, disarm, isAttached, mayHaveLeft } from '../platform/attach.ts';
import { tabOf } from '../platform/tabs.ts';
import { takeInAllChange } from './change.ts';
import { askLater, check } from './check.ts';
import type { Farebox } from './farebox.ts';
import { partsOf, pay } from './pay.ts';
import { CHAIN_CLOCK, RUNWAY, send } from './send.ts';
import { settle } from './settle.ts';
import { mayTakeBack, takeBack } from './take-back.ts';
import { exclusively, isBusy } from './turns.ts';
import { unheard } from './unheard.ts';

/** A consent older than this is not acted on any more without a new press. */
const FRESH = 60_000;
/** ms: what has been open for longer is asked by its alarm, and not at each start of the worker. */
const OLD = 60 * 60_000;

/**
 * The worker has woken, perhaps from being killed. Every payment that has not ended is taken from the
 * journal in its true state: what was consented to a moment ago goes on with the same request and the
 * same proof; what is older waits for a press; what nobody can use any more ends.
 */
export async function recover(farebox: Farebox): Promise<void> {
  void takeInAllChange(farebox);
  for (const payment of await farebox.journal.list()) {
    if (!isOpen(payment) || isBusy(payment.id)) continue;
    try {
      await exclusively(payment.id, () => resume(farebox, payment));
    } catch {
      // Its state is in the journal and the popup shows it; the next one must not suffer.
    }
  }
  farebox.changed();
}

async function resume(farebox: Farebox, payment: Payment): Promise<void> {
  const now = farebox.now();
  const last = payment.history.at(-1)?.at ?? 0;
  const tab = await tabOf(payment.target.tabId);
  // A browser that was started again numbers its tabs anew: only the page itself is proof of the tab.
  const there =
    payment.target.type !== 'main_frame' ||
    siteOf(tab?.url ?? '')?.origin === new URL(payment.quote.url).origin;
  // A consent of the future is one from before the clock was set back: nobody knows how old it is.
  const fresh = Math.abs(now - last) < FRESH && tab !== undefined && there;
  const over = payment.validUntil !== undefined && now > payment.validUntil;
  switch (payment.state) {
    case 'approved':
    case 'paying':
      if (payment.state === 'paying' && mayHavePaid(farebox, payment, fresh)) {
        return endIf(farebox, payment, true);
      }
      if (fresh) return continueTo(farebox, await pay(farebox, payment));
      // No proof was ever written down, so none can have left.
      await farebox.journal.step(payment.id, [payment.state], 'expired', {
        ending: { kind: 'interrupted' },
      });
      return;
    case 'proved':
      if (over) await farebox.journal.step(payment.id, ['proved'], 'expired');
      // What is paid for is opened while its page is there; a signature that is old waits for a press.
      else if (fresh || (hasPaid(payment) && there && tab !== undefined)) {
        await continueTo(farebox, payment);
      }
      return;
    case 'sent':
      if (payment.quote.method !== 'GET') return endIf(farebox, payment, over);
      // It has left: whatever the rule still does would send it a second time.
      if (payment.left !== undefined) await disarm(payment.id);
      // Its request may be on its way just now: the answer will tell.
      if (tab?.loading === true && mayHaveLeft(payment.id)) return;
      if (await hearNow(farebox, payment)) return;
      if (neverWent(payment) && fresh) {
        // Written down as sent, but the request never went: the worker died in between.
        await detach(payment.id);
        await send(farebox, payment);
        return;
      }
      if (payment.ending?.kind === 'pending') return;
      // A page that has loaded has answered: nobody was awake to hear it.
      if (!isAttached(payment.id) || over || tab?.loading !== true) {
        return endIf(farebox, payment, true);
      }
      return;
    case 'refused':
      // Ecash that was refused belongs in the purse.
      if (mayTakeBack(payment)) return void (await takeBack(farebox, payment));
      if (await waitsForAlarm(payment, now - last)) return;
      return endIf(farebox, payment, over);
    case 'unknown':
      if (await hearNow(farebox, payment)) return;
      if (await waitsForAlarm(payment, now - last)) return;
      return endIf(farebox, payment, over || payment.proof === undefined);
  }
}

/** Whether an old payment has an alarm that will ask about it: the worker starts often, and asks nobody each time. */
async function waitsForAlarm({ id }: Payment, age: number): Promise<boolean> {
  return age > OLD && (await hasAlarm(`check:${id}`));
}

/** Whether the page turns out to be open. */
async function hearNow(farebox: Farebox, payment: Payment): Promise<boolean> {
  const answer = await unheard(payment);
  if (answer === undefined) return false;
  return (await settle(farebox, payment.id, answer))?.state === 'settled';
}

/** The wallet may have paid, and is not (or cannot be) asked for the same again: it is looked up instead. */
function mayHavePaid(farebox: Farebox, payment: Payment, fresh: boolean): boolean {
  if (!paysAtOnce(payment.quote.offer.rail?.kind)) return false;
  return !fresh || !partsOf(farebox, payment).wallet.repeatable;
}

/** Nothing left the browser, and nothing can have: otherwise the chain is asked before anything is sent again. */
function neverWent({ id, left, ending }: Payment): boolean {
  return left === undefined && ending === undefined && !mayHaveLeft(id);
}

async function continueTo(farebox: Farebox, payment: Payment): Promise<void> {
  if (payment.state !== 'proved' || payment.quote.method !== 'GET') return;
  const left = (payment.validUntil ?? Number.POSITIVE_INFINITY) - farebox.now();
  if (left >= RUNWAY) await send(farebox, payment);
}

/** A proof's time is over, or its request has not left in time. */
export async function timeUp(farebox: Farebox, paymentId: string): Promise<void> {
  const payment = await farebox.journal.get(paymentId);
  if (payment === undefined || !isOpen(payment)) return;
  if (isBusy(paymentId)) return askLater(farebox, payment);
  // Set for a wallet's answer, which has come: the site's answer has no such time.
  if (payment.proof !== undefined && payment.validUntil === undefined) return;
  await exclusively(paymentId, () => endIf(farebox, payment, true));
  farebox.changed();
}

/** The page that should have sent the proof did not ask for it again: the proof waits for a press. */
export async function sweep(farebox: Farebox, paymentId: string): Promise<void> {
  const payment = await farebox.journal.get(paymentId);
  if (payment?.state !== 'sent' || payment.ending !== undefined) return;
  if (payment.left === undefined) {
    if (mayHaveLeft(paymentId)) return endIf(farebox, payment, true);
    await detach(paymentId);
    await farebox.journal.note(paymentId, {
      ending: { kind: 'not-attached', noRequest: true },
    });
    farebox.changed();
  } else {
    // The worker may have died after the proof left and before it took the rule down.
    await disarm(paymentId);
  }
  if (payment.validUntil !== undefined) {
    await setAlarm(`check:${paymentId}`, payment.validUntil + CHAIN_CLOCK);
  }
}

/**
 * Looks the payment up when its time is over; one that was sent or asked for and never answered becomes
 * `unknown`. What turns out to be paid for is opened. What stays open is asked about again, later.
 */
async function endIf(farebox: Farebox, payment: Payment, over: boolean): Promise<void> {
  if (!over) return askWhenOver(farebox, payment);
  const after = await check(farebox, payment.id);
  if (after === undefined || !isOpen(after)) return;
  if (after.state === 'proved' && payment.state !== 'proved') {
    const tab = await tabOf(after.target.tabId);
    const there = siteOf(tab?.url ?? '')?.origin === new URL(after.quote.url).origin;
    return there ? continueTo(farebox, after) : undefined;
  }
  if (after.proof === undefined && paysAtOnce(after.quote.offer.rail?.kind)) {
    return stillUnknown(farebox, after);
  }
  if (after.state === 'sent' && after.ending?.kind !== 'not-attached') {
    await farebox.journal.step(payment.id, ['sent'], 'unknown', {
      ending: { kind: 'interrupted' },
    });
    // From now on it goes out by a press only. The answer to a load that is under way is still heard.
    const tab = await tabOf(after.target.tabId);
    const answered = after.target.type === 'main_frame' && tab?.loading !== true;
    await (answered ? detach(payment.id) : disarm(payment.id));
  }
  await askWhenOver(farebox, after);
}

/** Has the chain asked about a signature once its time is over, and again while the chain says nothing. */
async function askWhenOver(farebox: Farebox, payment: Payment): Promise<void> {
  const { id, validUntil, proof } = payment;
  if (validUntil === undefined || proof === undefined) return;
  if (validUntil > farebox.now()) await setAlarm(`check:${id}`, validUntil + CHAIN_CLOCK);
  else await askLater(farebox, payment);
}

/** Nobody knows whether the wallet paid: that is what the journal says from now on, and it is asked again. */
async function stillUnknown(farebox: Farebox, payment: Payment): Promise<void> {
  if (payment.state === 'paying') {
    const ending = { kind: 'interrupted' } as const;
    await farebox.journal.step(payment.id, ['paying'], 'unknown', { ending });
    farebox.changed();
  }
  if (payment.state === 'paying' || payment.state === 'unknown') await askLater(farebox, payment);
}
