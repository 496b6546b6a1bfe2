import { describe, expect, test } from 'vitest';
import { checksummed, isAddress } from '../../../../src/core/money/address.ts';
import { ASSETS, assetByAddress, assetOf, assetsOf } from '../../../../src/core/money/assets.ts';
import { networkById } from '../../../../src/core/money/networks.ts';
import type { FrozenOffer } from '../../../../src/core/offers/quote.ts';
import { usdValueOf } from '../../../../src/core/offers/usd-value.ts';

describe('assets', () => {
  test('each is found by its address in any case, on its own network alone', () => {
    for (const asset of ASSETS) {
      const { network, address } = asset;
      expect(assetOf(network, address)).toBe(asset);
      if (!isAddress(address)) continue;
      expect(assetOf(network, address.toLowerCase())).toBe(asset);
      expect(assetOf(network, `0x${address.slice(2).toUpperCase()}`)).toBe(asset);
      expect(assetOf('eip155:999999', address)).toBeUndefined();
    }
  });

  test('addresses are checksummed, networks known, and no asset stands twice', () => {
    const keys = new Set(
      ASSETS.map(({ network, address }) => `${network}/${address.toLowerCase()}`),
    );
    expect(keys.size).toBe(ASSETS.length);
    for (const { network, address, transfer, name, version } of ASSETS) {
      expect(networkById(network)?.id).toBe(network);
      if (transfer === 'none') continue;
      expect(checksummed(address)).toBe(address);
      expect(name).not.toBe('');
      expect(version).toMatch(/^[12]$/);
    }
  });

  test('what a wallet must not get wrong', () => {
    expect(assetOf('eip155:8453', '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913')).toMatchObject({
      symbol: 'USDC',
      name: 'USD Coin',
      version: '2',
      decimals: 6,
      transfer: 'eip3009',
    });
    expect(assetOf('eip155:84532', '0x036CbD53842c5426634e7929541eC2318f3dCF7e')?.name).toBe(
      'USDC',
    );
    expect(assetOf('eip155:143', '0x754704Bc059F8C67012fEd69BC8A327a5aafb603')?.name).toBe('USDC');
    expect(assetOf('eip155:14', '0xe7cd86e13AC4309349F30B3435a9d337750fC82D')?.name).toBe('USD₮0');
    expect(assetOf('eip155:4326', '0xFAfDdbb3FC7688494971a79cc65DCa3EF82079E7')).toMatchObject({
      decimals: 18,
      transfer: 'permit2',
    });
  });

  test('base58 is not looked up in another case, and nonsense not at all', () => {
    const solana = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp';
    const mint = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
    expect(assetOf(solana, mint)?.symbol).toBe('USDC');
    expect(assetOf(solana, mint.toLowerCase())).toBeUndefined();
    for (const text of ['', '__proto__', 'USDC', 'x'.repeat(1_000_000)]) {
      expect(assetOf('eip155:8453', text)).toBeUndefined();
      expect(assetOf(text, mint)).toBeUndefined();
    }
  });

  test('dollars and euros of facilitators’ networks are named, and a euro is no dollar', () => {
    const symbol = (network: string, address: string) => assetOf(network, address)?.symbol;
    expect(symbol('eip155:8453', '0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42')).toBe('EURC');
    expect(symbol('eip155:480', '0x79a02482a880bce3f13e09da970dc34db4cd24d1')).toBe('USDC');
    expect(symbol('eip155:10', '0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85')).toBe('USDC');
    expect(symbol('eip155:1187947933', '0x85889c8c714505e0c94b30fcfcf64fe3ac8fcb20')).toBe(
      'USDC.e',
    );
    expect(assetOf('eip155:56', '0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d')?.decimals).toBe(18);
    for (const asset of ASSETS) expect(asset.peg).toBe(asset.symbol === 'EURC' ? 'EUR' : undefined);
    // Nobody here knows a euro's worth in dollars of today: it counts as two against the limits, and is asked for.
    const offer = { network: 'eip155:8453', price: { amount: '1', currency: 'EURC' } };
    const worth = (asset: string) =>
      usdValueOf({ ...offer, price: { ...offer.price, asset } } as unknown as FrozenOffer);
    expect(worth('0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42')).toMatchObject({
      usd: 2n,
      atMost: true,
    });
    expect(worth('0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913')).toEqual({
      usd: 1n,
      testnet: false,
    });
  });

  test('by network, and by an address that only one network has', () => {
    expect(assetsOf('eip155:8453').map(({ symbol }) => symbol)).toEqual(['USDC', 'EURC']);
    expect(assetsOf('eip155:999999')).toEqual([]);
    expect(assetByAddress('0x833589FCD6EDB6E08F4C7C32D4F71B54BDA02913')?.network).toBe(
      'eip155:8453',
    );
    // Arc and its test network have the same address for it.
    expect(assetByAddress('0x3600000000000000000000000000000000000000')).toBeUndefined();
    expect(assetByAddress(undefined)).toBeUndefined();
  });
});
