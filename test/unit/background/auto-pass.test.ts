import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../../src/background/context.ts';
import { autoUsePass, usePass } from '../../../src/background/requests/use-pass.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import { challenged, SHOP } from '../../fixtures/payment.ts';
import { attached, freshBrowser, port, tabs } from './browser.ts';
import { consent, L402, NOW, told, world } from './world.ts';

// The class: visits to a page that was paid for with a proof that may be used again. It is sent by itself at those alone
// for which the user has said so.

beforeEach(() => freshBrowser(SHOP));

/** A page that was paid for, whose pass is used by itself, and a later visit to it in tab 2. */
async function visit() {
  const all = world(told('nwc', false));
  const { context } = all;
  const { id } = await context.payments.begin(consent('nwc'));
  await vi.waitFor(async () => expect(await context.passes.byId(id)).toBeDefined());
  attached.clear();
  port.reload.mockClear();
  await context.passes.change(id, { good: true, auto: true });
  const seen: Seen = {
    ...{ id: 'again', tabId: 2, frameId: 0, type: 'main_frame', at: NOW, body: 'none' },
    ...{ response: L402, begunHere: true },
  };
  tabs.set(2, { url: `${SHOP}#part`, loading: false });
  return { ...all, seen, id };
}

const lock = ({ safe }: Context) =>
  vi.spyOn(safe, 'open').mockRejectedValue(new FareboxError('error_locked'));

type Visit = Awaited<ReturnType<typeof visit>>;
type Change = (all: Visit) => Partial<Seen> | Promise<unknown> | undefined;

async function openedAt(change: Change) {
  const all = await visit();
  const made = await change(all);
  const seen = { ...all.seen, ...(made as Partial<Seen> | undefined) };
  return { ...all, opened: await autoUsePass(all.context, seen) };
}

describe('a pass is used by itself', () => {
  it.each<[string, Change]>([
    ['where the user has said so', () => undefined],
    [
      'ten seconds after it was sent last',
      ({ context, id }) => context.passes.change(id, { used: NOW - 10_000 }),
    ],
  ])('%s: nothing is paid, and that it was sent is written down', async (_, change) => {
    const { context, id, opened } = await openedAt(change);
    expect(opened).toBe(true);
    expect([...attached.keys()]).toEqual([`pass:2:${id}`]);
    expect(port.reload).toHaveBeenCalledExactlyOnceWith(2);
    expect(await context.passes.byId(id)).toMatchObject({ used: NOW });
  });

  it.each<[string, Change]>([
    [
      'where the user has not said so',
      ({ context, id }) => context.passes.change(id, { auto: false }),
    ],
    [
      'where the site has not taken it yet',
      ({ context, id }) => context.passes.change(id, { good: false }),
    ],
    [
      'just after it was sent: the site does not take it',
      ({ context, id }) => context.passes.change(id, { used: NOW - 9_999 }),
    ],
    ['by the link of another site', () => ({ begunHere: false })],
    [
      'where it is not known who began',
      ({ seen: { begunHere: _, ...seen } }) =>
        ({ ...seen, begunHere: undefined }) as unknown as Partial<Seen>,
    ],
    ['for a form', () => ({ response: { ...L402, method: 'POST' } })],
    ['for a frame', () => ({ type: 'sub_frame', frameId: 3, initiator: SHOP })],
    ['of another query', () => ({ response: { ...L402, url: `${SHOP}?page=2` } })],
    ['over plain http', () => ({ response: { ...L402, url: SHOP.replace('https', 'http') } })],
    [
      'where the tab shows another page of the site by now',
      () => void tabs.set(2, { url: new URL('/other', SHOP).href, loading: false }),
    ],
    ['where the tab is gone', () => void tabs.delete(2)],
    ['while the purse is locked', ({ context }) => void lock(context)],
  ])('and is not %s', async (_, change) => {
    const { opened } = await openedAt(change);
    expect(opened).toBe(false);
    expect(attached.size).toBe(0);
    expect(port.reload).not.toHaveBeenCalled();
  });
});

describe('a pass that cannot be opened', () => {
  it('stays while the purse is locked', async () => {
    const { context, seen, id } = await visit();
    lock(context);
    await expect(usePass(context, seen)).rejects.toMatchObject({ key: 'error_locked' });
    expect(await context.passes.byId(id)).not.toHaveProperty('used');
  });

  it('is forgotten where a purse sealed it that is gone: the price comes again', async () => {
    const { context, seen, purse } = await visit();
    purse.key.fill(9);
    await expect(usePass(context, seen)).rejects.toMatchObject({ key: 'error_safe' });
    await expect(usePass(context, seen)).rejects.toMatchObject({ key: 'error_no_pass' });
  });
});

it('a pass of another path of the site is not used by itself for a page whose own is not', async () => {
  const { context, seen } = await visit();
  const url = new URL('/third', SHOP).href;
  tabs.set(2, { url, loading: false });
  const response = { ...challenged(), url };
  expect(await autoUsePass(context, { ...seen, response })).toBe(false);
  expect(attached.size).toBe(0);
});
