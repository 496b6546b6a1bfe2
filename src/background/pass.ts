import { FareboxError } from '../core/errors.ts';
import { type HttpResponse, withoutFragment } from '../core/http.ts';
import { attach, detach } from '../platform/attach.ts';
import { reload, tabOf } from '../platform/tabs.ts';
import { noteChange } from './change.ts';
import type { Farebox } from './farebox.ts';
import type { Pass } from './passes.ts';
import type { Seen } from './tabs.ts';

/** What an attached pass is called, so that its answer is not taken for a payment's. */
const PREFIX = 'pass:';
/** ms: a page that asks again so soon after its pass was sent is left to the person. */
const AGAIN = 10_000;

/** The pass that an attachment's id stands for; undefined for a payment's. */
export function passIdOf(attachment: string): string | undefined {
  return attachment.startsWith(PREFIX) ? attachment.slice(PREFIX.length) : undefined;
}

/** The pass that opens what was asked for: of a page, by GET. */
export async function passFor(farebox: Farebox, seen: Seen): Promise<Pass | undefined> {
  if (seen.type !== 'main_frame' || seen.response.method !== 'GET') return undefined;
  return farebox.passes.find(seen.response.url);
}

/**
 * Opens a page with its pass: nothing is paid. Throws `error_no_pass`, `error_locked`, `error_tab_gone`,
 * `error_attach`.
 */
export async function usePass(farebox: Farebox, seen: Seen): Promise<void> {
  const pass = await passFor(farebox, seen);
  if (pass === undefined) throw new FareboxError('error_no_pass');
  const url = withoutFragment(seen.response.url);
  const tab = await tabOf(seen.tabId);
  if (tab?.url === undefined || withoutFragment(tab.url) !== url) {
    throw new FareboxError('error_tab_gone');
  }
  const headers = await farebox.passes.headers(pass).catch(async (error: unknown) => {
    // Sealed by a purse that is gone: it opens nothing any more, and must not stand before the price.
    const lost = error instanceof FareboxError && error.key === 'error_safe';
    if (lost) await farebox.passes.drop(pass.id);
    throw error;
  });
  await farebox.passes.change(pass.id, { used: farebox.now() });
  const { tabId, type } = seen;
  await attach({ id: PREFIX + pass.id, tabId, type, url, headers });
  await reload(tabId);
}

/**
 * Opens a page by itself where the user has allowed that; false where it must be asked for. A pass costs nothing, so
 * the tab need not be in front; but some passes count their uses, so another site's link does not use one up.
 */
export async function usePassUnasked(farebox: Farebox, seen: Seen): Promise<boolean> {
  if (seen.begunHere !== true) return false;
  const pass = await passFor(farebox, seen);
  if (pass === undefined || !pass.auto || farebox.now() - (pass.used ?? 0) < AGAIN) return false;
  try {
    await usePass(farebox, seen);
    return true;
  } catch {
    // Locked, most likely: then the popup asks.
    return false;
  }
}

/** The answer to a request that carried a pass. One that is no longer taken is forgotten: it is asked anew. */
export async function passAnswered(
  farebox: Farebox,
  passId: string,
  response: HttpResponse,
): Promise<void> {
  await noteChange(farebox, await farebox.journal.get(passId), response);
  await detach(PREFIX + passId);
  const { status } = response;
  if (status === 401 || status === 402) await farebox.passes.drop(passId);
  farebox.changed();
}

/** The pass did not go out, or nothing came back. */
export async function passLost(farebox: Farebox, passId: string): Promise<void> {
  await detach(PREFIX + passId);
  farebox.changed();
}
