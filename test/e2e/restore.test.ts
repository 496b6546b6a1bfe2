import { Wallet } from '@cashu/cashu-ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buyToken } from '../lab/mint/buy.ts';
import { type Mint, startMint } from '../lab/mint/mint.ts';
import { paperLightning } from '../lab/mint/paper-lightning.ts';
import { anotherBrowser } from './another-browser.ts';
import type { Driver, Tab } from './driver/driver.ts';
import { browserNames } from './driver/open.ts';
import { PASSPHRASE, type Stage } from './helpers.ts';

/** ms: each mint is asked of hundreds of numbers, and each number is two points of the curve to compute. */
const SEARCH = 60_000;

// A class of losses: the profile is gone, and of the ecash only twelve words on paper are left.
describe.each(browserNames)('%s', (name) => {
  const lightning = paperLightning();
  const fee = paperLightning();
  let words = '';
  let first: Mint;
  let away: Mint;
  let dear: Mint;
  let empty: Mint;
  let driver: Driver;
  let stage: Stage;
  let tab: Tab;

  /** A browser that has never been used, with a purse of its own. */
  const fresh = async () => {
    stage = await anotherBrowser(name);
    driver = stage.driver;
  };
  /** What the purse holds, satoshi by mint. */
  const held = async () => {
    const { mints } = await stage.command('ecash.get', null);
    return Object.fromEntries(
      mints.map(({ url, balances }) => [
        url,
        balances.reduce((sum, { amount }) => sum + Number(amount), 0),
      ]),
    );
  };
  const outstanding = (mint: Mint) => Number(mint.books('sat').outstanding);
  const open = async () => {
    tab = await driver.newTab(driver.extensionUrl('src/pages/settings/index.html'));
    await tab.click('[data-act=restore-open] > summary');
  };
  const ask = async (typed: string, mints: readonly Mint[]) => {
    await tab.fill('[data-act=restore-open] input', typed);
    await tab.fill('[data-act=restore-mints]', mints.map(({ url }) => url).join(' '));
    await tab.click('[data-act=restore]');
  };
  /** The lines of what was found, once there are so many. */
  const lines = async (count: number) => {
    const read = () =>
      [...document.querySelectorAll('[data-restored] li')].map((line) => line.textContent ?? '');
    await tab.waitFor(`[data-restored] li:nth-child(${count})`, { timeout: SEARCH });
    await tab.waitFor('[data-act=restore-open] input:enabled');
    return tab.evaluate(read);
  };

  beforeAll(async () => {
    first = await startMint({ lightning });
    away = await startMint({ lightning });
    dear = await startMint({ lightning: fee, feePpk: 100n });
    empty = await startMint({ lightning });
    await fresh();
    for (const [mint, amount, pay] of [
      [first, 300, lightning.pay],
      [away, 200, lightning.pay],
      [dear, 100, fee.pay],
    ] as const) {
      await stage.command('ecash.addMint', { url: mint.url });
      await stage.command('ecash.receive', { token: await buyToken(mint.url, amount, pay) });
    }
    // Some of it is spent, so that numbers without a coin lie between those with one.
    const out = { mint: first.url, unit: 'sat', amount: '50' };
    const { token } = await stage.command('ecash.takeOut', out);
    const other = new Wallet(first.url, { unit: 'sat' });
    await other.loadMint();
    await other.receive(token);
    words = (await stage.command('phrase.words', { passphrase: PASSPHRASE })).words;
    expect((await held())[first.url]).toBe(250);
    await driver.close();
    await fresh();
    expect(await held()).toEqual({});
  });
  afterAll(async () => {
    await driver?.close();
    for (const mint of [first, away, dear, empty]) await mint?.close();
  });

  test('words that are wrong bring nothing, and ask no mint', async () => {
    await open();
    await ask(words.split(' ').slice(1).join(' '), [first]);
    await tab.waitFor(() => document.body.innerText.includes('A back-up has twelve words'));
    expect(await held()).toEqual({});
  });

  test('each mint gives what it holds; one that is away stops no other, and is named', async () => {
    away.become('down');
    const books = [first, away].map(outstanding);
    await ask(words, [away, first, empty, dear]);
    const [gone, found, nothing, charged] = await lines(4);
    expect(gone).toContain(away.url);
    expect(gone).toContain('does not answer');
    expect(found).toContain(`${first.url}: 250`);
    expect(nothing).toBe(`${empty.url}: nothing unspent was found`);
    expect(charged).toContain(`${dear.url}: `);
    const now = await held();
    expect(now[first.url]).toBe(250);
    expect(now).not.toHaveProperty(empty.url);
    expect(now).not.toHaveProperty(away.url);
    expect(now[dear.url]).toBeGreaterThan(95);
    // No mint made money or lost any: all that is out there is in the purse, but for what the other wallet has.
    expect([first, away].map(outstanding)).toEqual(books);
    expect(outstanding(dear)).toBe(now[dear.url]);
  });

  test('asking again asks the one that failed, and no other', async () => {
    away.become('up');
    const swaps = first.swaps();
    await tab.click('[data-act=restore]');
    await tab.waitFor(() => document.querySelector('[data-restored] li[data-failed]') === null);
    const said = await lines(4);
    expect(said.find((line) => line.startsWith(away.url))).toContain('200');
    expect((await held())[away.url]).toBe(200);
    expect(first.swaps()).toBe(swaps);
  });

  test('the old words are worth nothing after that, and the money pays', async () => {
    const before = await held();
    await tab.reload();
    await tab.click('[data-act=restore-open] > summary');
    await ask(words, [first, away]);
    expect(await lines(2)).toEqual(
      [first, away].map(({ url }) => `${url}: nothing unspent was found`),
    );
    expect(await held()).toEqual(before);
    const { token } = await stage.command('ecash.takeOut', {
      mint: first.url,
      unit: 'sat',
      amount: '250',
    });
    expect(token).toMatch(/^cashu/);
  });
});
