import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { PAY } from './driver/pay-button.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { ask, openPart } from './parts.ts';

// The class: what is paid for is a file. It is on the disk, whole, and was paid once.

const folder = mkdtempSync(join(tmpdir(), 'farebox-downloads-'));
beforeEach(() => {
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

inBothBrowsers(
  (stage, name) => {
    const odd = () => stage().street.odd;

    const open = (kind: string) => openPart(stage(), kind);

    /** What the browser saves from an address. Where Firefox does it for a page, Farebox need not have leave to see it. */
    async function saved(at: string): Promise<Buffer> {
      const known = async () => {
        if (name === 'firefox') return newest();
        const file = await stage().home.evaluate(async (url) => {
          const all = await browser.downloads.search({});
          return all.find((item) => item.url === url && item.state === 'complete')?.filename;
        }, odd() + at);
        return file === undefined ? undefined : readFileSync(file);
      };
      return until(known, { what: 'the file' });
    }

    /** What lies in the folder, which is emptied before each test. */
    function newest(): Buffer | undefined {
      const [file, ...rest] = readdirSync(folder);
      if (file === undefined || rest.length > 0) return undefined;
      const bytes = readFileSync(join(folder, file));
      return bytes.length > 0 ? bytes : undefined;
    }

    async function isPaidOnce(visit: Visit, at: string): Promise<void> {
      const { payment } = await stage().shows(visit, 'receipt');
      expect(payment.came).toBe('file');
      expect(await stage().spent()).toHaveLength(1);
      expect(await stage().proofsAt(odd(), at)).toHaveLength(1);
    }

    /** Pays for a link with the attribute `download`. Firefox asks for it as for a page, which is loaded again. */
    async function payAndSave(visit: Visit): Promise<void> {
      await ask(visit);
      await stage().shows(visit, 'offers');
      const popup = await stage().pay(visit);
      if (name === 'firefox') return;
      await stage().drawn(popup, 'armed');
      await popup.click('[data-act=download]');
    }

    test('a link with the attribute download', async () => {
      const { visit, at } = await open('download');
      await payAndSave(visit);
      await isPaidOnce(visit, at);
      expect((await saved(at)).toString()).toBe('Dear reader');
      expect(new URL(await visit.tab.url()).pathname).toBe('/parts');
    });

    test('a link to an attachment', async () => {
      const { visit, at } = await open('link');
      await ask(visit);
      await stage().shows(visit, 'offers');
      await stage().pay(visit);
      await isPaidOnce(visit, at);
      expect((await saved(at)).toString()).toBe('Dear reader');
    });

    test.each(['on a page', 'opened as a page'])(
      'a film %s, with a proof for one use',
      async (where) => {
        const opened = async () => {
          if (where === 'on a page') return open('film');
          const url = stage().once(`${odd()}/parts/film.mp3`);
          return { visit: await stage().visit(url), at: url.slice(odd().length) };
        };
        const { visit, at } = await opened();
        const popup = await stage().popup(visit);
        const twice = name === 'chromium' && where === 'opened as a page';
        expect(/asks twice for a film/.test(await popup.text())).toBe(twice);
        await popup.click('[data-act=as-file]');
        await popup.click(PAY);
        await isPaidOnce(visit, at);
        expect((await saved(at)).length).toBe(36_000 * 417);
        expect(await stage().badge(visit)).toBe('T✓');
      },
    );

    test('a site that takes the proof and sends no file: not known, counted, and not paid again', async () => {
      const { visit, at } = await open('broken');
      await payAndSave(visit);
      const { payment } = await stage().shows(visit, 'unknown');
      expect(payment.state).toBe('unknown');
      expect(await stage().proofsAt(odd(), at)).toHaveLength(1);
      expect(await stage().spent()).toEqual([]);
      if (name === 'firefox') expect(newest()).toBeUndefined();
    });
  },
  {
    grants: ['downloads'],
    prefs: { 'browser.download.folderList': 2, 'browser.download.dir': folder },
  },
);
