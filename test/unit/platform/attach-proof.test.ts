import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The class: a proof that waits for its request in a browser, and every answer to whether it has left.

const { api, browser } = await vi.hoisted(() => import('./attach-api.ts'));

vi.mock('webextension-polyfill', () => ({ default: browser }));

const URL = 'https://shop.example/a';
const REQUEST = { tabId: 1, type: 'main_frame' as const, method: 'GET', url: URL };
const PROOF = ['PAYMENT-SIGNATURE', 'paid'] as const;
const PAID = { ...REQUEST, id: 'paid', headers: [PROOF] };

let attachments: typeof import('../../../src/platform/attach/attach.ts')['attachments'];
let told: string[];
const nothing = async (): Promise<void> => undefined;
/** Happens while the browser next makes or removes rules. */
const whileRules = (happens: () => void): void => {
  api.meanwhile.rules = async () => {
    api.meanwhile.rules = nothing;
    happens();
  };
};

/** A worker that has just started. */
async function start(firefox: boolean): Promise<void> {
  vi.stubGlobal('__FIREFOX__', firefox);
  vi.resetModules();
  for (const name of Object.keys(api.listeners)) api.listeners[name] = [];
  ({ attachments } = await import('../../../src/platform/attach/attach.ts'));
  told = [];
  await attachments.restoreAttachments({
    left: (id) => void told.push(`left ${id}`),
    withheld: (id) => void told.push(`withheld ${id}`),
    failed: (id) => void told.push(`failed ${id}`),
  });
}

/** The browser tells of a request, with these headers. */
const send = (headers: readonly (readonly [string, string])[], more: object = {}) => {
  const requestHeaders = headers.map(([name, value]) => ({ name, value }));
  for (const each of api.listeners['send'] ?? []) {
    each({ ...REQUEST, requestId: 'r1', requestHeaders, ...more });
  }
};
const answered = (more: object = {}) =>
  attachments.answered({ ...REQUEST, requestId: 'r1', ...more });

beforeEach(() => {
  api.rules = [];
  api.stored.clear();
  api.meanwhile.rules = nothing;
  api.meanwhile.writes = nothing;
});
afterEach(() => vi.unstubAllGlobals());

describe('in Chrome', () => {
  beforeEach(() => start(false));

  it('goes with its request once; a redirect to the same address is not told of as another', async () => {
    await attachments.attach(PAID);
    send([PROOF]);
    expect([answered(), answered()]).toEqual(['paid', undefined]);
    expect(attachments.redirectedHere({ requestId: 'r1' })).toBe('paid');
    send([]);
    expect(told).toEqual(['left paid']);
    expect(attachments.isAttached('paid')).toBe(true);
  });

  it('is withheld where its request leaves without it, and no other request takes it then', async () => {
    await attachments.attach(PAID);
    send([]);
    expect(told).toEqual(['withheld paid']);
    await vi.waitFor(() => expect(api.rules).toEqual([]));
    expect(attachments.isAttached('paid')).toBe(false);
  });

  it('is not withheld by a request that leaves before its rule is there', async () => {
    whileRules(() => send([]));
    await attachments.attach(PAID);
    expect(told).toEqual([]);
    expect([attachments.isAttached('paid'), api.rules.length]).toEqual([true, 1]);
  });

  it.each([
    ['has not left', () => undefined, false, false],
    ['leaves while its rule is removed', () => send([PROOF]), true, true],
  ])('that %s is taken down', async (_, meanwhile, left, attached) => {
    await attachments.attach(PAID);
    whileRules(meanwhile);
    expect(await attachments.takeDown('paid')).toBe(left);
    expect([attachments.isAttached('paid'), api.rules.length]).toEqual([attached, 0]);
  });

  it('may have left where the browser holds it no more, and where no one watched', async () => {
    expect(await attachments.takeDown('paid')).toBe(true);
    await attachments.attach(PAID);
    expect(attachments.mayHaveLeft('paid')).toBe(false);
    await start(false);
    expect(attachments.mayHaveLeft('paid')).toBe(true);
    expect(await attachments.takeDown('paid')).toBe(true);
    expect(api.rules).toEqual([]);
  });

  it('is not there where the browser refuses its rule, or cannot write it down', async () => {
    for (const fails of ['rules', 'writes'] as const) {
      api.meanwhile[fails] = async () => {
        throw new Error('quota');
      };
      await expect(attachments.attach(PAID)).rejects.toThrow();
      api.meanwhile[fails] = nothing;
      expect(attachments.isAttached('paid')).toBe(false);
      send([PROOF]);
      expect(told).toEqual([]);
    }
    await vi.waitFor(() => expect(api.rules).toEqual([]));
  });

  it('whose rule was used while the worker slept, or was never made, is not restored', async () => {
    await attachments.attach(PAID);
    api.rules = [];
    await start(false);
    expect(attachments.isAttached('paid')).toBe(false);
  });

  it('that has left is known again, and the rule that it left behind is gone', async () => {
    await attachments.attach(PAID);
    const { rules } = api;
    send([PROOF]);
    await vi.waitFor(() => expect(api.rules).toEqual([]));
    api.rules = [...rules];
    await start(false);
    expect(attachments.mayHaveLeft('paid')).toBe(true);
    expect(api.rules).toEqual([]);
    expect(answered()).toBe('paid');
  });

  it('that is used up with its request is not kept for a player; one that may be used again is', async () => {
    for (const [stays, kept] of [
      [false, false],
      [true, true],
    ]) {
      await attachments.attach(stays ? { ...PAID, stays } : PAID);
      send([PROOF]);
      answered();
      await attachments.keepAttached('paid', 'pass:1:paid');
      expect(attachments.isAttached('pass:1:paid')).toBe(kept);
      expect(attachments.isAttached('paid')).toBe(false);
    }
    await attachments.leaveTab(2);
    expect(attachments.isAttached('pass:1:paid')).toBe(true);
    await attachments.leaveTab(1);
    expect(attachments.isAttached('pass:1:paid')).toBe(false);
  });
});

describe('in Firefox', () => {
  beforeEach(() => start(true));

  const asks = async (more: object = {}) => {
    const [ask] = api.listeners['before'] ?? [];
    const requestHeaders = [{ name: 'payment-signature', value: 'of the page' }];
    return ask?.({ ...REQUEST, requestId: 'r1', requestHeaders, ...more });
  };

  it('is put into its request once that is written down', async () => {
    await attachments.attach(PAID);
    const written: unknown[] = [];
    api.meanwhile.writes = async () => void written.push(attachments.mayHaveLeft('paid'));
    expect(await asks()).toEqual({
      requestHeaders: [{ name: 'PAYMENT-SIGNATURE', value: 'paid' }],
    });
    expect(written).toEqual([true]);
    expect(await asks({ requestId: 'r2' })).toBeUndefined();
  });

  it('is not put into its request where that cannot be written down', async () => {
    await attachments.attach(PAID);
    api.meanwhile.writes = async () => {
      throw new Error('quota');
    };
    expect(await asks()).toEqual({});
  });

  it('has surely not left while the worker slept', async () => {
    await attachments.attach(PAID);
    await start(true);
    expect(attachments.mayHaveLeft('paid')).toBe(false);
    expect(answered()).toBeUndefined();
    expect(await attachments.takeDown('paid')).toBe(false);
  });
});
