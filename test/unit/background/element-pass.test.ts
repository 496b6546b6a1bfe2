import { beforeEach, describe, expect, it } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import type { Context } from '../../../src/background/context.ts';
import { settle } from '../../../src/background/requests/settle.ts';
import { autoUsePass, passAnswered, usePass } from '../../../src/background/requests/use-pass.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import { originOf } from '../../../src/core/web/origin.ts';
import type { ResponseHead } from '../../../src/platform/requests/responses.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { attached, found, freshBrowser, port, tabs } from './browser.ts';
import { consent, L402, NOW, PREIMAGE, told, world } from './world.ts';

// A class of visits: a page that loads, by an element, what was paid for at an earlier visit with a proof that may be
// used again. SHOP is the film; the page that plays it is BLOG's.
const BLOG = 'https://blog.example/films';

beforeEach(() => freshBrowser(BLOG));

type Visit = Partial<Pick<Seen, 'type' | 'frameId' | 'initiator' | 'worker'>>;

/** A film was paid for on a page of BLOG, and is met again in tab 2. */
async function metAgain(visit: Visit = {}, boughtOn = BLOG, type: Seen['type'] = 'media') {
  const nwc = told('nwc', false);
  nwc.pays = async () => ({ rail: 'lightning', preimage: PREIMAGE, fee: '0' });
  const context: Context = {
    ...world(nwc).context,
    purse: { status: async () => ({ state: 'none' }) } as unknown as Context['purse'],
  };
  found.push(1);
  const target = { tabId: 1, frameId: 0, type, initiator: boughtOn };
  tabs.set(1, { url: boughtOn, loading: false });
  const { id } = await context.payments.begin({ ...consent('nwc'), target });
  await context.payments.tell(id, { type: 'proofLeft' });
  await settle(context, id, { ...L402, status: 200, headers: [['Content-Type', 'video/mp4']] });
  attached.clear();
  await context.passes.change(id, { good: true, auto: true });
  const { initiator = BLOG } = visit;
  const seen: Seen = {
    ...{ id: 'again', tabId: 2, frameId: 0, type: 'media', at: NOW, body: 'none' },
    ...{ initiator, response: L402, begunHere: true },
    ...visit,
  };
  tabs.set(2, { url: initiator, loading: false });
  await context.tabs.change(2, () => ({ seen: [seen] }));
  return { context, seen, id, offered: (await popupState(context, 2)).kind };
}

describe('what an element loads opens with the pass that was bought for it', () => {
  it.each([['media'], ['image'], ['sub_frame'], ['stylesheet']] as const)(
    '%s, by a press, without paying',
    async (type) => {
      const { context, seen, id, offered } = await metAgain({ type });
      expect(offered).toBe('pass');
      await usePass(context, seen);
      const stays = type === 'media' ? { stays: true } : {};
      expect([...attached]).toEqual([
        [
          `pass:2:${id}`,
          {
            ...{ id: `pass:2:${id}`, tabId: 2, type, method: 'GET', url: SHOP, initiator: BLOG },
            headers: [['Authorization', expect.any(String)]],
            waitsUntil: NOW + 60_000,
            ...stays,
          },
        ],
      ]);
      expect(port.reload).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['of another site', { initiator: 'https://thief.example/' }],
    ['of a subdomain', { initiator: 'https://sub.blog.example/' }],
    ['of the film’s own site', { initiator: SHOP }],
    ['without an origin', { initiator: 'null' }],
    ['of a worker', { worker: true }],
    ['of a script', { type: 'xmlhttprequest' }],
    ['of a beacon', { type: 'ping' }],
  ] as const)('not for a request %s', async (_, visit) => {
    const { context, seen, offered } = await metAgain(visit);
    expect(offered).not.toBe('pass');
    await expect(usePass(context, seen)).rejects.toMatchObject({ key: 'error_no_pass' });
    expect(attached.size).toBe(0);
  });

  it('that was opened as a page then: on its own site alone', async () => {
    for (const [initiator, is] of [
      [SHOP, true],
      [BLOG, false],
      ['http://shop.example/', false],
    ] as const) {
      freshBrowser(SHOP);
      const { offered } = await metAgain({ initiator }, '', 'main_frame');
      expect([initiator, offered === 'pass']).toEqual([initiator, is]);
    }
  });

  it('also where it was bought on another site since', async () => {
    const { context, seen, id } = await metAgain();
    const bought = await context.journal.get(id);
    if (bought === undefined) throw new Error('nothing was bought');
    const proof = { headers: [['Authorization', 'L402 other']], reusable: true } as const;
    const target = { ...bought.target, initiator: 'https://other.example/' };
    await context.passes.keep({ ...bought, id: 'newer', proof, target } as Payment);
    await context.passes.change('newer', { good: true });
    await usePass(context, seen);
    expect([...attached.keys()]).toEqual([`pass:2:${id}`]);
  });

  it('never by itself: a page that another site leads to could use it up', async () => {
    const { context, seen } = await metAgain();
    expect(await autoUsePass(context, seen)).toBe(false);
    expect(attached.size).toBe(0);
  });

  it('not where the tab shows another site by now, or nothing loads it any more', async () => {
    const { context, seen } = await metAgain();
    tabs.set(2, { url: 'https://elsewhere.example/', loading: false });
    await expect(usePass(context, seen)).rejects.toMatchObject({ key: 'error_tab_gone' });
    tabs.set(2, { url: BLOG, loading: false });
    found.length = 0;
    await expect(usePass(context, seen)).rejects.toMatchObject({ key: 'error_no_element' });
    expect(attached.size).toBe(0);
  });

  it.each([
    ['whose page is of another site', 'https://around.example/', true],
    ['of a tab that shows no page', 'about:blank', false],
  ])('also in a frame %s: %s', async (_, url, is) => {
    const { context, seen } = await metAgain({ frameId: 3 });
    tabs.set(2, { url, loading: false });
    const used = usePass(context, seen);
    if (is) await used;
    else await expect(used).rejects.toMatchObject({ key: 'error_tab_gone' });
    expect(attached.size).toBe(is ? 1 : 0);
  });

  it.each([
    ['video/mp4', 1],
    ['text/html', 0],
  ])('stays for its player where a page with it turns out to be %s', async (kind, stays) => {
    const { context, seen, id } = await metAgain();
    await usePass(context, seen);
    const headers = [['Content-Type', kind]] as const;
    await passAnswered(context, id, {
      head: { type: 'main_frame', tabId: 2 } as ResponseHead,
      response: { ...L402, status: 206, headers },
    });
    expect(attached.size).toBe(stays);
  });

  it('plays in two tabs at once, and a refusal in one ends it there and forgets the pass', async () => {
    const { context, seen, id } = await metAgain();
    await usePass(context, seen);
    tabs.set(3, { url: BLOG, loading: false });
    await usePass(context, { ...seen, tabId: 3 });
    expect([...attached.keys()]).toEqual([`pass:2:${id}`, `pass:3:${id}`]);
    const answered = (status: number) =>
      passAnswered(context, id, {
        head: { type: 'media', tabId: 3 } as ResponseHead,
        response: { ...L402, status },
      });
    await answered(206);
    expect(attached.size).toBe(2);
    await answered(402);
    expect([...attached.keys()]).toEqual([`pass:2:${id}`]);
    expect(await context.passes.byId(id)).toBeUndefined();
  });

  it('remembers where it was bought, and nothing of what was opened as a page', async () => {
    const { context, id } = await metAgain();
    expect(await context.passes.byId(id)).toMatchObject({ boughtOn: originOf(BLOG) });
  });
});
