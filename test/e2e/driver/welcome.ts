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
  // Chromium asks for the extension's texts once in a process, at the first use: here, and not in a page that is closed
  // while it asks. Where it was, every page that came after was without a text.
  const named = () => home.evaluate(() => browser.i18n.getMessage('extension_name') !== '');
  await until(named, { what: 'the texts of the extension' });
  const close = () =>
    home.evaluate(async (path) => {
      const all = await browser.tabs.query({});
      const there = ({ url, status }: (typeof all)[number]) =>
        url?.endsWith(path) === true && status === 'complete';
      const ids = all.filter(there).map(({ id }) => id ?? -1);
      await browser.tabs.remove(ids);
      return ids.length > 0;
    }, WELCOME);
  await until(close, { what: 'the introduction' });
}
