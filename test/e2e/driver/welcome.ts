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
      const ids = all.filter(({ url }) => url?.endsWith(path)).map(({ id }) => id ?? -1);
      await browser.tabs.remove(ids);
      return ids.length > 0;
    }, WELCOME);
  await until(close, { what: 'the introduction' });
}
