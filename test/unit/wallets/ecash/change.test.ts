import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mint, startMint } from '../../../lab/mint/mint.ts';
import { type Disk, openWorld, type World, wake, worthOf } from '../../../support/ecash-harness.ts';

/** Ecash that a site gives back is written down before its mint is asked, comes in once, and is never lost. */
let world: World;
let other: Mint;
const giver: Disk = new Map();
let gifts = 0;

beforeAll(async () => {
  world = await openWorld({ feePpk: 100n });
  other = await startMint({ lightning: world.lightning, units: ['sat'] });
  await world.fund(giver, 4096n);
});
afterAll(async () => {
  await world.close();
  await other.close();
});

/** A token that leaves so much to who takes it in. */
const tokenOf = (amount: bigint) => {
  gifts += 1;
  return wake(giver).ecash.send(`gift ${gifts}`, world.request(amount));
};

async function purse(): Promise<Disk> {
  const disk: Disk = new Map();
  await wake(disk).ecash.addMint(world.mint.url);
  return disk;
}

const take = async ({ ecash }: ReturnType<typeof wake>, token: string) => {
  await ecash.keepChange({ id: 'change', paymentId: 'payment', token });
  return ecash.takeChange('change');
};

describe.each(['dies', 'fails'] as const)('one call %s while change is taken in', (how) => {
  test('at every step: it comes in once, and nothing is lost', async () => {
    for (let at = 1; ; at++) {
      const disk = await purse();
      const token = await tokenOf(3n);
      const worker = wake(disk, { at, how });
      await take(worker, token).catch(() => undefined);
      if (worker.calls() < at) {
        expect(at).toBeGreaterThan(8);
        break;
      }
      // The journal still has it, and asks again as often as it likes.
      expect(await take(wake(disk), token), `${how} at ${at}`).toMatchObject({
        state: 'in',
        amount: '3',
      });
      expect(await take(wake(disk), token)).toMatchObject({ state: 'in', amount: '3' });
      await wake(disk).ecash.resume();
      expect(await worthOf(disk)).toBe(3n);
      expect((await wake(disk).ecash.shown()).changes).toEqual([]);
    }
  });
});

describe('change', () => {
  test('of a mint that is not ours is kept, and comes in once it is', async () => {
    const disk: Disk = new Map();
    await wake(disk).ecash.addMint(other.url);
    const token = await tokenOf(5n);
    expect(await take(wake(disk), token)).toMatchObject({ state: 'kept', mint: world.mint.url });
    await wake(disk).ecash.resume();
    expect((await wake(disk).ecash.shown()).changes).toMatchObject([{ id: 'change', unit: 'sat' }]);
    expect(await worthOf(disk)).toBe(0n);
    await wake(disk).ecash.addMint(world.mint.url);
    await wake(disk).ecash.resume();
    expect(await worthOf(disk)).toBe(5n);
    await expect(wake(disk).ecash.removeMint(world.mint.url)).rejects.toThrow();
  });

  test('of a mint that is silent comes in when it speaks', async () => {
    const disk = await purse();
    const token = await tokenOf(4n);
    world.mint.become('down');
    expect(await take(wake(disk), token)).toMatchObject({ state: 'kept' });
    world.mint.become('mute');
    await wake(disk).ecash.resume();
    world.mint.become('up');
    await wake(disk).ecash.resume();
    expect(await worthOf(disk)).toBe(4n);
    expect(await take(wake(disk), token)).toMatchObject({ state: 'in', amount: '4' });
  });

  test('above the cap comes in all the same: it is the money of the user', async () => {
    const disk = await purse();
    disk.set('cap', 1n);
    expect(await take(wake(disk), await tokenOf(6n))).toMatchObject({ state: 'in' });
    expect(await worthOf(disk)).toBeGreaterThanOrEqual(6n);
  });

  test('that somebody has spent, or that is no token, is said to be worth nothing', async () => {
    const disk = await purse();
    const token = await tokenOf(3n);
    const thief = await purse();
    await wake(thief).ecash.receive(token);
    expect(await take(wake(disk), token)).toMatchObject({ state: 'worthless' });
    expect(await worthOf(disk)).toBe(0n);
    for (const junk of ['cashuBo2F0', 'cashuA', 'cashuBAAAA']) {
      const odd = await purse();
      expect(await take(wake(odd), junk)).toMatchObject({ state: 'worthless', amount: '0' });
    }
  });

  test('that is our own token is none: it can be taken back', async () => {
    const disk: Disk = new Map();
    await world.fund(disk, 64n);
    const { ecash } = wake(disk);
    const token = await ecash.send('payment', world.request(21n));
    expect(await ecash.keepChange({ id: 'change', paymentId: 'payment', token })).toBe('own');
    expect(await ecash.takeBack('payment')).toBe('taken');
  });
});
