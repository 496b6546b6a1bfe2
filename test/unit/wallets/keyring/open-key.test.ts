import { describe, expect, it } from 'vitest';
import { createOpenKeys } from '../../../../src/wallets/keyring/open-key.ts';
import { memory } from '../../../fixtures/memory.ts';

const KEY = 'ab'.repeat(32);
const MINUTE = 60_000;

function box(minutes = 15) {
  const session = memory();
  const clock = { now: 1_000_000 };
  const setting = { minutes };
  const make = () =>
    createOpenKeys(
      session,
      () => clock.now,
      async () => setting.minutes * MINUTE,
    );
  return { session, clock, setting, keys: make(), again: make };
}

// The class: the alarm that locks the purse does not ring, or not in time.
describe('an unlocked key', () => {
  it('is there until its time without use is over, also for a worker that is new', async () => {
    const { keys, again, clock, session } = box();
    await keys.set(KEY);
    clock.now += 15 * MINUTE - 1;
    expect(await again().get()).toBe(KEY);
    clock.now += 1;
    expect(await again().get()).toBeUndefined();
    expect(session.values.size).toBe(0);
  });

  it('is used for longer by each use, and never opened by one', async () => {
    const { keys, clock } = box();
    await keys.set(KEY);
    clock.now += 10 * MINUTE;
    await keys.extend();
    clock.now += 10 * MINUTE;
    expect(await keys.get()).toBe(KEY);
    clock.now += 5 * MINUTE;
    await keys.extend();
    expect(await keys.get()).toBeUndefined();
  });

  it('is gone when the clock was set back, and not for a small correction', async () => {
    const { keys, clock } = box();
    await keys.set(KEY);
    clock.now -= MINUTE;
    expect(await keys.get()).toBe(KEY);
    clock.now -= 1;
    expect(await keys.get()).toBeUndefined();
  });

  it('has a shorter time at once when the setting says so, and none when it is never', async () => {
    const { keys, clock, setting } = box();
    await keys.set(KEY);
    setting.minutes = 1;
    await keys.extend();
    clock.now += MINUTE;
    expect(await keys.get()).toBeUndefined();
    setting.minutes = 0;
    await keys.set(KEY);
    clock.now += 365 * 24 * 60 * MINUTE;
    expect(await keys.get()).toBe(KEY);
  });

  it('of another shape is none', async () => {
    const { keys, session } = box();
    for (const stored of [KEY, { key: 'x', since: 1 }, { key: KEY, until: 9e15 }, null, 7]) {
      await session.set('purse.key', stored);
      expect(await keys.get()).toBeUndefined();
    }
  });
});
