import { browser } from './browser.ts';

/** ms: browsers end a background that has been idle for 30 seconds. */
const PACE = 10_000;
/** Why the background must live: a proof waits for its request, a page's call for its payment, a wallet for its user. */
export type Reason = 'proofs' | 'calls' | 'wallet';

const reasons = new Set<Reason>();
let calls: ReturnType<typeof setInterval> | undefined;

/** Keeps the background alive for a reason, or no longer: a call of the browser's API now and then counts as work. */
export function keepAwake(reason: Reason, wanted: boolean): void {
  if (wanted) reasons.add(reason);
  else reasons.delete(reason);
  if (reasons.size > 0 === (calls !== undefined)) return;
  clearInterval(calls);
  calls =
    reasons.size > 0 ? setInterval(() => void browser.runtime.getPlatformInfo(), PACE) : undefined;
}
