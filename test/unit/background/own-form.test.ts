import { beforeEach, describe, expect, it, vi } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import type { Context } from '../../../src/background/context.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import { hasOwnClient, hasOwnForm } from '../../../src/content/own-form.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser, port } from './browser.ts';
import { L402, NOW, told, worldWith } from './world.ts';

// The class: a page that pays by itself. Both Farebox and the page could pay, and the popup says so before Pay.

beforeEach(() => freshBrowser(SHOP));

/** What is run in the page, and in which frame, to draw a 402 of this kind in a page that pays by itself. */
async function drawn(change: Pick<Seen, 'type' | 'frameId'>) {
  const ran: [number, unknown][] = [];
  const runInFrame = async (_: number, frameId: number, func: unknown) => {
    ran.push([frameId, func]);
    return true as never;
  };
  const { context } = worldWith({ port: { ...port, runInFrame } }, told('nwc', false));
  const seen: Seen = {
    ...{ id: 's', tabId: 1, at: NOW, body: 'none', initiator: SHOP },
    response: L402,
    ...change,
  };
  await context.tabs.change(1, () => ({ seen: [seen] }));
  const status = async () => ({ state: 'none' });
  const purse = { id: 'purse', status };
  const keyring = { state: async () => 'none' };
  const noPurse = { ...context, purse, keyring } as unknown as Context;
  const state = await popupState(noPurse, 1);
  return { ran, own: 'request' in state && state.request.ownForm === true };
}

describe('a page that pays by itself is said to', () => {
  it.each([
    ['by its document', { type: 'main_frame', frameId: 0 }, hasOwnForm],
    ['by a call of its script', { type: 'xmlhttprequest', frameId: 0 }, hasOwnClient],
    ['by a call of a frame', { type: 'xmlhttprequest', frameId: 3 }, hasOwnClient],
  ] as const)('%s', async (_, change, looks) => {
    const { ran, own } = await drawn(change);
    expect(own).toBe(true);
    expect(ran).toContainEqual([change.frameId, looks]);
  });

  it('but not over a picture, for which no client pays', async () => {
    expect((await drawn({ type: 'image', frameId: 0 })).own).toBe(false);
  });
});

/** A document with this script's text, address of a service worker, and link. */
function show({ script = '', worker = '', href }: Readonly<Record<string, string>>) {
  vi.stubGlobal('navigator', { serviceWorker: { controller: { scriptURL: worker } } });
  vi.stubGlobal('document', {
    scripts: [{ src: '', text: script }],
    querySelector: () => (href === undefined ? null : { href }),
  });
  const found = [hasOwnForm(), hasOwnClient()];
  vi.unstubAllGlobals();
  return found;
}

it.each([
  [
    'a wrapper of fetch',
    { script: 'const pay = wrapFetchWithPayment(fetch, account)' },
    [true, true],
  ],
  ['a service worker that pays', { worker: 'https://a.example/mppx.js' }, [true, true]],
  ['a paywall', { script: 'window.x402 = {}' }, [true, false]],
  ['a link to a wallet', { href: 'bitcoin:1' }, [true, false]],
  ['nothing of that', { script: 'fetch("/a")' }, [false, false]],
])('%s is recognised as a form of the page, and as a client of its scripts', (_, page, found) => {
  expect(show(page)).toEqual(found);
});
