import { describe, expect, test } from 'vitest';
import { NETWORKS } from '../../../../src/core/money/network-table.ts';
import {
  chainIdOf,
  explorerUrl,
  familyOf,
  isTransaction,
  networkById,
  networkByLegacyName,
  networkByName,
} from '../../../../src/core/money/networks.ts';
import { rpcUrl } from '../../../../src/core/rules/settings.ts';

const HASH = `0x${'0aB9'.repeat(16)}`;

describe('networks', () => {
  test('ids and legacy names are unique and lead back', () => {
    expect(new Set(NETWORKS.map(({ id }) => id)).size).toBe(NETWORKS.length);
    for (const network of NETWORKS) {
      expect(networkById(network.id)).toBe(network);
      for (const name of network.legacy ?? []) expect(networkByLegacyName(name)).toBe(network);
    }
    for (const id of ['', 'eip155:', 'eip155:084532', 'EIP155:1', '__proto__', 'constructor']) {
      expect(networkById(id)).toBeUndefined();
      expect(networkByLegacyName(id)).toBeUndefined();
    }
  });

  test('names of version 1 in any case, and networks that are only named', () => {
    for (const [name, id] of [
      ['arbitrum', 'eip155:42161'],
      ['Base Sepolia', 'eip155:84532'],
      ['OPTIMISM', 'eip155:10'],
      ['world_chain', 'eip155:480'],
      ['xlayer', 'eip155:196'],
      ['ton', 'tvm:-239'],
      ['xrpl', 'xrpl:0'],
      ['base-mainnet', 'eip155:8453'],
      ['Polygon Mainnet', 'eip155:137'],
      ['op-mainnet', 'eip155:10'],
      ['OP Mainnet', 'eip155:10'],
      ['BNB Smart Chain', 'eip155:56'],
      ['arbitrum_one', 'eip155:42161'],
      ['arb1', 'eip155:42161'],
      ['MATIC', 'eip155:137'],
      ['matic-mainnet', 'eip155:137'],
      ['skale', 'eip155:1187947933'],
      ['8453', 'eip155:8453'],
      ['0x2105', 'eip155:8453'],
    ] as const) {
      expect(networkByName(name)?.id).toBe(id);
    }
    for (const none of [
      'base-sepolia-mainnet',
      '-mainnet',
      'mainnet',
      'toString',
      '08453',
      '0x',
      '8453.0',
      '99999999',
    ]) {
      expect(networkByName(none)).toBeUndefined();
    }
    expect(networkByName('b'.repeat(100_000))).toBeUndefined();
    expect(networkByName('arbitrum classic')).toBeUndefined();
    expect(networkById('near:mainnet')?.name).toBe('NEAR');
    expect(networkById('lnbtc:000000000019d6689c085ae165831e93')?.name).toBe('Lightning');
  });

  test("Algorand's whole genesis hash is the same network as its first 32 characters", () => {
    const whole = 'algorand:wGHE2Pwdvd7S12BL5FaOP20EGYesN73ktiC1qzkkit8=';
    expect(networkById(whole)?.name).toBe('Algorand');
  });

  test('endpoints and explorers are https', () => {
    for (const { rpc, explorer } of NETWORKS) {
      if (rpc !== undefined) expect(rpcUrl(rpc)).toBeDefined();
      for (const url of [rpc, explorer]) if (url !== undefined) expect(url).toMatch(/^https:/);
      if (explorer !== undefined) expect(explorer).toMatch(/\/tx\/$/);
    }
  });

  test('families and chain ids', () => {
    expect(familyOf('eip155:999999')).toBe('eip155');
    expect(familyOf('solana:x')).toBe('solana');
    for (const id of ['solanax', 'eip155', ':1', '', '__proto__:1', 'Solana:x']) {
      expect(familyOf(id)).toBeUndefined();
    }
    expect(chainIdOf('eip155:8453')).toBe(8453);
    for (const id of [
      'eip155:0',
      'eip155:08453',
      'eip155:1e3',
      `eip155:${'9'.repeat(16)}`,
      'solana:1',
    ]) {
      expect(chainIdOf(id)).toBeUndefined();
    }
  });

  test('a link is made of a well-formed transaction of a known network alone', () => {
    expect(explorerUrl('eip155:8453', HASH)).toBe(`https://basescan.org/tx/${HASH}`);
    expect(explorerUrl('eip155:999999', HASH)).toBeUndefined();
    for (const text of ['', HASH.slice(2), `${HASH}0`, `${HASH}\n`, '../../evil', 5, null]) {
      expect(isTransaction('eip155:8453', text)).toBe(false);
      expect(explorerUrl('eip155:8453', text)).toBeUndefined();
    }
    expect(isTransaction('stellar:pubnet', HASH)).toBe(false);
  });
});
