import { existsSync } from 'node:fs';
import type { ExtensionTab, LaunchOptions } from './driver.ts';
import { until } from './until.ts';

const WELCOME = 'src/pages/welcome/index.html';

/**
 * Waits for the introduction, which opens when an extension is installed that has one, and closes it: it would come in
 * front of what a test looks at. In a profile that was used before nothing opens.
 */
export async function closeWelcome(
  home: ExtensionTab,
  extension: string,
  { keepsWelcome, profile }: LaunchOptions & { readonly profile?: unknown },
): Promise<void> {
  if (keepsWelcome === true || profile !== undefined) return;
  if (!existsSync(`${extension}/${WELCOME}`)) return;
  const close = () =>
    home.evaluate(async (path) => {
      const all = await browser.tabs.query({});
      // Closed while it loads, it may leave Chromium without the extension's texts, for every page that comes after.
      const there = ({ url, status }: (typeof all)[number]) =>
        url?.endsWith(path) === true && status === 'complete';
      const ids = all.filter(there).map(({ id }) => id ?? -1);
      await browser.tabs.remove(ids);
      return ids.length > 0;
    }, WELCOME);
  await until(close, { what: 'the introduction' });
}
