import { beforeEach, describe, expect, it, vi } from 'vitest';
import { boughtBefore } from '../../../src/background/views/bought.ts';
import { popupState } from '../../../src/background/views/popup.ts';
import type { Payment } from '../../../src/core/payment.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser } from './browser.ts';
import { consent, L402, NOW, put, told, world } from './world.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
vi.mock('../../../src/platform/alarms.ts', async () => (await import('./browser.ts')).alarmsModule);
vi.mock('../../../src/platform/attach.ts', async () => (await import('./browser.ts')).attachModule);
vi.mock('../../../src/platform/tabs.ts', async () => (await import('./browser.ts')).tabsModule);

beforeEach(() => freshBrowser(SHOP));

/** A payment of this test's address that has ended, or not. */
async function paid(part: Partial<Payment> = {}, quote: Partial<Payment['quote']> = {}) {
  const payment = consent('nwc');
  const history = [...payment.history, { state: 'proved' as const, at: NOW }];
  return { ...payment, history, ...part, quote: { ...payment.quote, ...quote } } as Payment;
}

/** A 402 of an address. */
const asks = (url: string, method = 'GET') => ({ response: { ...L402, url, method } });

// A class of payments: those of the same thing, asked for again, whose money has moved or may have.
describe('what was bought before', () => {
  it('is the newest that settled, whatever came after it', async () => {
    const payments = [
      await paid({ id: 'new', state: 'unknown' }),
      await paid({ id: 'settled', state: 'settled' }),
      await paid({ id: 'old', state: 'settled' }),
    ];
    expect(boughtBefore(asks(SHOP), payments, NOW)?.id).toBe('settled');
  });

  it.each(['sent', 'unknown', 'refused'] as const)('may be one that is %s', async (state) => {
    expect(boughtBefore(asks(SHOP), [await paid({ state })], NOW)?.state).toBe(state);
  });

  it('is of the same method and address, whatever the fragment', async () => {
    const payments = [await paid({ state: 'settled' })];
    expect(boughtBefore(asks(`${SHOP}#part`), payments, NOW)).toBeDefined();
    expect(boughtBefore(asks(`${SHOP}?other=1`), payments, NOW)).toBeUndefined();
    expect(boughtBefore(asks(SHOP, 'POST'), payments, NOW)).toBeUndefined();
    const elsewhere = [await paid({ state: 'settled' }, { url: 'https://other.example/' })];
    expect(boughtBefore(asks(SHOP), elsewhere, NOW)).toBeUndefined();
  });

  it.each([
    ['that the wallet says never moved', { state: 'expired' }],
    ['whose money came back', { state: 'settled', returned: true }],
    ['that a wallet refused before it paid', { state: 'refused', history: [] }],
  ] as const)('is none %s', async (_, part) => {
    expect(boughtBefore(asks(SHOP), [await paid(part)], NOW)).toBeUndefined();
  });
});

it('is said with the price in a tab that never paid', async () => {
  const { farebox } = world(told('nwc', true));
  const { id } = await farebox.payments.begin(consent('nwc'));
  await put(farebox, id, 'settled');
  const seen = {
    id: 'again',
    tabId: 2,
    frameId: 0,
    type: 'main_frame',
    at: NOW,
    body: 'none',
    response: { ...L402, url: `${SHOP}#part` },
  } as const;
  const purse = { status: async () => ({ state: 'none' }) } as typeof farebox.purse;
  await farebox.tabs.change(2, () => ({ seen: [seen] }));
  const state = await popupState({ ...farebox, purse }, 2);
  expect(state).toMatchObject({ request: { seenId: 'again', bought: { id, state: 'settled' } } });
});
