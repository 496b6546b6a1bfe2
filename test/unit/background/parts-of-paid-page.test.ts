import { expect, test, vi } from 'vitest';
import type { PopupState } from '../../../src/messages/index.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { start } from './started.ts';

// The class: a page that was paid for, and whose parts (a film, a picture, a script's call) cost again. They ask while its
// payment is still being settled.

const FILM = new URL('/film', SHOP).href;

test.each([
  ['media', 'media'],
  ['image', 'image'],
  ['xmlhttprequest', 'fetch'],
  ['sub_frame', 'frame'],
] as const)(
  'what a %s of it asks for is offered, however long its payment takes to settle',
  async (type, kind) => {
    const { respond, answer402, popup, tabs } = start({}, ({ requestId }) =>
      requestId === 'paid' ? 'payment' : undefined,
    );
    answer402('asks');
    const state = async () => ((await popup()) as { out: PopupState }).out;
    const asked = async () => {
      const drawn = await state();
      if (!('request' in drawn)) return [];
      return [drawn.request, ...('others' in drawn ? drawn.others : [])].map(({ what }) => what);
    };
    await vi.waitFor(async () => expect(await asked()).toEqual(['page']), 10_000);
    tabs.set(1, { url: SHOP, loading: false });
    // The page's answer, and at once what a part of it is answered.
    respond({ requestId: 'paid', status: 200, headers: () => [['content-type', 'text/html']] });
    respond({ requestId: 'part', type, url: FILM, initiator: SHOP });
    await vi.waitFor(async () => expect(await asked()).toEqual([kind]), 10_000);
    // It is still so when all that was under way is over.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await asked()).toEqual([kind]);
  },
);
