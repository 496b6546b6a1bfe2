import { beforeEach, describe, expect, it } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import { inFront } from '../../../src/background/offers/in-front.ts';
import { isSkipped, setSkipped } from '../../../src/background/offers/skipped.ts';
import { createNetworkDocuments } from '../../../src/background/stores/network-documents.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser, pages, tabs } from './browser.ts';
import { consent, L402, NOW, put, told, world } from './world.ts';

beforeEach(() => freshBrowser(SHOP));

const seen = (id: string, type: 'main_frame' | 'xmlhttprequest') =>
  ({
    id,
    tabId: 1,
    frameId: 0,
    type,
    at: NOW,
    body: 'none',
    response: { ...L402, url: SHOP },
  }) as const;

describe('what was answered with "Not now"', () => {
  it('is said, and can be shown again', async () => {
    const { context } = world(told('nwc', true));
    const page = seen('page', 'main_frame');
    await context.tabs.change(1, () => ({ seen: [page, seen('call', 'xmlhttprequest')] }));
    await setSkipped(context, 1, 'page', true);
    await setSkipped(context, 1, 'call', true);
    expect(await isSkipped(context, page)).toBe(true);
    const state = await popupState(context, 1);
    expect(state).toMatchObject({ kind: 'skipped', skipped: { seenId: 'page' } });
    expect(state.others).toMatchObject([{ seenId: 'call' }]);
    expect(await setSkipped(context, 1, 'page', false)).toMatchObject({ id: 'page' });
    expect(await isSkipped(context, page)).toBe(false);
    expect(await setSkipped(context, 1, 'gone', true)).toBeUndefined();
  });
});

describe('of several 402s of a page', () => {
  const of = (id: string, url: string, response: object = L402) =>
    ({ ...seen(id, 'xmlhttprequest'), response: { ...L402, ...response, url } }) as const;
  const own = of('own', SHOP);
  const foreign = of('foreign', 'https://ads.example/paid');
  const bill = of('bill', SHOP, { headers: [], body: 'No money, no bread.' });
  const foreignBill = of('foreign-bill', 'https://ads.example/', { headers: [], body: 'Pay!' });

  it.each([
    ['the own site’s offer before a later one of another site', [own, foreign], 'own'],
    ['the own site’s offer before a later bill of another site', [own, foreignBill], 'own'],
    ['the own site’s offer before a later 402 of it without a price', [own, bill], 'own'],
    ['the newest offer of the own site', [of('first', SHOP), own, foreign], 'own'],
    ['an offer of another site before what cannot be paid', [foreign, bill], 'foreign'],
    ['the newest, where nothing can be paid', [foreignBill, bill], 'bill'],
  ])('shows %s', async (_, all, front) => {
    const { context } = world(told('nwc', true));
    expect((await inFront(context, all))?.id).toBe(front);
    await context.tabs.change(1, () => ({ seen: all }));
    for (const { id } of all) await setSkipped(context, 1, id, true);
    expect(await popupState(context, 1)).toMatchObject({ skipped: { seenId: front } });
  });

  it('shows the page itself before all else', async () => {
    const { context } = world(told('nwc', true));
    const page = { ...bill, id: 'page', type: 'main_frame' } as const;
    expect((await inFront(context, [page, own]))?.id).toBe('page');
    expect(await inFront(context, [])).toBeUndefined();
  });
});

describe('a page that has not asked, as far as Farebox knows', () => {
  const shows = async (tabId: number) => popupState(world(told('nwc', true)).context, tabId);
  const page = { url: SHOP, status: 200, began: NOW + 1 };

  it.each([
    ['began to load since Farebox listens', page, 'seen'],
    ['began to load before', { ...page, began: NOW - 1 }, 'not-seen'],
    ['says that it is a 402', { ...page, status: 402 }, 'not-seen'],
    ['cannot be asked', undefined, 'not-seen'],
  ])('%s', async (_, reading, known) => {
    pages.set(1, reading);
    expect(await shows(1)).toMatchObject({ kind: 'nothing', known });
  });

  it('is none where the tab shows nothing of the web', async () => {
    tabs.set(1, { url: 'about:blank', loading: false });
    expect(await shows(1)).toMatchObject({ kind: 'nothing', known: 'no-page' });
    expect(await shows(5)).toMatchObject({ kind: 'nothing', known: 'no-page' });
  });

  it('had its headers seen', async () => {
    const { context } = world(told('nwc', true));
    context.documents.note(1, `${SHOP}#part`, 'request');
    expect(await popupState(context, 1)).toMatchObject({ kind: 'nothing', known: 'seen' });
  });
});

describe('a payment that the tab’s record has lost', () => {
  it('is shown while it is under way, and for a minute after it has ended, until it was read', async () => {
    const { context, clock } = world(told('nwc', true));
    const { id } = await context.journal.begin(consent('nwc'));
    expect(await popupState(context, 1)).toMatchObject({ kind: 'paying', payment: { id } });
    await put(context, id, 'settled');
    expect(await popupState(context, 1)).toMatchObject({ kind: 'receipt', payment: { id } });
    tabs.set(2, { url: SHOP, loading: false });
    expect((await popupState(context, 2)).kind).toBe('nothing');
    clock.now += 60_000;
    expect((await popupState(context, 1)).kind).toBe('nothing');
    clock.now -= 60_000;
    await context.payments.tell(id, { type: 'looked' });
    expect((await popupState(context, 1)).kind).toBe('nothing');
  });
});

it('an older answer of a tab is not its newest document, whatever its address', () => {
  const { note, isNewest } = createNetworkDocuments();
  note(8, SHOP, 'older');
  expect(isNewest(8, 'older')).toBe(true);
  note(8, SHOP, 'newer');
  expect(isNewest(8, 'older')).toBe(false);
  expect(isNewest(8, 'newer')).toBe(true);
  note(9, SHOP, 'another tab');
  expect(isNewest(8, 'newer')).toBe(true);
  expect(isNewest(10, 'unknown')).toBe(true);
});
