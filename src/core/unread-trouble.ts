import type { Payment } from './payment.ts';

/**
 * ms: when a payment last went wrong at its site; undefined where it did not. Wrong is: the site refused a proof that
 * it was sent, it is not known whether the payment was made, or the money went (or came back) and the page is not
 * known to have opened. So it is not where a redirect led to another origin, a form to log in or the front page
 * (`detour`). A wallet that refused before anything was sent is not the site's fault.
 */
function wentWrongAt(payment: Payment): number | undefined {
  const { state, history, ending, returned, detour } = payment;
  const bad = history.findLast((step) => step.state === 'refused' || step.state === 'unknown');
  if (state === 'unknown') return bad?.at;
  const sent = history.some((step) => step.state === 'sent');
  if (sent && state === 'settled' && detour !== undefined) return history.at(-1)?.at;
  if (!sent || (state === 'settled' && ending === undefined)) return undefined;
  if (bad !== undefined) return bad.at;
  return state === 'settled' || returned === true ? history.at(-1)?.at : undefined;
}

/**
 * Whether a payment at this origin went wrong, and the user has not looked since: neither pressed a button where the
 * popup says so (`looked`), nor paid this site by a press afterwards. Such a site is not paid without asking.
 * `payments` is the whole journal.
 */
export function hasUnreadTrouble(origin: string, payments: readonly Payment[]): boolean {
  const here = payments.filter(({ quote }) => new URL(quote.url).origin === origin);
  const pressed = Math.max(
    ...here.map(({ unasked, history }) => (unasked ? 0 : (history[0]?.at ?? 0))),
    0,
  );
  return here.some((payment) => {
    const at = wentWrongAt(payment);
    return at !== undefined && (payment.looked ?? 0) < at && pressed <= at;
  });
}
