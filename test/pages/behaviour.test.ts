import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  page = await gallery.open('popup');
});
afterAll(() => gallery?.close());

const draw = (name: string, later = 0, keep = false, language = 'en') =>
  page.evaluate(([scene, lang, ms, over]) => window.stage.draw(scene, lang, ms, over), [
    name,
    language,
    later,
    keep,
  ] as const);
const calls = () => page.evaluate(() => window.stage.calls);
const focused = () => page.evaluate(() => document.activeElement?.tagName.toLowerCase());

beforeEach(() => page.evaluate(() => window.stage.calls.splice(0)));

// Here and not in Node: its Intl knows fewer fraction digits than a browser's.
describe('an amount', () => {
  test.each([
    ['en', '1,234,567.891234 USDC'],
    ['de', '1.234.567,891234 USDC'],
    ['fr', '1\u202f234\u202f567,891234 USDC'],
  ])('is exact, in %s', async (language, text) => {
    await draw('offer-large-amount', 0, false, language);
    expect(await page.textContent('.amount')).toBe(text);
  });

  test('of a token that we do not know is told in its smallest units, and cannot be paid', async () => {
    await draw('cannot-unknown-asset');
    const text = '123,456,789,012,345,678,901,234,567,890 smallest units';
    expect(await page.textContent('.amount')).toBe(text);
    expect(await page.$('[data-act=pay]')).toBeNull();
    expect(await page.textContent('dl')).toContain('0xc4D0a8…2739D0a1');
  });
});

/** Scenes without a way to pay. */
const NO_WAY = [
  'not-enough',
  'over-limit',
  'over-limit-several',
  'offer-blocked',
  'expired',
  'locked',
  'no-purse',
  'cannot-one',
  'unknown',
];

describe('Pay', () => {
  test('says the amount and sends the quote that was drawn', async () => {
    await draw('offer-one');
    await page.click('[data-act=pay][data-ready]');
    expect(await page.textContent('[data-act=pay]')).toBe('Pay 0.001\u00a0USDC');
    expect(await calls()).toEqual([
      ['pay', { quoteId: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ]);
  });

  test('does not have the focus: a key pressed too long pays nothing', async () => {
    await draw('offer-one');
    await page.waitForSelector('[data-act=pay][data-ready]');
    expect(await focused()).toBe('h1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await calls()).toEqual([]);
  });

  test('is not moved by a script', async () => {
    await draw('offer-one');
    await page.waitForSelector('[data-act=pay][data-ready]');
    await page.$eval('[data-act=pay]', (button) => (button as HTMLElement).click());
    expect(await calls()).toEqual([]);
  });

  test('does not take a click meant for what was there before', async () => {
    await page.clock.install();
    await draw('nothing');
    const drawn = draw('offer-one');
    await page.clock.runFor(100);
    await drawn;
    await page.click('[data-act=pay]:not([data-ready])', { force: true });
    expect(await calls()).toEqual([]);
    await page.clock.runFor(500);
    await page.click('[data-act=pay][data-ready]');
    expect(await calls()).toHaveLength(1);
    await page.clock.resume();
  });

  test('waits for the window to be in front', async () => {
    await draw('offer-one');
    await page.waitForSelector('[data-act=pay][data-ready]');
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    expect(await page.$('[data-act=pay][data-ready]')).toBeNull();
    await page.waitForSelector('[data-act=pay][data-ready]');
  });

  /** A key that was down before the button appeared repeats itself on it. */
  async function holdEnter(): Promise<void> {
    await draw('locked');
    await page.keyboard.down('Enter');
    await draw('offer-one', 0, true);
    await page.waitForSelector('[data-act=pay][data-ready]');
    await page.focus('[data-act=pay]');
    await page.keyboard.down('Enter');
  }

  test('is not pressed by a key that was held down when it appeared', async () => {
    await holdEnter();
    expect((await calls()).filter(([name]) => name === 'pay')).toEqual([]);
    await page.keyboard.up('Enter');
    // A key that comes early makes the button wait anew.
    await page.waitForSelector('[data-act=pay][data-ready]');
    await page.keyboard.press('Enter');
    expect((await calls()).filter(([name]) => name === 'pay')).toHaveLength(1);
  });

  test('is pressed by a key that was held down, let go and pressed again before the page had time', async () => {
    await holdEnter();
    const busy = page.evaluate(() => {
      const end = performance.now() + 500;
      while (performance.now() < end);
    });
    await Promise.all([busy, page.keyboard.up('Enter'), page.keyboard.press('Enter')]);
    expect((await calls()).filter(([name]) => name === 'pay')).toHaveLength(1);
  });

  test('is pressed by the space bar like any button', async () => {
    await draw('offer-one');
    await page.waitForSelector('[data-act=pay][data-ready]');
    await page.focus('[data-act=pay]');
    await page.keyboard.press('Space');
    expect(await calls()).toHaveLength(1);
  });

  test.each(['offer-payee-changed', 'offer-payee-lookalike'])(
    '%s: only after the address was acknowledged',
    async (name) => {
      await draw(name);
      await page.waitForSelector('[data-act=pay][data-ready]');
      expect(await page.isDisabled('[data-act=pay]')).toBe(true);
      expect(await page.textContent('[role=alert] bdi')).toBe(
        '0x19E7c2a3F5b8D40e6A9173Bc5d82fE406a1C93d7',
      );
      await page.check('[data-act=acknowledge]');
      await page.click('[data-act=pay]');
      expect(await calls()).toHaveLength(1);
    },
  );

  test('what was acknowledged for one offer is not for another', async () => {
    await draw('offer-payee-lookalike');
    await page.check('[data-act=acknowledge]');
    await page.check('input[type=radio] >> nth=1');
    expect(await page.isChecked('[data-act=acknowledge]')).toBe(false);
    expect(await page.isDisabled('[data-act=pay]')).toBe(true);
  });

  test('waits while a command is under way', async () => {
    await draw('offer-busy');
    expect(await page.isDisabled('[data-act=pay]')).toBe(true);
    expect(await page.isDisabled('[data-act=dismiss]')).toBe(true);
  });

  test('is absent where nothing can be paid', async () => {
    for (const name of NO_WAY) {
      await draw(name);
      expect(await page.$('[data-act=pay]'), name).toBeNull();
    }
  });
});

describe('a choice', () => {
  test('is by native radios, of those that can be paid', async () => {
    await draw('offer-one-expired');
    expect(await page.$$eval('input[type=radio]:enabled', (radios) => radios.length)).toBe(1);
    await draw('offer-several');
    expect(await page.isChecked('input[type=radio] >> nth=0')).toBe(true);
    expect(await page.isDisabled('input[type=radio] >> nth=3')).toBe(true);
  });
});

describe('a limit', () => {
  test('is told in words, in the language of the person', async () => {
    await draw('over-limit');
    expect(await page.textContent('.alert')).toContain('You allow 5 US dollars for one payment.');
    await page.evaluate(() => window.stage.draw('over-limit-several', 'de'));
    expect(await page.textContent('.option .why')).toBe(
      'Sie erlauben auf dieser Website 10 US-Dollar am Tag und haben 9,99 ausgegeben.',
    );
  });

  test('takes an offer out of a choice, with the reason', async () => {
    await draw('offer-several-limits');
    expect(await page.isDisabled('input[type=radio] >> nth=0')).toBe(true);
    expect(await page.isChecked('input[type=radio] >> nth=1')).toBe(true);
    expect(await page.textContent('.option.off .why')).toBe(
      'You allow 20 US dollars a day and have spent 19.5.',
    );
  });
});

describe('time', () => {
  test('passes without moving the layout', async () => {
    await draw('offer-one');
    const before = await page.$eval('.foot', (foot) => foot.getBoundingClientRect().top);
    await draw('offer-one', 1000, true);
    expect(await page.textContent('[role=timer]')).toBe('4:40');
    expect(await page.$eval('.foot', (foot) => foot.getBoundingClientRect().top)).toBe(before);
  });

  test.each(['no-purse', 'no-lightning', 'no-ecash'])(
    'is not counted where a wallet comes first: %s',
    async (name) => {
      await draw(name);
      expect(await page.$('[role=timer]')).toBeNull();
    },
  );

  test('runs out by itself', async () => {
    await draw('offer-ending-soon');
    expect(await page.textContent('[role=timer]')).toBe('0:09');
    await draw('offer-ending-soon', 9000, true);
    expect(await page.textContent('h1')).toBe('The price has expired');
    await page.click('[data-act=reload]');
    expect(await calls()).toEqual([['reload', { tabId: 7 }]]);
  });
});

describe('a locked purse', () => {
  test('Enter unlocks and does not pay', async () => {
    await draw('locked');
    expect(await focused()).toBe('input');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual([['keyring.unlock', { passphrase: 'correct horse' }]]);
    expect(await page.inputValue('input[type=password]')).toBe('');
    await draw('offer-one', 0, true);
    await page.keyboard.press('Enter');
    expect(await calls()).toHaveLength(1);
  });
});

describe('buttons', () => {
  test.each([
    ['no-access', 'allow', [['allow']]],
    ['no-purse', 'make-purse', [['openSettings', 'purse']]],
    ['no-lightning', 'connect-lightning', [['openSettings', 'lightning']]],
    ['no-ecash', 'add-mint', [['openSettings', 'ecash']]],
    ['not-enough-ecash', 'fund-ecash', [['openSettings', 'ecash']]],
    ['nothing', 'settings', [['openSettings']]],
    ['plain-402-refetch', 'refetch', [['refetch', { tabId: 7, seenId: 'seen-1' }]]],
    ['offer-fetch-others', 'show', [['show', 'seen-2']]],
    ['over-limit', 'change-limits', [['openSettings', 'limits']]],
    ['over-limit', 'dismiss', [['dismiss', { tabId: 7, seenId: 'seen-1' }]]],
    ['offer-blocked', 'unblock', [['unblock', { origin: 'https://letters.example' }]]],
    ['cannot-blocked', 'unblock', [['unblock', { origin: 'https://letters.example' }]]],
    [
      'receipt-allowed',
      'auto-pay-revoke',
      [['auto-pay.revoke', { origin: 'https://letters.example' }]],
    ],
    [
      'receipt-allowed-calls',
      'auto-pay-revoke',
      [['auto-pay.revoke', { origin: 'https://write.letters.example https://letters.example' }]],
    ],
    ['offer-one', 'dismiss', [['dismiss', { tabId: 7, seenId: 'seen-1' }]]],
    ['offer-consent-changed', 'consent-read', [['consent.read', null]]],
    ['skipped', 'show-again', [['dismiss.undo', { tabId: 7, seenId: 'seen-1' }]]],
    ['nothing-not-seen', 'reload', [['reload', { tabId: 7 }]]],
    ['receipt', 'done', [['payment.seen', { paymentId: 'seen-1/x402:1' }]]],
    ['refused-balance', 'send', [['payment.send', { paymentId: 'seen-1/x402:1' }]]],
    ['unknown', 'check', [['payment.check', { paymentId: 'seen-1/x402:1' }]]],
    ['unsent-post', 'copy-headers', [['payment.proof', { paymentId: 'seen-1/x402:1' }]]],
    ['not-enough', 'refresh', [['checkBalance', 'seen-1']]],
  ])('%s: %s', async (name, act, expected) => {
    await draw(name);
    await page.click(`[data-act=${act}]`);
    expect(await calls()).toEqual(expected);
  });

  test.each([
    ['offer-one', 'offer-blocked', 'h1'],
    ['cannot-one', 'cannot-blocked', 'p:has([data-act=unblock])'],
    ['over-limit', 'offer-blocked', 'h1'],
  ])(
    'a site is blocked from %s, the window stays, and it can be undone',
    async (from, to, said) => {
      const site = { origin: 'https://letters.example' };
      await draw(from);
      await page.click('[data-act=block]');
      await draw(to, 0, true);
      expect(await page.textContent(said)).toContain('Blocked letters.example');
      expect(await page.textContent('[data-act=unblock]')).toBe('Undo');
      expect(await focused()).not.toBe('body');
      await page.click('[data-act=unblock]');
      await draw(from, 0, true);
      expect(await calls()).toEqual([
        ['block', site],
        ['unblock', site],
      ]);
      expect(await page.textContent('h1')).not.toContain('Blocked');
    },
  );

  test('other requests that wait are counted', async () => {
    await draw('offer-fetch-others');
    expect(await page.textContent('h1 .count')).toBe('2 more below');
    await draw('offer-one');
    expect(await page.$('h1 .count')).toBeNull();
  });

  test('while an old proof lives there is no way to a new price', async () => {
    await draw('refused-changed');
    expect(await page.$('[data-act=next]')).toBeNull();
    await draw('refused-not-charged');
    expect(await page.$('[data-act=next]')).not.toBeNull();
  });

  test('an address is copied whole', async () => {
    await draw('offer-one');
    await page.click('[data-act=copy-address]');
    expect(await calls()).toEqual([['copy', '0x19E7c2a3F5b8D40e6A9173Bc5d82fE406a1C93d7']]);
    expect(await page.textContent('[data-act=copy-address]')).toBe('Copied');
  });
});

describe('leave to pay without asking', () => {
  const open = async () => {
    await draw('receipt-may-allow');
    await page.click('[data-act=auto-pay-open]');
    await page.waitForSelector('[data-act=auto-pay-site]');
  };

  test('is for what this payment was, ten times a day, for thirty days', async () => {
    await open();
    await page.click('[data-act=auto-pay-site]');
    expect(await calls()).toEqual([
      [
        'auto-pay.grant',
        { paymentId: 'seen-1/x402:1', perPayment: '1000', perDay: '10000', days: 30 },
      ],
    ]);
  });

  test('for calls is for five payments a minute, unless the user says otherwise', async () => {
    await draw('receipt-may-allow-calls');
    await page.click('[data-act=auto-pay-open]');
    await page.waitForSelector('[data-act=auto-pay-minute]');
    await page.fill('[data-act=auto-pay-minute]', '31');
    await page.click('[data-act=auto-pay-site]');
    expect(await calls()).toEqual([]);
    await page.fill('[data-act=auto-pay-minute]', '5');
    await page.click('[data-act=auto-pay-site]');
    const grant = { perPayment: '1000', perDay: '10000', days: 30, perMinute: 5 };
    expect(await calls()).toEqual([['auto-pay.grant', { paymentId: 'seen-1/x402:1', ...grant }]]);
  });

  test('is as the person says, with a comma or a point', async () => {
    await open();
    await page.fill('[data-act=auto-pay-each]', '0,05');
    await page.fill('[data-act=auto-pay-daily]', ' 1.5 ');
    await page.fill('[data-act=auto-pay-days]', '365');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual([
      [
        'auto-pay.grant',
        { paymentId: 'seen-1/x402:1', perPayment: '50000', perDay: '1500000', days: 365 },
      ],
    ]);
  });

  test.each([
    ['auto-pay-each', 'five', '“At most per payment” needs an amount in US dollars, such as 0.05.'],
    ['auto-pay-each', '0', '“At most per payment” needs an amount in US dollars, such as 0.05.'],
    ['auto-pay-each', '1', 'The amount per day is less than that per payment.'],
    ['auto-pay-daily', '1,500', '“At most per day” needs an amount in US dollars, such as 0.05.'],
    [
      'auto-pay-daily',
      '0.0000001',
      '“At most per day” needs an amount in US dollars, such as 0.05.',
    ],
    ['auto-pay-days', '366', '“For” needs a whole number of days from 1 to 365.'],
    ['auto-pay-days', '1.5', '“For” needs a whole number of days from 1 to 365.'],
  ])('%s %s is told by its name and stored nowhere', async (act, text, fault) => {
    await open();
    await page.fill(`[data-act=${act}]`, text);
    await page.click('[data-act=auto-pay-site]');
    expect(await page.textContent('[role=alert]')).toBe(fault);
    expect(await calls()).toEqual([]);
  });
});

describe('settings', () => {
  let settings: Page;
  const said = () => settings.evaluate(() => window.stage.calls.splice(0));
  const show = (name: string, language = 'en') =>
    settings.evaluate(([scene, lang]) => window.stage.draw(scene, lang), [name, language] as const);

  beforeAll(async () => {
    settings = await gallery.open('settings');
  });

  test('limits are stored exactly, and an empty one is none', async () => {
    await show('settings-none', 'de');
    await settings.fill('[data-act=limit-perPayment]', '0,000001');
    await settings.fill('[data-act=limit-perMonth]', '');
    expect(await settings.textContent('.caution')).toBe('Leer: hier keine Grenze. Üblich ist 100.');
    await settings.click('[data-act=save-limits]');
    expect(await said()).toEqual([
      [
        'settings.set',
        {
          limits: {
            perPayment: '1',
            perSiteDay: '10000000',
            perDay: '20000000',
            perAssetDay: { 'bitcoin/sat': '50000000' },
          },
        },
      ],
    ]);
  });

  test('a limit of one asset is added, changed and removed; what is on no list any more stays', async () => {
    await show('settings-open');
    const bitcoin = '[data-asset="bitcoin/sat"]';
    expect(await settings.inputValue(`${bitcoin} input`)).toBe('1.5');
    await settings.fill(`${bitcoin} input`, '2,1');
    await settings.click('[data-asset^="eip155:8453/"] [data-act=limit-asset-remove]');
    const [, second] = await settings.$$eval('[data-act=limit-asset-add] option', (options) =>
      options.map((option) => (option as HTMLOptionElement).value),
    );
    await settings.selectOption('[data-act=limit-asset-add]', second ?? '');
    await settings.click('[data-act=save-asset-limits]');
    expect(await settings.textContent('[role=alert]')).toContain('“USDC');
    expect(await said()).toEqual([]);
    await settings.fill(`[data-asset="${second}"] input`, '3');
    await settings.click('[data-act=save-asset-limits]');
    expect(await said()).toEqual([
      [
        'settings.set',
        {
          limits: {
            perPayment: '5000000',
            perDay: '20000000',
            perMonth: '100000000',
            perAssetDay: {
              'bitcoin/sat': '2100',
              'eip155:1/0xgone': '7',
              [second ?? '']: '3000000',
            },
          },
        },
      ],
    ]);
  });

  test('a limit that cannot be read is not stored as none', async () => {
    await show('settings-none');
    await settings.fill('[data-act=limit-perDay]', 'twenty');
    await settings.click('[data-act=save-limits]');
    expect(await settings.textContent('[role=alert]')).toContain('“Per day”');
    expect(await said()).toEqual([]);
  });

  test('what was allowed or blocked is taken back', async () => {
    await show('settings-open');
    await settings.click('[data-origin="https://letters.example"] [data-act=auto-pay-revoke]');
    await settings.click('[data-origin="http://old.letters.example:8080"] [data-act=unblock]');
    expect(await said()).toEqual([
      ['auto-pay.revoke', { origin: 'https://letters.example' }],
      ['unblock', { origin: 'http://old.letters.example:8080' }],
    ]);
  });

  test('all records become a file, under the policy of the pages', async () => {
    await show('settings-open');
    const [file] = await Promise.all([
      settings.waitForEvent('download'),
      settings.click('[data-act=export]'),
    ]);
    expect(file.suggestedFilename()).toBe('farebox-payments.json');
    expect(await readFile(await file.path(), 'utf8')).toBe('["kept"]');
  });
});
