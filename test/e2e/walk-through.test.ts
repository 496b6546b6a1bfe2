import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectWallet } from '../lab/lightning/remote.ts';
import { startGuide } from '../lab/walk/guide.ts';
import { startWeather, type WalkServer } from '../lab/walk/weather.ts';
import { compared } from '../support/picture.ts';
import type { Driver, Tab } from './driver/driver.ts';
import { openStage, type Stage, type Visit } from './helpers.ts';
import { lightning } from './lightning.ts';

// The walk-throughs of docs/developers.md: a broken server as its developer sees it, mended and paid, with their pictures.
// `FAREBOX_PICTURES=1` draws those anew.

const PICTURES = 'docs/pictures';
const FRESH = 'out/pictures';
/** Bytes of all pictures. */
const MOST = 400_000;

let driver: Driver;
let stage: Stage;

beforeAll(async () => {
  mkdirSync(FRESH, { recursive: true });
  stage = await openStage('chromium', { lang: 'en', viewport: { width: 1000, height: 470 } });
  driver = stage.driver;
  await stage.makePurse();
});
afterAll(() => driver?.close());

/** The developers' view of a visit, with its page's request chosen. */
async function openView(visit: Visit, outcome: string): Promise<Tab> {
  const view = await driver.newTab(
    driver.extensionUrl(`src/pages/inspector/402.html?tab=${visit.id}`),
  );
  await view.click(`[data-outcome=${outcome}]`);
  return view;
}

/** Takes a picture of a part of the view, and holds the one of the documentation against it. */
async function picture(view: Tab, part: string, name: string): Promise<string> {
  await view.click(`[data-tab=${part}]`);
  await view.waitFor(`#part[aria-labelledby=tab-${part}]`);
  const file = `${FRESH}/${name}.png`;
  await view.screenshot(file);
  const text = await view.text();
  const { shows, should } = compared(`${PICTURES}/${name}.png`, file, text);
  expect(shows).toBe(should);
  return text;
}

async function walk(
  name: string,
  server: WalkServer,
  path: string,
  { broken, says }: { broken: string; says: string },
): Promise<void> {
  const visit = await stage.visit(server.url + path);
  const view = await openView(visit, broken);
  expect(await picture(view, 'checks', `${name}-finding`)).toContain(says);
  server.mend();
  await visit.tab.reload();
  await view.click('[data-outcome=asks]');
  await view.click('[data-tab=challenge]');
  await view.waitFor(() =>
    document.querySelector('.readings')?.textContent?.includes('can be paid'),
  );
  expect(await picture(view, 'challenge', `${name}-mended`)).toContain('can be paid');
  const popup = await stage.press(visit);
  await stage.drawn(popup, 'receipt');
  await visit.tab.waitFor('#paid');
  await view.waitFor('[data-outcome=settled]');
  await view.click('[data-tab=timeline]');
  await view.waitFor(() => document.querySelectorAll('.timeline tbody tr').length >= 7);
  const paid = await picture(view, 'timeline', `${name}-paid`);
  expect(paid).toContain('402 → 200');
  expect(paid).toMatch(/Proof sent.*Answered.*Settled/s);
  await view.close();
}

describe('a broken server, found, mended and paid', () => {
  test('x402: a price in dollars', async () => {
    const server = await startWeather(stage.street.facilitator);
    await walk('x402', server, '/today', { broken: 'explained', says: 'base units' });
    await server.close();
  });

  test('L402: a macaroon of another invoice', async () => {
    const map = await lightning();
    const { uri } = await connectWallet(map);
    await stage.command('lightning.connect', { uri });
    const server = await startGuide(`${map.shop}/l402?walk`);
    await walk('l402', server, '/guide', { broken: 'broken', says: 'this very invoice' });
    await server.close();
  });

  test('the pictures stay small', () => {
    const sizes = readdirSync(PICTURES).map((each) => statSync(`${PICTURES}/${each}`).size);
    expect(sizes).toHaveLength(6);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST);
  });
});
