import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The class: a pass that is attached for a request that may never come. It must not stand in the way of a proof that is
// paid for, nor wait for ever.

const { api, browser } = await vi.hoisted(() => import('./attach-api.ts'));

vi.mock('webextension-polyfill', () => ({ default: browser }));

const PICTURE = {
  tabId: 1,
  type: 'image' as const,
  method: 'GET',
  initiator: 'https://blog.example',
  url: 'https://shop.example/a.png',
};
const PASS = { ...PICTURE, id: 'pass:1:old', headers: [['Authorization', 'L402 old']] as const };
const PAID = { ...PICTURE, id: 'paid', headers: [['PAYMENT-SIGNATURE', 'new']] as const };

let attachments: typeof import('../../../src/platform/attach/attach.ts')['attachments'];
let told: string[];

/** A worker that has just started. */
async function start(): Promise<void> {
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

const send = (name: string, value: string) => {
  for (const each of api.listeners['send'] ?? []) {
    each({ ...PICTURE, requestId: 'r1', requestHeaders: [{ name, value }] });
  }
};

const pass = (wait = 60_000) => ({ ...PASS, waitsUntil: Date.now() + wait });

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('__FIREFOX__', false);
  api.rules = [];
  api.stored.clear();
  await start();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a pass that no request takes', () => {
  it('gives way to a proof that is paid for, which is known to have left', async () => {
    await attachments.attach(pass());
    await attachments.attach(PAID);
    expect([attachments.isAttached(PASS.id), attachments.isAttached('paid')]).toEqual([
      false,
      true,
    ]);
    send('PAYMENT-SIGNATURE', 'new');
    expect(told).toEqual(['left paid']);
    expect(attachments.mayHaveLeft('paid')).toBe(true);
    expect(attachments.answered({ ...PICTURE, requestId: 'r1' })).toBe('paid');
  });

  it('waits for its time and no longer', async () => {
    await attachments.attach(pass());
    await vi.advanceTimersByTimeAsync(59_000);
    expect(attachments.isAttached(PASS.id)).toBe(true);
    await vi.advanceTimersByTimeAsync(1_500);
    expect([attachments.isAttached(PASS.id), api.rules.length]).toEqual([false, 0]);
    expect(api.listeners['send']).toEqual([]);
  });

  it('waits no longer where the worker died meanwhile', async () => {
    await attachments.attach(pass());
    await start();
    expect(attachments.isAttached(PASS.id)).toBe(true);
    await vi.advanceTimersByTimeAsync(61_000);
    expect([attachments.isAttached(PASS.id), api.rules.length]).toEqual([false, 0]);
  });

  it('is gone with its tab; a proof that is paid for waits on', async () => {
    await attachments.attach(pass());
    await attachments.attach({ ...PAID, url: 'https://shop.example/b.png' });
    await attachments.leaveTab(1);
    expect([attachments.isAttached(PASS.id), attachments.isAttached('paid')]).toEqual([
      false,
      true,
    ]);
  });
});

it('a pass that was taken stays until its answer, however long that takes', async () => {
  await attachments.attach(pass());
  send('Authorization', 'L402 old');
  expect(told).toEqual([`left ${PASS.id}`]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(attachments.isAttached(PASS.id)).toBe(true);
  expect(attachments.answered({ ...PICTURE, requestId: 'r1' })).toBe(PASS.id);
});

describe('a request that is broken off', () => {
  const breakOff = () => {
    for (const each of api.listeners['error'] ?? []) {
      each({ ...PICTURE, requestId: 'r1', error: 'net::ERR_ABORTED' });
    }
  };

  it('before its answer has failed', async () => {
    await attachments.attach({ ...pass(), stays: true });
    send('Authorization', 'L402 old');
    breakOff();
    expect(told).toEqual([`left ${PASS.id}`, `failed ${PASS.id}`]);
  });

  it('by a player after its answer has begun has not: the proof stays for the next part', async () => {
    await attachments.attach({ ...pass(), stays: true });
    send('Authorization', 'L402 old');
    attachments.answered({ ...PICTURE, requestId: 'r1' });
    breakOff();
    expect(told).toEqual([`left ${PASS.id}`]);
    expect(attachments.isAttached(PASS.id)).toBe(true);
  });

  it('of anything else has, also then', async () => {
    await attachments.attach(PAID);
    send('PAYMENT-SIGNATURE', 'new');
    attachments.answered({ ...PICTURE, requestId: 'r1' });
    breakOff();
    expect(told).toEqual(['left paid', 'failed paid']);
  });
});
