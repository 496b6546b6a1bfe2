import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askBalances } from '../../../src/background/offers/payers.ts';
import { createBalances } from '../../../src/background/stores/balances.ts';
import type { Rail } from '../../../src/core/offers/rail.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { CASHU, L402, type Told, told, world } from './world.ts';

/** A question whose answer comes when the test gives it. */
function question() {
  const asked: ((amount: bigint) => void)[] = [];
  return {
    asked,
    read: () => new Promise<bigint>((answer) => asked.push(answer)),
  };
}

describe('balances', () => {
  const clock = { now: 1_000_000 };
  const changed = vi.fn();
  const later = vi.fn<(call: () => void, pause: number) => void>();
  beforeEach(() => {
    changed.mockClear();
    later.mockClear();
  });
  const make = () => createBalances(() => clock.now, changed, later);

  it('asks anew when told to, however fresh what is known is, and tells of another answer', async () => {
    const balances = make();
    expect(await balances.ask('a', async () => 0n)).toBe(0n);
    changed.mockClear();
    expect(await balances.ask('a', async () => 5_000_000n)).toBe(5_000_000n);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(balances.known('a', async () => 0n)).toBe(5_000_000n);
    await balances.ask('a', async () => 5_000_000n);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('asks once where it is being asked already, each wallet for itself', async () => {
    const balances = make();
    const one = question();
    const both = [balances.ask('a', one.read), balances.ask('a', one.read)];
    expect(await balances.ask('b', async () => 7n)).toBe(7n);
    expect(one.asked).toHaveLength(1);
    one.asked[0]?.(3n);
    expect(await Promise.all(both)).toEqual([3n, 3n]);
  });

  it('goes on believing what was answered while no answer comes, for some minutes', async () => {
    const balances = make();
    await balances.ask('a', async () => 4n);
    const fails = async () => {
      throw new Error('down');
    };
    await expect(balances.ask('a', fails)).rejects.toThrow('down');
    expect(balances.known('a', fails)).toBe(4n);
    clock.now += 6 * 60_000;
    await expect(balances.ask('a', fails)).rejects.toThrow('down');
    expect(balances.known('a', fails)).toBeUndefined();
  });

  it('has open pages ask again soon after a question that failed, and less and less often', async () => {
    const balances = make();
    const fails = vi.fn(async () => {
      throw new Error('down');
    });
    const pauses = [2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
    for (const pause of pauses) {
      balances.known('a', fails);
      await vi.waitFor(() => expect(later).toHaveBeenLastCalledWith(changed, pause));
      clock.now += pause - 1;
      balances.known('a', fails);
      expect(fails).toHaveBeenCalledTimes(1);
      fails.mockClear();
      later.mockClear();
      clock.now += 1;
    }
    expect(await balances.ask('a', async () => 3n)).toBe(3n);
    clock.now += 29_999;
    expect(balances.known('a', fails)).toBe(3n);
    expect(fails).not.toHaveBeenCalled();
    expect(later).not.toHaveBeenCalled();
  });

  it('an answer to a question from before money moved is not believed after it', async () => {
    const balances = make();
    const late = question();
    const asking = balances.ask('a', late.read);
    balances.forget();
    late.asked[0]?.(9n);
    await asking;
    expect(balances.known('a', async () => 1n)).toBeUndefined();
  });
});

describe('a check for one 402', () => {
  /** A wallet whose balance is asked for. */
  function holding(id: Told['id'], read: (rail: Rail) => Promise<bigint | undefined>) {
    const balance = vi.fn(read);
    return { wallet: { ...told(id, true), balance }, balance };
  }
  const seen = (response: typeof L402) =>
    ({
      id: 'seen',
      tabId: 1,
      frameId: 0,
      type: 'main_frame',
      response: { ...response, url: SHOP, method: 'GET', status: 402 },
    }) as never;

  it('asks the Lightning wallet for an invoice, the mint for ecash, and no other', async () => {
    const lightning = holding('nwc', async () => 21n);
    const ecash = holding('ecash', async () => 21n);
    const { context } = world(lightning.wallet, ecash.wallet);
    expect(await askBalances(context, seen(L402))).toBe(true);
    expect([lightning.balance.mock.calls.length, ecash.balance.mock.calls.length]).toEqual([1, 0]);
    expect(await askBalances(context, seen(CASHU))).toBe(true);
    expect([lightning.balance.mock.calls.length, ecash.balance.mock.calls.length]).toEqual([1, 1]);
  });

  it('asks again at each press, although the last answer is fresh', async () => {
    const { wallet, balance } = holding('nwc', async () => 21n);
    const { context } = world(wallet);
    await askBalances(context, seen(L402));
    await askBalances(context, seen(L402));
    expect(balance).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('down'))],
    ['does not say', async () => undefined],
  ])('says that the wallet did not answer when it %s', async (_, read) => {
    const { context } = world(holding('nwc', read).wallet);
    expect(await askBalances(context, seen(L402))).toBe(false);
  });
});
