import { beforeEach, expect, it } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import type { Context } from '../../../src/background/context.ts';
import { settle } from '../../../src/background/requests/settle.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser } from './browser.ts';
import { consent, told, world } from './world.ts';

beforeEach(() => freshBrowser(SHOP));

/** A payment whose proof is on its way, and whose answer comes while the popup is being drawn. */
async function drawnWhile(answer: (context: Context, id: string) => Promise<unknown>) {
  const { context } = world(told('nwc', true));
  const { id } = await context.payments.begin(consent('nwc'));
  expect((await popupState(context, 1)).kind).toBe('opening');
  // Of all that is read for a drawing, the settings come after the payment.
  const during: Context = {
    ...context,
    settings: async () => {
      if (context.port.isAttached(id)) await answer(context, id);
      return context.settings();
    },
  };
  return popupState(during, 1);
}

it('is drawn as what it became when its answer comes in between', async () => {
  const response = { url: SHOP, method: 'GET', status: 500, headers: [] };
  const state = await drawnWhile((context, id) => settle(context, id, response));
  expect(state).toMatchObject({ payment: { ending: { kind: 'status', status: 500 } } });
});

it('is drawn as what it became when its request dies in between', async () => {
  const event = { type: 'requestLost', error: 'net::ERR_EMPTY_RESPONSE' } as const;
  const state = await drawnWhile(({ payments }, id) => payments.tell(id, event));
  expect(state).toMatchObject({ kind: 'unknown', payment: { ending: { kind: 'network' } } });
});
