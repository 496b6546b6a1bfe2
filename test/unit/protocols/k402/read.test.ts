import { describe, expect, it } from 'vitest';
import { k402 } from '../../../../src/protocols/k402/index.ts';
import { json } from '../answer.ts';

const KASPA = {
  scheme: 'kaspa-utxo',
  network: 'mainnet',
  amount_sompi: '20000000',
  pay_to: 'kaspa:qzexample',
  payment_id: 'p_1',
  expires: 1900000000,
  description: 'A summary',
};
const EVM = {
  scheme: 'evm',
  chain_id: 8453,
  asset: 'USDC',
  amount: '10000',
  decimals: 18,
  pay_to: '0x1111111111111111111111111111111111111111',
  token: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
};
const read = (...accepts: readonly unknown[]) => k402.read(json({ k402: '0.2', accepts }));

describe('k402', () => {
  it('reads Kaspa', () => {
    expect(read(KASPA).offers).toEqual([
      {
        id: 'k402:0',
        protocol: 'k402',
        version: '0.2',
        method: 'kaspa-utxo',
        price: { amount: 20000000n, currency: 'KAS', decimals: 8 },
        payee: 'kaspa:qzexample',
        network: 'kaspa:mainnet',
        description: 'A summary',
        expiresAt: 1900000000000,
        payable: false,
        why: 'reason_no_wallet',
        cautions: [],
        terms: KASPA,
      },
    ]);
  });
  it('adds the fee of a facilitator to the price', () => {
    const fee = { sompi: '2000', to: 'kaspa:qqfee', by: 'fees.example' };
    expect(read({ ...KASPA, facilitator_fee: fee }).offers[0]?.price?.amount).toBe(20002000n);
    expect(read({ ...KASPA, facilitator_fee: { sompi: '-1' } }).offers).toEqual([]);
  });
  it('warns of test networks', () => {
    expect(read({ ...KASPA, network: 'testnet-10' }).offers[0]?.cautions).toEqual([
      'caution_test_network',
    ]);
  });
  it('opens no sessions and channels', () => {
    const { offers } = read(
      { scheme: 'kaspa-session', open: '/open' },
      { scheme: 'kaspa-channel' },
    );
    expect(offers.map(({ why }) => why)).toEqual(['reason_session', 'reason_session']);
  });
  it('trusts its own table for tokens, not the server', () => {
    expect(read(EVM).offers[0]).toMatchObject({
      price: { amount: 10000n, currency: 'USDC', decimals: 6 },
      network: 'eip155:8453',
      why: 'reason_transfer_method',
      cautions: [],
    });
    const fake = { ...EVM, token: '0x2222222222222222222222222222222222222222' };
    expect(read(fake).offers[0]).toMatchObject({
      price: { amount: 10000n, currency: fake.token, asset: fake.token },
      cautions: ['caution_unknown_asset'],
    });
    expect(read({ ...EVM, token: null, chain_id: 84532 }).offers[0]?.cautions).toEqual([
      'caution_unknown_asset',
      'caution_test_network',
    ]);
  });
  it('reads chains of Bitcoin\u2019s family by their names', () => {
    const coin = {
      scheme: 'blockbook-utxo',
      coin: 'litecoin',
      amount: '5',
      decimals: 8,
      pay_to: 'ltc1q',
    };
    expect(read(coin).offers[0]?.price).toEqual({
      amount: 5n,
      currency: 'litecoin',
      asset: 'litecoin',
    });
  });
  it.each([
    [
      { ...KASPA, amount_sompi: 20000000 },
      'The amount is no whole number of base units in a string.',
    ],
    [{ ...KASPA, pay_to: undefined }, 'pay_to is missing.'],
    [{ ...EVM, pay_to: 'bob.eth' }, 'pay_to is no address.'],
    [{ ...EVM, chain_id: '8453' }, 'chain_id is no number of a chain.'],
    [{ ...EVM, token: 'USDC' }, 'token is no address.'],
    [{ scheme: 'blockbook-utxo', amount: '1', pay_to: 'x' }, 'coin is missing.'],
  ])('says what is wrong', (entry, reason) => {
    expect(read(entry).problems).toEqual([{ protocol: 'k402', field: 'accepts[0]', reason }]);
  });
  it('skips schemes that it does not know, as section 2 asks', () => {
    expect(read({ scheme: 'toString' }, { scheme: 'later' }, null, 'x').problems).toEqual([]);
  });
  it('needs a list', () => {
    expect(k402.read(json({ k402: '0.2' })).problems[0]?.field).toBe('accepts');
    expect(k402.read(json({ k402: 2, accepts: [] })).problems).toEqual([]);
  });
});
