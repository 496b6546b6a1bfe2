import { expect, test } from 'vitest';
import { isWorthBackup } from '../../../src/pages/settings/security/BackupNag.tsx';

// The class: money that is lost with the recovery phrase, in whatever form and on whatever network.

const network = { id: 'eip155:8453', name: 'Base', testnet: false };
const balance = (amount: string, decimals = 6, testnet = false) => ({
  network: { ...network, testnet },
  asset: '0x',
  currency: 'USDC',
  decimals,
  amount,
});
const mint = (amount: string, currency: string) => ({
  mints: [{ url: 'https://mint.example', balances: [{ amount, currency }], units: [] }],
});
const keyring = { state: 'open', phrase: 'unconfirmed' } as const;
const purse = { state: 'open', address: '0x', origin: 'phrase' } as const;

test.each([
  ['a dollar', { balances: [balance('1000000')] }, false],
  ['more than a dollar', { balances: [balance('1000001')] }, true],
  ['a token of 18 decimals', { balances: [balance(`2${'0'.repeat(18)}`, 18)] }, true],
  ['test money', { balances: [balance('50000000', 6, true)] }, false],
  ['a balance that is not known', { balances: [{ ...balance('1'), amount: undefined }] }, false],
  [
    'half in dollars and half in ecash',
    { balances: [balance('600000')], ecash: mint('500', 'sat') },
    true,
  ],
  ['ecash of 1000 sat', { ecash: mint('1000', 'sat') }, false],
  ['ecash of a mint’s dollars', { ecash: mint('101', 'USD') }, true],
])('%s', (_, held, worth) => {
  expect(isWorthBackup({ keyring, purse, ...held } as never)).toBe(worth);
});

test('what a brought key holds is not lost with the phrase', () => {
  const own = { ...purse, origin: 'key' } as const;
  expect(isWorthBackup({ keyring, purse: own, balances: [balance('9000000')] })).toBe(false);
});
