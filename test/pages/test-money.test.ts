import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Gallery, openGallery } from './gallery/open.ts';

// An amount of test money says so wherever it stands; an amount of real money never does.

let gallery: Gallery;
let popup: Page;
let settings: Page;

beforeAll(async () => {
  gallery = await openGallery(inject('gallery'));
  popup = await gallery.open('popup');
  settings = await gallery.open('settings');
});
afterAll(() => gallery?.close());

const draw = (page: Page, name: string) =>
  page.evaluate((scene) => window.stage.draw(scene, 'en'), name);

describe('popup', () => {
  test.each([
    ['offer-testnet', 'Base Sepolia before'],
    ['receipt-pending', 'Base Sepolia after'],
    ['offer-lightning-regtest', 'Lightning regtest before'],
    ['receipt-regtest', 'Lightning regtest after'],
    ['paying-page-wallet', 'Lightning regtest on its way'],
    ['paid-signet', 'Lightning signet, paid and not opened'],
    ['elsewhere-signet', 'Lightning signet in another tab'],
  ])('%s: %s', async (name) => {
    await draw(popup, name);
    expect(await popup.textContent('.price .chip')).toContain('no real money');
  });

  test.each(['offer-one', 'receipt', 'receipt-lightning', 'paid-refused', 'elsewhere'])(
    '%s is real',
    async (name) => {
      await draw(popup, name);
      expect(await popup.$('.price .chip')).toBeNull();
    },
  );
});

describe('settings', () => {
  /** Whether each line of a list has the chip, by what the line is. */
  const lines = (lists: string, key: string) =>
    settings.$$eval(
      lists,
      (items, attribute) =>
        Object.fromEntries(
          items.map((item) => [item.getAttribute(attribute), item.querySelector('.chip') !== null]),
        ),
      key,
    );

  test('balances, networks, payments and sites', async () => {
    await draw(settings, 'settings-open');
    await settings.click('[data-act=networks-open]');
    const networks = { 'eip155:8453': false, 'eip155:84532': true, 'eip155:137': false };
    expect(await lines('.balance', 'data-network')).toEqual(networks);
    expect(await lines('fieldset[data-network]', 'data-network')).toEqual(networks);
    expect(await lines('.payment', 'data-state')).toMatchObject({ refused: true, unknown: false });
    expect(await lines('[aria-labelledby=auto-pay-sites] .own-site', 'data-origin')).toEqual({
      'https://letters.example': false,
      'https://write.letters.example https://api.letters.example': false,
      'https://a.rather.long.host.with.many.parts.news-of-the-world.example': true,
    });
  });

  test('payments over Lightning', async () => {
    await draw(settings, 'settings-test-payments');
    expect(await settings.$$eval('.payment', (items) => items.length)).toBe(3);
    expect(await settings.$$eval('.payment .chip', (chips) => chips.length)).toBe(2);
  });

  test('a wallet on a test network', async () => {
    await draw(settings, 'settings-lightning');
    expect(await settings.$('[data-lightning] .chip')).toBeNull();
    await draw(settings, 'settings-lightning-old');
    expect(await settings.$('[data-lightning] .chip')).not.toBeNull();
  });
});
