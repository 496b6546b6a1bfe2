import { beforeEach, expect, it, vi } from 'vitest';
import type { Farebox } from '../../../src/background/farebox.ts';
import { settle } from '../../../src/background/payments/settle.ts';
import { popupState } from '../../../src/background/views/popup.ts';
import { isAttached } from '../../../src/platform/attach.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser } from './browser.ts';
import { consent, told, world } from './world.ts';

// What is imported and not asked for anything here.
vi.mock('webextension-polyfill', () => ({ default: {} }));
vi.mock('../../../src/platform/alarms.ts', async () => (await import('./browser.ts')).alarmsModule);
vi.mock('../../../src/platform/attach.ts', async () => (await import('./browser.ts')).attachModule);
vi.mock('../../../src/platform/tabs.ts', async () => (await import('./browser.ts')).tabsModule);

beforeEach(() => freshBrowser(SHOP));

/** A payment whose proof is on its way, and whose answer comes while the popup is being drawn. */
async function drawnWhile(answer: (farebox: Farebox, id: string) => Promise<unknown>) {
  const { farebox } = world(told('nwc', true));
  const { id } = await farebox.payments.begin(consent('nwc'));
  expect((await popupState(farebox, 1)).kind).toBe('opening');
  // Of all that is read for a drawing, the settings come after the payment.
  const during: Farebox = {
    ...farebox,
    settings: async () => {
      if (isAttached(id)) await answer(farebox, id);
      return farebox.settings();
    },
  };
  return popupState(during, 1);
}

it('is drawn as what it became when its answer comes in between', async () => {
  const response = { url: SHOP, method: 'GET', status: 500, headers: [] };
  const state = await drawnWhile((farebox, id) => settle(farebox, id, response));
  expect(state).toMatchObject({ payment: { ending: { kind: 'status', status: 500 } } });
});

it('is drawn as what it became when its request dies in between', async () => {
  const event = { type: 'requestLost', error: 'net::ERR_EMPTY_RESPONSE' } as const;
  const state = await drawnWhile(({ payments }, id) => payments.tell(id, event));
  expect(state).toMatchObject({ kind: 'unknown', payment: { ending: { kind: 'network' } } });
});
