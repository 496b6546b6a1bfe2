import { browser } from './browser.ts';

/** ms: browsers end a background that has been idle for 30 seconds. */
const PACE = 10_000;
let calls: ReturnType<typeof setInterval> | undefined;

/** Keeps the background alive, or no longer: a call of the browser's API now and then counts as work. */
export function keepAwake(wanted: boolean): void {
  if (wanted === (calls !== undefined)) return;
  clearInterval(calls);
  calls = wanted ? setInterval(() => void browser.runtime.getPlatformInfo(), PACE) : undefined;
}
