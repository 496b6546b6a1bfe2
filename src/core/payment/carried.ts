import type { Payment } from './payment.ts';
import { doubt, withoutPreimage } from './step.ts';

/** A tab that no browser has: a restored payment has no page. */
const NO_TAB = -1;

/**
 * A payment as a back-up holds it, for another browser: without what takes money or opens a page (proof, preimage, token,
 * what the wallet gave), and without its tab. One that is under way becomes `unknown`, because the browser that began
 * it may still end it: what became of it is looked up, and until then it counts. Undefined while no wallet was asked,
 * and for practice: there is nothing to look up then, and nothing to count. `at`: ms since 1970.
 */
export function carried(payment: Payment, at: number): Payment | undefined {
  if (payment.state === 'approved' || payment.practice === true) return undefined;
  const { target, change, paid, ...known } = isUnderWay(payment) ? doubt(payment, at) : payment;
  const { proof: _, answer: __, room: ___, armedUntil: ____, ...kept } = known;
  const { call: _____, worker: ______, ...asked } = target;
  const settled = change?.filter(({ state }) => state !== 'kept');
  return {
    ...kept,
    ...(paid === undefined ? {} : { paid: withoutPreimage(paid) }),
    ...(settled === undefined || settled.length === 0 ? {} : { change: settled }),
    target: { ...asked, tabId: NO_TAB, frameId: 0 },
  } as Payment;
}

function isUnderWay({ state }: Payment): boolean {
  return !['settled', 'expired', 'refused', 'unknown'].includes(state);
}
