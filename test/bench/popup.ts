import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from '../e2e/driver/driver.ts';
import { until } from '../e2e/driver/until.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms } from './stats.ts';
import { markWhenShown } from './stub.ts';
import type { Shop } from './web.ts';

const ROUNDS = 21;
const WARM_UP = 2;

type Shown = { shown?: number };

/** A copy of the build whose popup also tells when it shows an amount. */
export function withMark(build: string, parent: string): string {
  const folder = join(parent, 'marked');
  cpSync(build, folder, { recursive: true });
  writeFileSync(join(folder, 'mark.js'), markWhenShown('main[data-state] .amount'));
  const popup = join(folder, 'src/pages/popup/index.html');
  const html = readFileSync(popup, 'utf8');
  writeFileSync(popup, html.replace('<head>', '<head><script src="/mark.js"></script>'));
  return folder;
}

async function timeOf(driver: Driver, shop: Shop, target: string): Promise<number> {
  const home = await driver.extensionPage();
  await home.evaluate(() => {
    const scope = globalThis as unknown as Shown;
    delete scope.shown;
    const channel = new BroadcastChannel('bench');
    channel.onmessage = ({ data }) => {
      scope.shown = data;
      channel.close();
    };
  });
  const tab = await driver.newTab(shop.url + target);
  const shown = await until(() => home.evaluate(() => (globalThis as unknown as Shown).shown), {
    what: 'the popup',
  });
  await (await driver.actionPopup())?.close();
  await tab.close();
  await until(async () => (await driver.actionPopup()) === undefined, { what: 'no popup' });
  return shown - shop.at(target).asked;
}

/** From the headers of a 402 to its amount in the popup, over opening an empty popup in the same way. */
export async function popupRow(farebox: Driver, stub: Driver, shop: Shop): Promise<Row> {
  const times = { farebox: [] as number[], stub: [] as number[] };
  await inTurns(
    WARM_UP + ROUNDS,
    async (round) => {
      times.farebox.push(await timeOf(farebox, shop, `/door/ours/${round}`));
    },
    async (round) => {
      times.stub.push(await timeOf(stub, shop, `/door/theirs/${round}`));
    },
  );
  const ours = median(times.farebox.slice(WARM_UP));
  const theirs = median(times.stub.slice(WARM_UP));
  return {
    what: 'headers → amount in the popup ÷ an empty popup',
    ratio: ours / theirs,
    budget: 1.2,
    figures: `${ms(ours)} ÷ ${ms(theirs)}, ${ROUNDS} pairs`,
  };
}
