import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFor } from '../../scripts/build.ts';
import { launchChromium } from '../e2e/driver/chromium.ts';
import type { Driver } from '../e2e/driver/driver.ts';
import { startLightning } from '../lab/lightning/lightning.ts';
import { inPlaceRows } from './in-place.ts';
import { buildWithoutPanel, inspectorRows } from './inspector.ts';
import { journalRows } from './journal.ts';
import { lightningRow } from './lightning.ts';
import { loadRow, pictureRows, recordedRow } from './load.ts';
import { payRow, preparePurse } from './pay.ts';
import { popupRow, withMark } from './popup.ts';
import { readRows } from './read.ts';
import { allWithin, type Row, table } from './row.ts';
import { sizeRows } from './size.ts';
import { type StubKind, writeStub } from './stub.ts';
import { startShop } from './web.ts';

/** The budgets of docs/architecture.md as ratios, all of one run; `--only load,read` runs some. */

const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',');
const wanted = (name: string) => !process.argv.includes('--only') || only?.includes(name) === true;
const open: { close(): Promise<void> }[] = [];

async function keep<Each extends { close(): Promise<void> }>(starting: Promise<Each>) {
  const each = await starting;
  open.push(each);
  return each;
}

async function closeAll(some: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const each of some) {
    open.splice(open.indexOf(each), 1);
    await each.close();
  }
}

async function close(): Promise<void> {
  for (const each of open.splice(0).reverse()) await each.close().catch(() => undefined);
}

type Pair = (farebox: Driver, stub: Driver) => Promise<Row>;

async function measure(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  if (wanted('read')) rows.push(...(await readRows(folder)));
  if (wanted('inspector')) rows.push(...(await inspectorRows()));
  const built = ['load', 'in-place', 'pay', 'lightning', 'popup', 'journal', 'size', 'recorder'];
  if (!built.some(wanted)) return rows;
  const build = join(folder, 'chrome');
  const output = await buildFor('chrome', { quiet: true, outDir: build });
  const shop = await keep(startShop());

  /** Both browsers at once, so that both meet the same machine. */
  const inBrowsers = async (extension: string, kind: StubKind, row: Pair, popup: boolean) => {
    const farebox = await keep(launchChromium({ extension }));
    const stub = await keep(launchChromium({ extension: writeStub(folder, kind) }));
    await preparePurse(farebox, popup);
    rows.push(await row(farebox, stub));
    await closeAll([stub, farebox]);
  };

  if (wanted('load')) {
    await inBrowsers(build, 'listener', (ours, stub) => loadRow(ours, stub, shop), false);
  }
  if (wanted('recorder')) {
    const ours = await keep(launchChromium({ extension: build }));
    const without = await keep(launchChromium({ extension: await buildWithoutPanel(folder) }));
    for (const each of [ours, without]) await preparePurse(each, false);
    rows.push(await recordedRow(ours, without, shop));
    await closeAll([without, ours]);
  }
  if (wanted('load')) {
    const extensions = [build, writeStub(folder, 'listener'), writeStub(folder, 'three')];
    const started = [];
    for (const extension of extensions) started.push(await keep(launchChromium({ extension })));
    const [farebox, all, three] = started;
    if (farebox !== undefined && all !== undefined && three !== undefined) {
      rows.push(...(await pictureRows(farebox, all, three, shop)));
    }
    await closeAll(started);
  }
  if (wanted('in-place')) {
    const farebox = await keep(launchChromium({ extension: build }));
    const held = await keep(startShop());
    await preparePurse(farebox, false);
    rows.push(...(await inPlaceRows(farebox, held, shop)));
    await closeAll([held, farebox]);
  }
  if (wanted('pay')) {
    await inBrowsers(build, 'reload', (ours, stub) => payRow(ours, stub, shop), false);
  }
  if (wanted('lightning')) {
    const { map } = await keep(startLightning());
    const row: Pair = (ours, stub) => lightningRow(ours, stub, shop, map);
    await inBrowsers(build, 'reload', row, false);
  }
  if (wanted('popup')) {
    const marked = withMark(build, folder);
    await inBrowsers(marked, 'popup', (ours, stub) => popupRow(ours, stub, shop), true);
  }
  if (wanted('journal')) {
    const many = await keep(launchChromium({ extension: build }));
    const few = await keep(launchChromium({ extension: build }));
    for (const each of [many, few]) await preparePurse(each, false);
    rows.push(...(await journalRows(many, few, shop)));
  }
  if (wanted('size')) rows.push(...sizeRows(output, build));
  return rows;
}

const folder = mkdtempSync(join(tmpdir(), 'farebox-bench-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void close().then(() => process.exit(1)));
}
try {
  const rows = await measure(folder);
  console.log(table(rows));
  if (process.argv.includes('--strict') && !allWithin(rows)) process.exitCode = 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}
