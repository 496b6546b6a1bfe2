import type { Farebox } from './farebox.ts';
import { announce } from './offer.ts';
import { usePassUnasked } from './pass.ts';
import { showPopup } from './show-popup.ts';
import { isSkipped } from './skipped.ts';
import type { Seen } from './tabs.ts';
import { payUnasked } from './unasked.ts';

/** The 402s that have opened the popup once: reading a body late must not open it again. */
const presented = new Set<string>();

/**
 * As `announce`; and if it is the page itself, in front and loaded, it is opened with a pass or paid where the
 * person has allowed that, or else the popup opens (a setting).
 */
export async function present(farebox: Farebox, seen: Seen): Promise<void> {
  await announce(farebox, seen);
  if (seen.type !== 'main_frame' || presented.has(seen.id)) return;
  if (await isSkipped(farebox, seen)) return;
  presented.add(seen.id);
  if (await usePassUnasked(farebox, seen)) return;
  if ((await payUnasked(farebox, seen)) === undefined) {
    await showPopup(farebox, seen.tabId, seen.response.url);
  }
}
