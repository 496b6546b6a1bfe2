import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchFirefox } from './driver/firefox.ts';
import { inPanel, openPanel, pressInPanel } from './driver/firefox-devtools.ts';
import { inBrowser } from './driver/firefox-page.ts';
import { until } from './driver/until.ts';
import { street } from './own-street.ts';

// The panel "402" in Firefox's own DevTools.

const folder = mkdtempSync(join(tmpdir(), 'panel-'));
let firefox: Awaited<ReturnType<typeof launchFirefox>>;
beforeAll(async () => {
  firefox = await launchFirefox({
    lang: 'en',
    prefs: { 'browser.download.folderList': 2, 'browser.download.dir': folder },
  });
});
afterAll(async () => {
  await firefox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The text of the browser's clipboard. */
const clipboard = () =>
  inBrowser(firefox.bidi, () => {
    const { Services, Cc, Ci } = globalThis as unknown as Privileged;
    const taken = Cc['@mozilla.org/widget/transferable;1']?.createInstance(Ci['nsITransferable']);
    taken?.init(null);
    taken?.addDataFlavor('text/plain');
    if (taken === undefined) return '';
    try {
      Services.clipboard.getData(taken, Services.clipboard.kGlobalClipboard);
      const data: { value?: { QueryInterface(kind: unknown): { data: string } } } = {};
      taken.getTransferData('text/plain', data);
      return data.value?.QueryInterface(Ci['nsISupportsString']).data ?? '';
    } catch {
      return '';
    }
  });
type Transferable = {
  init(context: null): void;
  addDataFlavor(flavor: string): void;
  getTransferData(flavor: string, into: object): void;
};
type Privileged = {
  readonly Services: {
    readonly clipboard: {
      readonly kGlobalClipboard: number;
      getData(to: Transferable, which: number): void;
    };
  };
  readonly Cc: Readonly<Record<string, { createInstance(kind: unknown): Transferable }>>;
  readonly Ci: Readonly<Record<string, unknown>>;
};

test('shows the 402 of the inspected page in real DevTools, and what is chosen in it', async () => {
  const { bidi } = firefox;
  const tab = await firefox.newTab();
  await tab.activate();
  expect(await openPanel(bidi, '402')).toBe(true);
  const text = () => inPanel(bidi, 'document.body.innerText');
  await until(async () => (await text()).includes('What if'), { what: 'the panel drawn' });
  // By the page: BiDi waits a minute for the end of a navigation that DevTools watch.
  await tab.evaluate((url) => {
    setTimeout(() => location.assign(url));
  }, `${street().v2}/article`);
  await until(async () => (await text()).includes('can be paid'), { what: 'the 402 in the panel' });
  await pressInPanel(bidi, '[data-outcome=asks]');
  await until(async () => (await text()).includes('payTo'), { what: 'the challenge in the panel' });
  expect(await inPanel(bidi, 'location.search')).toBe(`?tab=${await firefox.tabIdOf(tab)}&panel`);
});

test('says that it is told of no request headers here', async () => {
  await pressInPanel(firefox.bidi, '[data-tab=request]');
  const part = () => inPanel(firefox.bidi, "document.querySelector('#part').innerText");
  await until(async () => (await part()).includes('does not help here'), { what: 'the text' });
});

test('saves a file, and copies', async () => {
  const { bidi } = firefox;
  await pressInPanel(bidi, '[data-tab=take]');
  await pressInPanel(bidi, '[data-act=save-har]');
  const saved = () => readdirSync(folder).find((name) => /^farebox-402.*\.har$/.test(name));
  const log = await until(
    async () => {
      const name = saved();
      if (name === undefined) return undefined;
      try {
        return JSON.parse(readFileSync(join(folder, name), 'utf8')).log;
      } catch {
        return undefined;
      }
    },
    { what: 'the file' },
  );
  expect(log.entries[0].response.status).toBe(402);
  await pressInPanel(bidi, '[data-taken^=cURL] [data-act=copy]');
  await until(async () => (await clipboard()).startsWith('curl '), { what: 'the line copied' });
  expect(await clipboard()).toContain(`${street().v2}/article`);
});
