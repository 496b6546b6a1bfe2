import type { BrowserName, Tab } from './driver/driver.ts';
import { openStage, type Stage } from './helpers.ts';

/** A browser that has never been used, on the same street, with wallets under the tests' password. */
export async function anotherBrowser(name: BrowserName): Promise<Stage> {
  const stage = await openStage(name);
  await stage.makePurse(0n);
  return stage;
}

type Saving = { saved?: Promise<string> };

/** Has the page keep what it saves as a file, in place of the browser's own download. */
export function keepSaved(tab: Tab): Promise<void> {
  return tab.evaluate(() => {
    URL.createObjectURL = (blob) => {
      (globalThis as unknown as Saving).saved = (blob as Blob).text();
      return '';
    };
    HTMLAnchorElement.prototype.click = () => undefined;
  });
}

/** What the page has saved, once it has. */
export async function savedText(tab: Tab): Promise<string> {
  await tab.waitFor(() => 'saved' in globalThis);
  return tab.evaluate(async () => (await (globalThis as unknown as Saving).saved) ?? '');
}

/** Chooses a file of this text in a page's field, as the user does in the browser's own dialog. */
export function chooseFile(tab: Tab, selector: string, text: string): Promise<void> {
  return tab.evaluate(
    (selector, text) => {
      const field = document.querySelector<HTMLInputElement>(selector);
      if (field === null) throw new Error(`no ${selector}`);
      const files = new DataTransfer();
      files.items.add(new File([text], 'farebox.backup', { type: 'text/plain' }));
      field.files = files.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    selector,
    text,
  );
}
