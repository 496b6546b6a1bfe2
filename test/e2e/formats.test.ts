import { mkdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startShopFormats } from '../lab/shop-formats.ts';
import type { Server } from '../lab/web.ts';
import type { Tab } from './driver/driver.ts';
import { until } from './driver/until.ts';
import { NOTICE_ROWS } from './format-notices.ts';
import { OFFER_ROWS, type Row } from './format-rows.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';

let shop: Server;
beforeAll(async () => {
  shop = await startShopFormats();
});
afterAll(() => shop?.close());

/** The first cells of the table below a heading of docs/protocols.md. */
function listed(heading: string): string[] {
  const [, section = ''] = readFileSync('docs/protocols.md', 'utf8').split(`\n## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.match(/^\| .*$/gm) ?? [];
  return rows.slice(1).map((row) => row.split(' | ')[0]?.replace(/[|`]/g, '').trim() ?? '');
}

test('every row of docs/protocols.md has a page here', () => {
  const rowsOf = (rows: readonly Row[]) => [...new Set(rows.map(({ row }) => row))].sort();
  expect(rowsOf(OFFER_ROWS)).toEqual(listed('Offers').sort());
  expect(rowsOf(NOTICE_ROWS)).toEqual(listed('Notices').sort());
});

inBothBrowsers(
  (stage, browserName) => {
    const folder = `out/formats/${browserName}`;
    // One tab in which one page after the other is opened, and one with its popup.
    let visit: Visit;
    let popup: Tab;
    beforeAll(async () => {
      mkdirSync(folder, { recursive: true });
      const { driver } = stage();
      const tab = await driver.newTab();
      visit = { tab, id: await driver.tabIdOf(tab) };
      popup = await driver.popup(visit.id);
    });

    /** Waits until the state is as expected; then the popup says it too. */
    async function reads(row: Row): Promise<void> {
      await visit.tab.goto(shop.url + row.path);
      const matches = async () => expect(await stage().state(visit)).toMatchObject(expected(row));
      await until(() => matches().then(() => true), { what: row.path, timeout: 10_000 });
      await popup.reload();
      await stage().drawn(popup, row.kind ?? 'cannot-pay');
      const said = async () => {
        // An amount and its unit stay on one line.
        const text = (await popup.text()).replace(/[\u00a0\u202f]/g, ' ');
        for (const part of row.says) expect(text).toContain(part);
        return true;
      };
      await until(said, { what: row.says.join(' and '), timeout: 5_000 });
      const pay = await popup.evaluate(() => document.querySelectorAll('[data-act=pay]').length);
      expect(pay).toBe(row.kind === 'offers' ? 1 : 0);
    }

    const expected = ({ kind = 'cannot-pay', offers = [], notices = [], problems = [] }: Row) => ({
      kind,
      request: { offers, notices, problems },
    });

    test.each(OFFER_ROWS)('$row: $path', async (row) => {
      await reads(row);
      expect(await stage().spent()).toEqual([]);
    });

    test.each(NOTICE_ROWS)('$row: $path', async (row) => {
      await reads(row);
      await popup.screenshot(`${folder}/${row.path.slice(1).replace('/', '-')}.png`, {
        fullPage: true,
      });
    });
  },
  { viewport: { width: 360, height: 600 } },
);
