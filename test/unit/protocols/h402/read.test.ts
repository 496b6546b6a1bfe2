import { describe, expect, it } from 'vitest';
import { h402 } from '../../../../src/protocols/h402/index.ts';
import { json } from '../answer.ts';

const ENTRY = {
  scheme: 'exact',
  namespace: 'evm',
  networkId: '8453',
  amountRequired: 0.01,
  amountRequiredFormat: 'humanReadable',
  payToAddress: '0x3333333333333333333333333333333333333333',
  tokenAddress: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
  requiredDeadlineSeconds: 300,
  description: 'A picture',
};
const read = (...accepts: readonly unknown[]) => h402.read(json({ h402Version: 1, accepts }));

describe('h402', () => {
  it('reads whole tokens of a token that it knows', () => {
    expect(read(ENTRY).offers).toEqual([
      {
        id: 'h402:0',
        protocol: 'h402',
        version: '1',
        method: 'exact',
        price: {
          amount: 10000n,
          currency: 'USDC',
          decimals: 6,
          asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
        },
        payee: ENTRY.payToAddress,
        network: 'eip155:8453',
        description: 'A picture',
        timeoutSeconds: 300,
        payable: false,
        why: 'reason_transfer_method',
        cautions: [],
        terms: ENTRY,
      },
    ]);
  });
  it('never guesses the decimals of one that it does not know', () => {
    const [offer] = read({ ...ENTRY, networkId: '56' }).offers;
    expect(offer?.price).toBeUndefined();
    expect(offer?.why).toBe('reason_asset');
    expect(offer?.cautions).toEqual(['caution_unknown_asset']);
  });
  it('reads base units', () => {
    const entry = { ...ENTRY, amountRequired: '10000', amountRequiredFormat: 'smallestUnit' };
    expect(read(entry).offers[0]?.price?.amount).toBe(10000n);
    expect(read({ ...entry, tokenAddress: `0x${'4'.repeat(40)}` }).offers[0]?.price).toEqual({
      amount: 10000n,
      currency: `0x${'4'.repeat(40)}`,
      asset: `0x${'4'.repeat(40)}`,
    });
  });
  it.each([1e-7, 1e21, -1, '1e3', '٣', null])('takes no amount of %j', (amountRequired) => {
    expect(read({ ...ENTRY, amountRequired }).offers[0]).toMatchObject({ why: 'reason_amount' });
  });
  it('is wary of who is paid', () => {
    expect(read({ ...ENTRY, payToAddress: 'bob' }).offers[0]?.why).toBe('reason_pay_to');
    expect(read({ ...ENTRY, payToAddress: ENTRY.tokenAddress }).offers[0]?.why).toBe(
      'reason_pay_to',
    );
    expect(read({ ...ENTRY, namespace: 'solana' }).offers[0]?.why).toBe('reason_solana');
    expect(read({ ...ENTRY, amountRequired: 0 }).offers[0]?.why).toBe('reason_amount_zero');
  });
  it('says what is wrong', () => {
    expect(read(7).problems[0]?.reason).toBe('The entry is no object.');
    expect(read({ ...ENTRY, payToAddress: '' }).problems[0]?.reason).toBe(
      'payToAddress is missing.',
    );
    expect(read({ ...ENTRY, networkId: 8453 }).problems[0]?.field).toBe('accepts[0]');
    expect(h402.read(json({ h402Version: 1 })).problems[0]?.field).toBe('accepts');
  });
});
