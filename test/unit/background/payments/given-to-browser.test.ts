import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Target } from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { attached, found, freshBrowser, port, tabs } from '../browser.ts';
import { CASHU, consent, L402, put, told, world, worldWith } from '../world.ts';

// The class: what a browser is told of a proof. Each field keeps other requests from taking it along.

beforeEach(() => {
  freshBrowser(SHOP);
  found.push(1);
});

const PAGE: Target = { tabId: 1, frameId: 0, type: 'main_frame' };
const of = (type: Target['type'], more: Partial<Target> = {}): Target => ({
  ...{ tabId: 1, frameId: 0, type, initiator: SHOP },
  ...more,
});

describe('a proof is given to the browser for its request alone', () => {
  it.each<[string, Target, typeof L402, object]>([
    ['a page', PAGE, L402, { stays: true }],
    ['a page, by ecash', PAGE, CASHU, {}],
    ['a film', of('media'), L402, { initiator: SHOP, stays: true }],
    ['a film, by ecash', of('media'), CASHU, { initiator: SHOP }],
    ['a picture', of('image'), L402, { initiator: SHOP }],
    ['a call', of('xmlhttprequest'), L402, { initiator: SHOP }],
    [
      'a call of a worker',
      of('xmlhttprequest', { worker: true }),
      L402,
      { initiator: SHOP, worker: true },
    ],
  ])('%s', async (_, target, response, more) => {
    const wallet = told(response === CASHU ? 'ecash' : 'nwc', true);
    const { context } = world(wallet);
    const { id, proof } = await context.payments.begin({ ...consent(wallet.id, response), target });
    expect([...attached.values()]).toEqual([
      {
        ...{ id, tabId: 1, type: target.type, method: 'GET', url: SHOP },
        headers: proof?.headers,
        ...more,
      },
    ]);
  });
});

const ELSEWHERE = 'https://elsewhere.example/';

describe('the tab of a proof', () => {
  it('is another one where a look at its own failed, and that shows another site', async () => {
    const tabOf = vi.fn(port.tabOf).mockRejectedValueOnce(new Error('no tab'));
    tabs.set(1, { url: ELSEWHERE, loading: false });
    const { context } = worldWith({ port: { ...port, tabOf } }, told('nwc', false));
    const { target } = await context.payments.begin(consent('nwc'));
    expect(target.tabId).toBe(9);
  });

  const BLOG = 'https://blog.example/films';
  /** Its own is tab 2; tab 1 is another one of the same site. */
  it.each<[string, Target, string, string]>([
    ['a page, though another tab shows the very page', PAGE, SHOP, new URL('/other', SHOP).href],
    ['a call to another site', of('xmlhttprequest', { initiator: BLOG }), BLOG, BLOG],
    ['a frame of another site', of('image', { initiator: SHOP, frameId: 3 }), SHOP, BLOG],
  ])('is its own: of %s', async (_, target, other, own) => {
    tabs.set(1, { url: other, loading: false });
    tabs.set(2, { url: own, loading: false });
    const { context } = world(told('nwc', false));
    const there = { ...target, tabId: 2 };
    const begun = await context.payments.begin({ ...consent('nwc'), target: there });
    expect(begun.target.tabId).toBe(2);
    // No look from just before is believed when the user has it sent once more.
    await put(context, begun.id, 'unknown');
    attached.clear();
    await context.payments.press(begun.id, { type: 'sendPressed', attached: false });
    expect(attached.get(begun.id)).toMatchObject({ tabId: 2 });
  });

  it.each<[string, string, number]>([
    ['the page of the form', `${BLOG}/form`, 1],
    ['the answer of another site, to which it was sent', SHOP, 1],
    ['neither: there is none', ELSEWHERE, 0],
  ])('of a form shows %s', async (_, url, given) => {
    tabs.set(1, { url, loading: false });
    const { context } = world(told('nwc', true));
    const begun = consent('nwc');
    const quote = { ...begun.quote, method: 'POST' };
    const target = of('main_frame', { initiator: BLOG });
    const paid = context.payments.begin({ ...begun, quote, target });
    if (given === 1) expect((await paid).state).toBe('armed');
    else await expect(paid).rejects.toMatchObject({ key: 'error_tab_gone' });
    expect(attached.size).toBe(given);
  });

  it('of a call is another one of its site where its own is gone, and none where there is none', async () => {
    tabs.clear();
    tabs.set(4, { url: BLOG, loading: false });
    const { context } = world(told('nwc', true));
    const target = of('xmlhttprequest', { initiator: BLOG });
    const { id, target: found } = await context.payments.begin({ ...consent('nwc'), target });
    expect(found.tabId).toBe(4);
    await context.payments.press(id, { type: 'takeDownPressed' });
    tabs.clear();
    const pressed = context.payments.press(id, { type: 'sendPressed', attached: false });
    await expect(pressed).rejects.toMatchObject({ key: 'error_tab_gone' });
    expect(attached.size).toBe(0);
  });

  it.each([
    ['the page', `${SHOP}#part`, 1, 0],
    ['another page of the site', new URL('/other', SHOP).href, 0, 1],
  ])('that shows %s is loaded with what was paid for', async (_, url, reloads, opens) => {
    tabs.set(1, { url, loading: false });
    const { context } = world(told('nwc', true));
    await context.payments.begin(consent('nwc'));
    expect(port.reload.mock.calls).toEqual(Array(reloads).fill([1]));
    expect(port.openIn.mock.calls).toEqual(Array(opens).fill([1, SHOP]));
  });
});

it('room that was made for a payment that cannot begin is given back', async () => {
  const leaveRoom = vi.fn(port.leaveRoom);
  const { context } = worldWith({ port: { ...port, leaveRoom } }, told('nwc', true));
  const refuse = () => {
    throw new Error('over the limit');
  };
  const approved = consent('nwc');
  await expect(context.payments.begin(approved, refuse)).rejects.toThrow('over the limit');
  expect(leaveRoom.mock.calls).toEqual([[approved.id]]);
});
