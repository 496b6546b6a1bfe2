import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../../src/background/context.ts';
import { purseBalances } from '../../../src/background/wallets/purse-balances.ts';
import { FareboxError } from '../../../src/core/errors.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { inAsset } from '../../fixtures/x402/in-asset.ts';
import { freshBrowser } from './browser.ts';
import { consent, world } from './world.ts';

// Each network that is asked for a balance learns the address: only those are asked that know it already.

const ADDRESS = '0x5aF3b1C8d2E94607a8B3cD1e2F4a5b6C7d8E9f01';

beforeEach(() => freshBrowser(SHOP));

/** A purse that holds as it is told, by network; what is not told does not answer. */
function purseWith(amounts: Record<string, bigint>) {
  const asked: string[] = [];
  const { context } = world();
  const purse = {
    id: 'purse',
    status: async () => ({ state: 'open', address: ADDRESS }),
    balanceOf: async (network: string) => {
      asked.push(network);
      const amount = amounts[network];
      if (amount === undefined) throw new FareboxError('error_rpc');
      return amount;
    },
  };
  const whole = { ...context, purse } as unknown as Context;
  const ask = async (all: boolean) => {
    asked.length = 0;
    await purseBalances(whole, { all });
    return [...new Set(asked)].sort();
  };
  return { context: whole, amounts, ask };
}

describe('balances of the purse', () => {
  it('of a new purse: Base alone', async () => {
    expect(await purseWith({}).ask(false)).toEqual(['eip155:8453']);
  });

  it('where it has paid', async () => {
    const { context, ask } = purseWith({});
    const usdc = inAsset('eip155:84532', '0x036CbD53842c5426634e7929541eC2318f3dCF7e');
    await context.journal.begin(consent('purse', usdc));
    expect(await ask(false)).toEqual(['eip155:8453', 'eip155:84532']);
  });

  it('where it was found to hold money, until it is known to hold none', async () => {
    const { amounts, ask } = purseWith({ 'eip155:137': 5n, 'eip155:8453': 0n });
    expect((await ask(true)).length).toBeGreaterThan(20);
    expect(await ask(false)).toEqual(['eip155:137', 'eip155:8453']);
    // It does not answer: what it held is not gone.
    delete amounts['eip155:137'];
    expect(await ask(false)).toEqual(['eip155:137', 'eip155:8453']);
    amounts['eip155:137'] = 0n;
    await ask(false);
    expect(await ask(false)).toEqual(['eip155:8453']);
  });
});
