import { describe, expect, it } from 'vitest';
import {
  addMoney,
  browserWallet,
  forgetTransfer,
} from '../../../src/background/wallets/browser-wallet.ts';
import { FareboxError, Unsure } from '../../../src/core/errors.ts';
import { USDC } from './fakes.ts';
import { NOW, world } from './world.ts';

const PURSE = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const HASH = `0x${'ab'.repeat(32)}`;
const FIVE = { network: 'eip155:84532', asset: USDC.toLowerCase(), amount: '5000000' };

/** A worker whose browser has a wallet that answers as told. */
function withWallet(sends: (asked: () => Promise<void>) => Promise<string>, state = 'locked') {
  const { context, again, store } = world();
  const asked: unknown[] = [];
  const parts = {
    purse: { status: async () => ({ state, address: PURSE }) },
    browserWallet: {
      extension: async () => ({ name: 'MetaMask' }),
      send: (transfer: unknown, written: () => Promise<void>) => {
        asked.push(transfer);
        return sends(written);
      },
    },
  } as never;
  const made = (base = context) => ({ ...base, ...(parts as object) }) as typeof context;
  return { context: made(), restarted: () => made(again()), asked, store };
}

const fails = (error: Error) => async (written: () => Promise<void>) => {
  await written();
  throw error;
};

describe('money that another wallet is asked to send to the purse', () => {
  it('goes to the purse, and is on disk before the wallet is asked', async () => {
    const { context, restarted, asked } = withWallet(async (written) => {
      expect((await browserWallet(context)).last).toBeUndefined();
      await written();
      expect((await browserWallet(restarted())).last).toMatchObject({ sent: false, at: NOW });
      return HASH;
    });
    const view = await addMoney(context, FIVE);
    expect(asked).toEqual([
      { network: 'eip155:84532', asset: USDC, to: PURSE, amount: 5_000_000n },
    ]);
    expect(view).toMatchObject({
      there: true,
      name: 'MetaMask',
      last: {
        sent: true,
        money: { amount: '5000000', currency: 'USDC', decimals: 6 },
        explorerUrl: expect.stringContaining(HASH),
      },
    });
    expect(await context.fundedNetworks.of(PURSE)).toEqual(new Set(['eip155:84532']));
  });

  it('is forgotten when the user declined: the transfer before it stands again', async () => {
    let declines = false;
    const { context } = withWallet(async (written) => {
      await written();
      if (declines) throw new FareboxError('error_declined', 'MetaMask');
      return HASH;
    });
    await addMoney(context, FIVE);
    declines = true;
    await expect(addMoney(context, { ...FIVE, amount: '1' })).rejects.toThrow('error_declined');
    expect((await browserWallet(context)).last).toMatchObject({
      sent: true,
      money: { amount: '5000000' },
    });
  });

  it.each([
    ['the wallet fell silent', new Unsure('error_wallet_silent')],
    ['something broke', new TypeError('socket')],
  ])(
    'is in doubt where %s: nothing more is asked for, also by the next worker, until the user has looked',
    async (_, error) => {
      const { context, restarted, asked } = withWallet(fails(error));
      await expect(addMoney(context, FIVE)).rejects.toThrow();
      const next = restarted();
      expect((await browserWallet(next)).last).toMatchObject({ sent: false });
      await expect(addMoney(next, FIVE)).rejects.toThrow('error_transfer_open');
      expect(asked).toHaveLength(1);
      expect((await forgetTransfer(next)).last).toBeUndefined();
      await expect(addMoney(next, FIVE)).rejects.not.toThrow('error_transfer_open');
      expect(asked).toHaveLength(2);
    },
  );

  it('is asked for once, however often the button is pressed', async () => {
    let answer: (hash: string) => void = () => undefined;
    const { context, asked } = withWallet(async (written) => {
      await written();
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const first = addMoney(context, FIVE);
    await expect(addMoney(context, FIVE)).rejects.toThrow('error_already_paying');
    await expect.poll(() => asked.length).toBe(1);
    await expect.poll(async () => (await context.incoming.get())?.at).toBe(NOW);
    answer(HASH);
    await first;
    expect(asked).toHaveLength(1);
  });

  it.each([
    [{ amount: '0' }, 'error_setting'],
    [{ amount: '-1' }, 'error_setting'],
    [{ amount: '1.5' }, 'error_setting'],
    [{ asset: PURSE }, 'error_setting'],
    [{ network: 'eip155:1' }, 'error_setting'],
  ])('is not asked for: %j', async (change, key) => {
    const { context, asked } = withWallet(async () => HASH);
    await expect(addMoney(context, { ...FIVE, ...change })).rejects.toThrow(key);
    expect(asked).toEqual([]);
  });

  it('needs a purse to go to', async () => {
    const { context, asked } = withWallet(async () => HASH, 'none');
    await expect(addMoney(context, FIVE)).rejects.toThrow('error_no_purse');
    expect(asked).toEqual([]);
  });
});
