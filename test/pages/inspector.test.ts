import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Har, toHar } from '../../src/inspect/take/har.ts';
import { PREIMAGE, rowOf, SIGNATURE, VIEWS } from '../fixtures/exchanges.ts';
import { bringAxe, violations } from './axe.ts';
import { type Gallery, openGallery } from './gallery/open.ts';
import { SCENES } from './states.ts';

// The developers' page with recorded events.

const OUT = join(import.meta.dirname, '../../out/gallery');
const TABS = ['challenge', 'checks', 'request', 'answers', 'payment', 'timeline', 'take', 'replay'];

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  await mkdir(OUT, { recursive: true });
  gallery = await openGallery(inject('gallery'));
  page = await gallery.open('inspector');
  await bringAxe(page);
  const recorded = VIEWS.map((view) => ({ view, row: rowOf(view) }));
  await page.evaluate((all) => window.inspector.record(all), recorded);
});
afterAll(() => gallery?.close());

const start = (count: number, language = 'en') =>
  page.evaluate(([n, lang]) => window.inspector.start(n, lang), [count, language] as const);
const choose = async (id: string) => {
  await page.click(`[data-id^="${id}#"]`);
  await page.waitForSelector('[role=tablist]');
};
const lines = () => page.$$eval('[role=option]', (all) => all.map(({ id }) => id));
const selected = () => page.getAttribute('[role=option][aria-selected=true]', 'id');

/** Parts that reach beyond the right edge of the page. */
const tooWide = () =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? `${scrollWidth} > ${clientWidth}` : undefined;
  });

/** What is looked at: every kind in one part, and every part of one kind. */
const EVERY: readonly (readonly [id: string, tab: string])[] = [
  ...['x402', 'body', 'l402-asks', 'mpp', 'cashu', 'broken', 'bill', 'l402'].map(
    (id) => [id, 'challenge'] as const,
  ),
  ...TABS.map((tab) => ['paid', tab] as const),
];

describe('every part of every kind', () => {
  // axe takes a second each: where only language or width differ, the widest parts are enough.
  test.each([
    ['en', 'light', 1280, TABS],
    ['de', 'dark', 1280, ['checks', 'payment', 'timeline']],
    // At 200 % a window of 1280 pixels has 640.
    ['fr', 'light', 640, ['payment', 'take']],
  ] as const)('in %s, %s, %i wide', async (language, colorScheme, width, looked) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await start(9, language);
    const faults: string[] = [];
    for (const [id, tab] of EVERY) {
      await choose(id);
      await page.click(`[data-tab=${tab}]`);
      const at = `inspector-${language}-${colorScheme}-${width}-${id}-${tab}`;
      const wide = await tooWide();
      if (wide !== undefined) faults.push(`${at} ${wide}`);
      const isLooked = (id === 'paid' && looked.some((each) => each === tab)) || id === 'broken';
      if (isLooked) faults.push(...(await violations(page)).map((fault) => `${at} ${fault}`));
      await page.screenshot({ path: join(OUT, `${at}.png`) });
    }
    expect(faults).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('the list', () => {
  test.each([100, 10_000])('of %i rows has only those in sight in the document', async (count) => {
    await start(count);
    expect((await lines()).length).toBeLessThan(50);
    expect((await lines()).at(-1)).toBe(`row-${count - 1}`);
    expect(await page.textContent('.toolbar .count')).toContain(count.toLocaleString('en'));
    await page.focus('[role=listbox]');
    await page.keyboard.press('Home');
    expect(await selected()).toBe('row-0');
    expect((await lines()).length).toBeLessThan(50);
  });

  test('follows what comes while its end is in sight, and stays where it is otherwise', async () => {
    await start(1_000);
    await page.evaluate(() => window.inspector.add(1_000, 1));
    expect((await lines()).at(-1)).toBe('row-1000');
    await page.$eval('[role=listbox]', (box) => {
      box.scrollTop = 0;
    });
    await page.waitForSelector('#row-0');
    await page.evaluate(() => window.inspector.add(1_001, 1));
    expect((await lines())[0]).toBe('row-0');
  });

  test('has the keys after a press, and keeps them when what was pressed is out of sight', async () => {
    await start(500);
    await page.click('#row-499');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'listbox');
    await page.keyboard.press('Home');
    expect(await selected()).toBe('row-0');
    await page.keyboard.press('ArrowDown');
    expect(await selected()).toBe('row-1');
    expect(await page.getAttribute('#row-1', 'aria-posinset')).toBe('2');
    expect(await page.getAttribute('#row-1', 'aria-setsize')).toBe('500');
  });

  test('goes by keyboard: arrows, pages, ends, into the parts and back', async () => {
    await start(500);
    await page.focus('[role=listbox]');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await selected()).toBe('row-2');
    expect(await page.getAttribute('[role=listbox]', 'aria-activedescendant')).toBe('row-2');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('PageDown');
    const far = Number((await selected())?.replace('row-', ''));
    expect(far).toBeGreaterThan(5);
    await page.keyboard.press('End');
    expect(await selected()).toBe('row-499');
    await page.waitForSelector('[role=tablist]');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.activeElement?.id === 'tab-checks');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'listbox');
  });

  test.each([
    [1280, 'none is chosen', 9],
    [1000, 'none is chosen', 9],
    [1280, 'one is chosen', 6],
    [640, 'none is chosen', 6],
    [360, 'one is chosen', 3],
  ])('%i pixels wide, when %s, has %i columns', async (width, chosen, count) => {
    await page.setViewportSize({ width, height: 800 });
    await start(9);
    if (chosen === 'one is chosen') await choose('paid');
    const seen = (selector: string) =>
      page.$$eval(`${selector} > *`, (all) =>
        all.filter((each) => each.checkVisibility()).map(({ textContent }) => textContent),
      );
    const names = await seen('.columns');
    expect(names).toHaveLength(count);
    expect(await seen('#row-0')).toHaveLength(count);
    expect(names.includes('Asked by')).toBe(count === 9);
    expect((await seen('#row-0')).includes('news.example')).toBe(count === 9);
    const places = (selector: string) =>
      page.$$eval(`${selector} > *`, (all) => all.map((each) => each.getBoundingClientRect().left));
    // Each column stands below its name.
    expect(await places('#row-0')).toEqual(await places('.columns'));
    expect(await tooWide()).toBeUndefined();
    await page.screenshot({ path: join(OUT, `inspector-columns-${width}-${count}.png`) });
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('is filtered by words, also what comes later', async () => {
    await start(90);
    await page.fill('[type=search]', 'l402 settled');
    expect(await page.textContent('.toolbar .count')).toBe('10 of 90 requests');
    await page.evaluate(() => window.inspector.add(90, 9));
    expect(await page.textContent('.toolbar .count')).toBe('11 of 99 requests');
    await page.fill('[type=search]', 'nothing like it');
    expect(await page.textContent('.both')).toContain('No request matches');
  });

  test('is emptied by a new page unless it is preserved, and by Clear', async () => {
    await start(20);
    await page.evaluate(() => window.inspector.navigated('https://news.example/other'));
    expect(await page.textContent('.both')).toContain('No request has been');
    await start(20);
    await page.check('[data-act=preserve]');
    await page.evaluate(() => window.inspector.navigated('https://news.example/other'));
    expect(await page.textContent('.toolbar .count')).toBe('20 of 20 requests');
    await page.click('[data-act=clear]');
    expect(await page.textContent('.toolbar .count')).toBe('0 of 0 requests');
    // What the background still knows does not come back by itself.
    await page.evaluate(() => window.inspector.add(0, 20));
    expect(await page.textContent('.toolbar .count')).toBe('0 of 0 requests');
  });
});

describe('one entry', () => {
  test('has the challenge as fields with meanings and links, beside the bytes', async () => {
    await start(9);
    await choose('x402');
    const text = await page.textContent('.tree');
    expect(text).toContain('payTo');
    expect(text).toContain('Who gets the money');
    const link = await page.getAttribute('.tree a', 'href');
    expect(link).toMatch(/^https:\/\/github.com\/coinbase\/x402/);
    expect(await page.inputValue('.beside textarea')).toMatch(/^eyJ4NDAy/);
  });

  test('shows the proof on the screen, and takes it along only when it is asked to', async () => {
    await start(9);
    await choose('paid');
    await page.click('[data-tab=payment]');
    expect(await page.textContent('#part')).toContain(SIGNATURE);
    await page.click('[data-tab=take]');
    const signed = () =>
      page.$$eval('#part textarea', (all) =>
        all.map((each) => (each as HTMLTextAreaElement).value).join('\n'),
      );
    expect(await signed()).not.toContain('PAYMENT-SIGNATURE: ey');
    expect(await signed()).not.toContain(SIGNATURE);
    await page.getByText('With the proof').click();
    expect(await signed()).toContain('PAYMENT-SIGNATURE: REDACTED');
    await page.getByText('Include secrets').click();
    expect(await signed()).toContain('PAYMENT-SIGNATURE: ey');
  });

  test('includes secrets for the request they were asked for alone', async () => {
    await start(9);
    await choose('paid');
    await page.click('[data-tab=take]');
    await page.getByText('Include secrets').click();
    await page.getByText('With the proof').click();
    expect(await page.isChecked('.tick input >> nth=1')).toBe(true);
    await choose('l402');
    await page.waitForSelector('[data-taken="@getalby/lightning-tools"]');
    for (const box of await page.$$('#part .tick input')) expect(await box.isChecked()).toBe(false);
    const text = await page.$$eval('#part textarea', (all) =>
      all.map((each) => (each as HTMLTextAreaElement).value).join(),
    );
    expect(text).not.toContain(PREIMAGE);
  });

  test('offers the code of clients that can pay it, and says so where none can', async () => {
    await start(9);
    await choose('x402');
    await page.click('[data-tab=take]');
    expect(await page.locator('[data-taken="@x402/fetch"]').count()).toBe(1);
    expect(await page.locator('[data-taken="@cashu/cashu-ts"]').count()).toBe(0);
    expect(await page.locator('[data-part=no-client]').count()).toBe(0);
    await choose('bill');
    await page.waitForSelector('[data-part=no-client]');
    expect(await page.locator('[data-taken="@x402/fetch"]').count()).toBe(0);
    expect(await page.textContent('[data-part=no-client]')).toContain('can pay what is asked for');
  });

  test('names its findings as docs/checks.md does', async () => {
    await start(9);
    await choose('broken');
    await page.click('[data-tab=checks]');
    const names = await page.$$eval('.finding', (all) =>
      all.map((each) => each.querySelector('.muted')?.textContent),
    );
    expect(names).toContain('cors-origin-refused');
  });

  test('says of what would be signed that it is a preview, before it is read', async () => {
    await start(9);
    await choose('x402');
    await page.click('[data-tab=payment]');
    const text = (await page.textContent('#part')) ?? '';
    expect(text).toContain('A preview:');
    expect(text.indexOf('A preview:')).toBeLessThan(text.indexOf('primaryType'));
  });

  test('has its receipt verified, on the chain only when that is pressed', async () => {
    await start(9);
    await choose('paid');
    await page.click('[data-tab=payment]');
    await page.waitForFunction(() =>
      document.querySelector('#part')?.textContent?.includes('The payer is your address: verified'),
    );
    expect(await page.evaluate(() => window.inspector.calls)).toEqual([]);
    await page.click('[data-act=chain]');
    await page.waitForSelector('#part div[aria-live] li');
    expect(await page.textContent('#part div[aria-live]')).toContain(
      'The chain’s log has the signed transfer: verified',
    );
    expect(await page.evaluate(() => window.inspector.calls)).toEqual([['chain', 'paid']]);
  });

  test('has the mint asked what became of its ecash, only when that is pressed', async () => {
    const paid = VIEWS.find(({ exchange: { id } }) => id === 'paid');
    if (paid?.payment === undefined) throw new Error('unpaid');
    const { quote } = paid.payment;
    const rail = { kind: 'ecash', mints: ['https://mint.example'], unit: 'sat' } as const;
    const ecash = { ...quote, offer: { ...quote.offer, rail } };
    const view = { ...paid, payment: { ...paid.payment, wallet: 'ecash', quote: ecash } };
    const all = VIEWS.map((each) => ({ view: each, row: rowOf(each) }));
    await page.evaluate((one) => window.inspector.record(one), [{ view, row: rowOf(view) }]);
    await start(1);
    await choose('paid');
    await page.click('[data-tab=payment]');
    expect(await page.textContent('[data-part=mint]')).toBe('');
    await page.click('[data-act=mint]');
    await page.waitForFunction(() =>
      document.querySelector('[data-part=mint]')?.textContent?.includes('was spent'),
    );
    expect(await page.evaluate(() => window.inspector.calls)).toEqual([['mint', 'paid']]);
    await page.evaluate((each) => window.inspector.record(each), all);
  });

  test('is compared with what its address asked for before', async () => {
    const all = VIEWS.map((each) => ({ view: each, row: rowOf(each) }));
    const view = VIEWS.find(({ exchange: { id } }) => id === 'l402-asks');
    if (view?.exchange.asked === undefined) throw new Error('not asked');
    const earlier = [{ ...view.exchange.asked, isInvoicePaid: true as const }];
    const again = { ...view, earlier };
    await page.evaluate((one) => window.inspector.record(one), [{ view: again, row: rowOf(view) }]);
    await start(1);
    await choose('l402-asks');
    await page.click('[data-tab=checks]');
    expect(await page.textContent('#part')).toContain('It has been paid');
    await page.screenshot({ path: join(OUT, 'inspector-earlier.png') });
    await page.evaluate((each) => window.inspector.record(each), all);
  });

  test('is saved as HAR and as a report', async () => {
    await start(9);
    await choose('paid');
    await page.click('[data-tab=take]');
    await page.click('[data-act=save-har]');
    await page.click('[data-act=save-report]');
    const saved = await page.evaluate(() => window.inspector.calls);
    expect(saved.map(([act, name]) => [act, name])).toEqual([
      ['save', 'farebox-402.har'],
      ['save', 'farebox-402.html'],
    ]);
    expect(JSON.stringify(saved)).not.toContain(SIGNATURE);
  });

  test('and all others of the list are saved together, without secrets', async () => {
    await start(9);
    await page.fill('input[type=search]', 'x402');
    const shown = await page.locator('[role=option]').count();
    await page.click('[data-act=save-all-har]');
    await page.click('[data-act=save-all-report]');
    await page.waitForFunction(() => window.inspector.calls.length === 2);
    const [har, report] = await page.evaluate(() => window.inspector.calls);
    const { log } = JSON.parse(String(har?.[3])) as Har;
    const asked = log.entries.filter(
      ({ _farebox }) => 'answer' in _farebox && _farebox.answer === 'asked',
    );
    expect(shown).toBeGreaterThan(1);
    expect(asked.length).toBeGreaterThan(1);
    expect(String(report?.[3]).match(/<section>/g)?.length).toBe(shown);
    expect(JSON.stringify([har, report])).not.toContain(SIGNATURE);
  });

  test('of those that are not in memory any more it is said that they are not saved', async () => {
    const all = VIEWS.map((each) => ({ view: each, row: rowOf(each) }));
    await start(9);
    await page.evaluate((kept) => window.inspector.record(kept), all.slice(0, 2));
    await page.click('[data-act=save-all-report]');
    await page.getByText('2 of 9 saved').waitFor();
    await page.evaluate(() => window.inspector.record([]));
    await page.click('[data-act=save-all-report]');
    await page.getByText('0 of 9 saved').waitFor();
    expect(await page.evaluate(() => window.inspector.calls.length)).toBe(1);
    await page.evaluate((each) => window.inspector.record(each), all);
  });

  test('is sent again without the proof at once, with it only after a yes', async () => {
    await start(9);
    await choose('paid');
    await page.click('[data-tab=replay]');
    expect(await page.isDisabled('[data-act=replay-proof]')).toBe(true);
    await page.click('[data-act=replay]');
    await page.waitForSelector('#part [aria-live] h3');
    // Farebox has asked, and no page: nothing is said of who could read the answer.
    expect(await page.textContent('#part [aria-live]')).not.toContain('No page asked');
    await page.getByText('I understand').click();
    await page.click('[data-act=replay-proof]');
    const calls = await page.evaluate(() => window.inspector.calls);
    expect(calls).toEqual([
      ['replay', 'paid', { proof: false, cookies: false }],
      ['replay', 'paid', { proof: true, cookies: false }],
    ]);
  });
});

describe('what came of a request that was sent again', () => {
  const answers = async () => (await page.locator('#part [aria-live] h3').count()) > 0;
  const open = async (tab: string) => page.click(`[data-tab=${tab}]`);
  const send = async () => {
    await start(9);
    await choose('paid');
    await open('replay');
    await page.click('[data-act=replay]');
    await page.waitForSelector('#part [aria-live] h3');
  };

  test('is still there when another part was looked at', async () => {
    await send();
    await open('challenge');
    await open('replay');
    expect(await answers()).toBe(true);
  });

  test('is still there when another request was looked at, which shows none', async () => {
    await send();
    await choose('l402');
    await page.waitForSelector('[data-act=replay]');
    expect(await answers()).toBe(false);
    await choose('paid');
    await page.waitForSelector('#part [aria-live] h3');
  });

  test('is still there after "what if"', async () => {
    await send();
    await page.click('[data-act=what-if]');
    await page.click('[data-act=back-to-list]');
    await open('replay');
    expect(await answers()).toBe(true);
  });

  test('comes while another part is looked at', async () => {
    await start(9);
    await choose('paid');
    await open('replay');
    await page.evaluate(() => window.inspector.hold());
    await page.click('[data-act=replay]');
    await open('answers');
    await page.evaluate(() => window.inspector.release());
    await open('replay');
    await page.waitForSelector('#part [aria-live] h3');
  });
});

test('the body of a request is told by its kind and size, and said not to be recorded', async () => {
  const [first] = VIEWS;
  if (first === undefined) throw new Error('no exchange');
  const all = VIEWS.map((each) => ({ view: each, row: rowOf(each) }));
  const requestBody = { kind: 'text', characters: 120 } as const;
  const exchange = { ...first.exchange, method: 'POST', requestBody };
  const { requestBody: _, ...unknown } = exchange;
  for (const [view, said] of [
    [{ exchange }, 'Sent along: text, 120 characters. The request’s body is not recorded.'],
    [{ exchange: unknown }, 'The request’s body is not recorded.'],
    [first, undefined],
  ] as const) {
    await page.evaluate((one) => window.inspector.record(one), [{ view, row: rowOf(view) }]);
    await start(1);
    await choose(first.exchange.id);
    for (const tab of ['request', 'take']) {
      await page.click(`[data-tab=${tab}]`);
      const parts = await page.locator('[data-part=request-body]').allTextContents();
      expect(parts).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
      if (said?.startsWith('Sent') === true) {
        await page.screenshot({ path: join(OUT, `inspector-request-body-${tab}.png`) });
      }
    }
  }
  await page.evaluate((each) => window.inspector.record(each), all);
});

describe('what it says is true where it is', () => {
  test('in DevTools that are told of no request', async () => {
    await page.evaluate(() => window.inspector.start(9, 'en', false));
    await choose('x402');
    await page.click('[data-tab=request]');
    expect(await page.textContent('#part')).toContain('does not help here');
    await start(9);
    await choose('paid');
    await page.click('[data-tab=request]');
    expect(await page.textContent('#part')).not.toContain('does not help here');
  });

  test('of practice, in every part', async () => {
    const paid = VIEWS.find(({ exchange: { id } }) => id === 'paid');
    if (paid?.payment === undefined) throw new Error('unpaid');
    const view = { ...paid, payment: { ...paid.payment, practice: true as const } };
    const all = VIEWS.map((each) => ({ view: each, row: rowOf(each) }));
    await page.evaluate((one) => window.inspector.record(one), [{ view, row: rowOf(view) }]);
    await start(1);
    await choose('paid');
    for (const tab of TABS) {
      await page.click(`[data-tab=${tab}]`);
      expect([tab, await page.locator('#part [data-practice]').count()]).toEqual([tab, 1]);
    }
    await page.evaluate((each) => window.inspector.record(each), all);
  });

  test('after Clear', async () => {
    await start(9);
    await choose('paid');
    await page.click('[data-act=clear]');
    const text = await page.textContent('.both');
    expect(text).toContain('The list was cleared');
    for (const untrue of ['No request has been', 'not in memory', 'Choose a request']) {
      expect(text).not.toContain(untrue);
    }
  });
});

/** At 200 % and 400 % a window of 1280 × 800 has so many pixels. */
describe.each([
  [640, 400],
  [320, 200],
])('enlarged, %i × %i', (width, height) => {
  test.each(['en', 'de'])(
    'in %s, all can be read without a scroll to the side',
    async (language) => {
      await page.setViewportSize({ width, height });
      await start(9, language);
      const faults: string[] = [];
      const look = async (name: string) => {
        const at = `inspector-zoom-${width}-${language}-${name}`;
        const wide = await tooWide();
        if (wide !== undefined) faults.push(`${at} ${wide}`);
        // What is cut off and cannot be scrolled to is lost.
        const cut = await page.$$eval('#part :is(td, th, dd, p, button, li), .toolbar > *', (all) =>
          all.flatMap((each) => {
            const { left, right } = each.getBoundingClientRect();
            const isOut = right > window.innerWidth + 1 || left < -1;
            const scrolls = each.closest('.fields') !== null;
            return each.checkVisibility() && isOut && !scrolls
              ? [each.textContent.slice(0, 40)]
              : [];
          }),
        );
        faults.push(...cut.map((text) => `${at} cuts ${text}`));
        await page.screenshot({ path: join(OUT, `${at}.png`), fullPage: true });
      };
      await choose('paid');
      for (const tab of TABS) {
        await page.click(`[data-tab=${tab}]`);
        await look(tab);
        // Below the list, the part has room.
        const box = await page.locator('#part').boundingBox();
        expect([tab, (box?.height ?? 0) >= 100]).toEqual([tab, true]);
      }
      await page.click('[data-act=what-if]');
      await page.fill('#what-if-text', 'https://shop.example/article?api_key=7f3a9c1b');
      await look('what-if');
      expect(faults).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
    },
  );
});

describe('a button that waits keeps the focus', () => {
  const focused = () =>
    page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['act']);
  test.each(['replay', 'ask'])('%s', async (act) => {
    await start(9);
    if (act === 'replay') {
      await choose('paid');
      await page.click('[data-tab=replay]');
    } else {
      await page.click('[data-act=what-if]');
      await page.fill('#what-if-text', 'https://shop.example/article');
    }
    await page.evaluate(() => window.inspector.hold());
    await page.focus(`[data-act=${act}]`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`[data-act=${act}][aria-disabled=true]`);
    await page.keyboard.press('Enter');
    expect(await focused()).toBe(act);
    await page.evaluate(() => window.inspector.release());
    await page.waitForSelector(`[data-act=${act}]:not([aria-disabled])`);
    expect(await focused()).toBe(act);
    const calls = await page.evaluate(() => window.inspector.calls.map(([name]) => name));
    expect(calls).toEqual([act]);
  });
});

test('is reached from every state of the popup, before and after payment', async () => {
  const popup = await gallery.open('popup');
  const names = Object.keys(SCENES).filter((name) => 'popup' in (SCENES[name] ?? {}));
  const without: string[] = [];
  for (const name of names) {
    await popup.evaluate((scene) => window.stage.draw(scene, 'en'), name);
    const button = popup.locator('[data-act=inspector]');
    if (!((await button.isVisible()) && (await button.isEnabled()))) without.push(name);
  }
  expect(names.length).toBeGreaterThan(50);
  expect(without).toEqual([]);
  await popup.context().close();
});

test('Enter opens what was chosen just before, as soon as it is there', async () => {
  await start(9);
  const focused = await page.evaluate(async () => {
    const list = document.querySelector<HTMLElement>('[role=listbox]');
    const press = (key: string) =>
      list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    list?.focus();
    press('ArrowDown');
    // The list is drawn anew in a microtask, and what was chosen is asked for after the next frame.
    while (document.querySelector('[aria-selected=true]') === null) await Promise.resolve();
    press('Enter');
    return document.activeElement?.getAttribute('role');
  });
  expect(focused).toBe('listbox');
  await page.waitForFunction(() => document.activeElement?.matches('[role=tab]'));
});

describe('what if', () => {
  test('has the focus where it is written, and gives it back to the list', async () => {
    await start(9);
    await page.click('[data-act=what-if]');
    await page.waitForSelector('#what-if-text:focus');
    await page.click('[data-act=back-to-list]');
    await page.waitForSelector('[role=listbox]:focus');
  });

  test('is left by Escape, and what was written is there again', async () => {
    await start(9);
    await page.click('[data-act=what-if]');
    await page.fill('#what-if-text', 'https://shop.example/article');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=listbox]:focus');
    await page.click('[data-act=what-if]');
    expect(await page.inputValue('#what-if-text')).toBe('https://shop.example/article');
  });

  describe('the answer of an address that was asked', () => {
    const open = () => page.click('[data-act=what-if]');
    const ask = async () => {
      await start(9);
      await open();
      await page.fill('#what-if-text', 'https://shop.example/article');
      await page.click('[data-act=ask]');
    };
    const answer = '.what-if [aria-live] .readings';

    test('is still there when the part was left', async () => {
      await ask();
      await page.waitForSelector(answer);
      await page.click('[data-act=back-to-list]');
      await open();
      expect(await page.locator(answer).count()).toBe(1);
    });

    test('comes while the part is left', async () => {
      await page.evaluate(() => window.inspector.hold());
      await ask();
      await page.click('[data-act=back-to-list]');
      await open();
      await page.waitForSelector('[data-act=ask][aria-disabled=true]');
      await page.click('[data-act=back-to-list]');
      await page.evaluate(() => window.inspector.release());
      await open();
      await page.waitForSelector(answer);
    });

    test('is that of this address alone', async () => {
      await ask();
      await page.waitForSelector(answer);
      await page.fill('#what-if-text', 'https://shop.example/other');
      expect(await page.locator(answer).count()).toBe(0);
      await page.fill('#what-if-text', 'https://shop.example/article');
      expect(await page.locator(answer).count()).toBe(1);
      const calls = await page.evaluate(() => window.inspector.calls.map(([name]) => name));
      expect(calls).toEqual(['ask']);
    });
  });

  test('an answer that asks for nothing is not checked as a 402', async () => {
    await start(1);
    await page.click('[data-act=what-if]');
    await page.fill('#what-if-text', 'HTTP/1.1 200 OK\nContent-Type: text/html\n\n<h1>Hello</h1>');
    expect(await page.textContent('.what-if')).toContain('status 200, does not');
    expect(await page.$$('.finding')).toEqual([]);
  });

  test('says where an answer is taken to come from, while nothing else is written', async () => {
    await start(9);
    await page.click('[data-act=what-if]');
    await page.fill('#what-if-url', '');
    await page.fill('#what-if-text', 'HTTP/1.1 402 Payment Required\nX-Cashu: creqA');
    const said = 'It is taken to come from https://shop.example/.';
    expect(await page.textContent('.what-if [role=status]')).toContain(said);
    await page.fill('#what-if-url', 'https://api.example/a');
    expect(await page.textContent('.what-if [role=status]')).not.toContain('taken to come from');
  });

  test('an edited challenge is read anew', async () => {
    await start(9);
    await choose('x402');
    await page.click('[data-act=edit]');
    const text = await page.inputValue('#what-if-text');
    expect(await page.textContent('.what-if')).toContain('can be paid');
    await page.fill('#what-if-text', text.replace('"amount":"1000"', '"amount":"0.001"'));
    expect(await page.textContent('.readings')).not.toContain('can be paid');
    await page.click('[data-act=back-to-list]');
    await page.waitForSelector('[role=listbox]');
  });

  test.each([
    ['HTTP/1.1 402 Payment Required\nX-Cashu: creqAnonsense', 'Read as an HTTP answer'],
    ['curl https://shop.example/ -H "PAYMENT-SIGNATURE: e30="', 'Read as a request'],
    ['https://shop.example/article', 'Read as an address'],
    ['hello', 'This is none of those'],
  ])('%s', async (text, said) => {
    await start(1);
    await page.click('[data-act=what-if]');
    await page.fill('#what-if-text', text);
    expect(await page.textContent('.what-if [role=status]')).toContain(said);
    expect(await violations(page)).toEqual([]);
  });

  test('a HAR: the first 402 is read, and another entry where it is chosen', async () => {
    const of = (id: string) => VIEWS.filter(({ exchange }) => exchange.id === id);
    const har = toHar([...of('paid'), ...of('l402-asks')], '0', () => []);
    await start(1);
    await page.click('[data-act=what-if]');
    await page.fill('#what-if-text', JSON.stringify(har));
    expect(await page.textContent('.what-if [role=status]')).toContain('Read as a HAR entry');
    const label = `Request of the HAR (${har.log.entries.length} in all)`;
    const readings = () => page.textContent('.what-if .readings');
    const first = await readings();
    const at = har.log.entries.findIndex(({ response }) =>
      response.headers.some(({ value }) => /^L402 /.test(value)),
    );
    await page.getByLabel(label).selectOption(String(at));
    await page.waitForFunction(
      (before) => document.querySelector('.what-if .readings')?.textContent !== before,
      first,
    );
    expect(await readings()).toContain('L402');
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(OUT, 'inspector-what-if-har.png') });
    // It is the same entry when the part is opened again, and the first 402 of another text.
    await page.click('[data-act=back-to-list]');
    await page.click('[data-act=what-if]');
    expect(await page.getByLabel(label).inputValue()).toBe(String(at));
    await page.fill('#what-if-text', `${JSON.stringify(har)} `);
    expect(await page.getByLabel(label).inputValue()).not.toBe(String(at));
  });

  test('a pasted address is asked at a press and not before, without what opens or pays', async () => {
    await start(1);
    await page.click('[data-act=what-if]');
    const line = 'curl https://shop.example/a -H "PAYMENT-SIGNATURE: e30=" -H "Accept: text/html"';
    await page.fill('#what-if-text', line);
    const asked = () =>
      page.evaluate(() => window.inspector.calls.filter(([name]) => name === 'ask'));
    expect(await asked()).toEqual([]);
    await page.click('[data-act=ask]');
    await page.waitForSelector('.what-if .readings');
    expect(await asked()).toEqual([
      ['ask', { method: 'GET', url: 'https://shop.example/a', headers: [['Accept', 'text/html']] }],
    ]);
    await page.fill('#what-if-text', 'curl -X POST https://shop.example/a');
    expect(await page.$('[data-act=ask]')).toBeNull();
    expect(await page.textContent('.what-if')).toContain('by GET and HEAD only');
  });
});
