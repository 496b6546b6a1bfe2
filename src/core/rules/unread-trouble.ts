import type { Payment } from '../payment/index.ts';
import type { Facts } from './facts.ts';

/**
 * ms: when a payment last went wrong at its site; undefined where it did not. Wrong is: the site refused a proof that
 * it was sent, it is not known whether the payment was made, or the money went (or came back) and the page is not
 * known to have opened. So it is not where a redirect led to another origin, a form to log in or the front page
 * (`detour`). Practice says nothing of a site's ways with money. A wallet that refused before anything was sent is not the site's fault.
 */
export function wentWrongAt(payment: Payment): number | undefined {
  const { state, history, ending, returned, detour } = payment;
  if (payment.practice === true) return undefined;
  const bad = history.findLast((step) => step.state === 'refused' || step.state === 'unknown');
  if (state === 'unknown') return bad?.at;
  const sent = history.some((step) => step.state === 'sent');
  if (sent && state === 'settled' && detour !== undefined) return history.at(-1)?.at;
  if (!sent || (state === 'settled' && ending === undefined)) return undefined;
  if (bad !== undefined) return bad.at;
  return state === 'settled' || returned === true ? history.at(-1)?.at : undefined;
}

/** ms: when a payment went wrong, where the user has not looked since (pressed a button where the popup says so). */
export function unreadTroubleAt(payment: Payment): number | undefined {
  const at = wentWrongAt(payment);
  return at !== undefined && (payment.looked ?? 0) < at ? at : undefined;
}

/**
 * Whether a payment at this origin went wrong, and the user has neither looked since (`unreadTroubleAt`) nor paid
 * this site by a press afterwards. Such a site is not paid without asking. A press with a time after `now` (ms) is not
 * known to have come afterwards: the clock was set back.
 */
export function hasUnreadTrouble({ troubleAt, pressedAt = 0 }: TroubleFacts, now: number): boolean {
  return troubleAt !== undefined && (pressedAt <= troubleAt || pressedAt > now);
}

type TroubleFacts = Pick<Facts, 'troubleAt' | 'pressedAt'>;
