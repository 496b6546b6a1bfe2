import { browser } from '../browser.ts';

/**
 * What the organisation that manages the browser has set for Farebox: an empty object where it set nothing, undefined where that
 * cannot be read. Never rejects.
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/managed
 */
export async function readManaged(): Promise<unknown> {
  try {
    return await browser.storage.managed.get(null);
  } catch (error) {
    // Firefox rejects where there is no file for Farebox.
    return /manifest not found/i.test(String(error)) ? {} : undefined;
  }
}

/** Calls `listener` when the organisation changed it. Firefox reads it once, when it starts Farebox. */
export function onManagedChanged(listener: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') listener();
  });
}
