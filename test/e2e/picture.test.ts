import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compared } from '../support/picture.ts';
import type { Driver, Tab } from './driver/driver.ts';
import { PAY } from './driver/pay-button.ts';
import { openStage, type Stage } from './helpers.ts';

const folder = 'out/readme';
/** High enough for the whole popup, its buttons included. */
const page = { width: 1200, height: 540 };
let driver: Driver;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage('chromium', { viewport: page });
  driver = stage.driver;
  await stage.makePurse(5_000_000n);
  mkdirSync(folder, { recursive: true });
});
afterAll(() => driver?.close());

/** A picture of the popup's content alone, 360 px wide as the toolbar shows it. */
async function photograph(popup: Tab, file: string): Promise<string> {
  await popup.evaluate(() => {
    document.documentElement.style.width = '360px';
    document.body.style.minHeight = 'auto';
  });
  await popup.screenshot(file);
  return dataUrl(file);
}

const dataUrl = async (file: string) =>
  `data:image/png;base64,${(await readFile(file)).toString('base64')}`;

test('the picture of the README: a paid page with the popup beside it', async () => {
  const visit = await stage.visit(`${stage.street.v2}/article`);
  await visit.tab.screenshot(`${folder}/page.png`);
  const popup = await stage.popup(visit);
  await popup.waitFor(PAY);
  await popup.waitFor(() => /In your Farebox wallet\s+\d/.test(document.body.innerText));
  const text = await popup.text();
  const height = await popup.evaluate(
    () => document.querySelector('main')?.getBoundingClientRect().bottom ?? 0,
  );
  const pictures = {
    page: await dataUrl(`${folder}/page.png`),
    popup: await photograph(popup, `${folder}/popup-alone.png`),
    height: Math.min(height, page.height - 16),
  };
  const sheet = await stage.blank();
  await sheet.evaluate(({ page, popup, height }) => {
    document.body.style.margin = '0';
    const image = (src: string) => Object.assign(new Image(), { src });
    const below = image(page);
    below.style.display = 'block';
    const frame = document.createElement('div');
    frame.style.cssText = `position:absolute;top:8px;right:16px;width:360px;height:${height}px;overflow:hidden;border-radius:8px;box-shadow:0 4px 24px #0006`;
    frame.append(image(popup));
    document.body.append(below, frame);
    return Promise.all([...document.images].map((each) => each.decode())).then(() => true);
  }, pictures);
  await sheet.screenshot(`${folder}/popup.png`);
  const { shows, should } = compared('docs/popup.png', `${folder}/popup.png`, text);
  expect(shows).toBe(should);
});
