import { hexToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { openOldPurse as open } from '../../../../src/wallets/keyring/old/old-purse.ts';
import {
  type OldPurse,
  readOldPurse,
} from '../../../../src/wallets/keyring/old/old-purse-schema.ts';
import { sealOldPurse, withCheck } from '../../../fixtures/old-purse.ts';
import { ADDRESS, KEY } from '../purse/vectors.ts';

const key = hexToBytes(KEY.slice(2));
const passphrase = 'seven wet dogs';
const sealed = () => sealOldPurse(key, passphrase);

test('opens with its password, in whatever way that is composed, and with no other', async () => {
  const vault = await sealOldPurse(key, 'cafe\u0301 au lait');
  expect(await open(JSON.parse(JSON.stringify(vault)), 'caf\u00e9 au lait')).toEqual(key);
  for (const wrong of ['', 'cafe au lait', 'caf\u00e9 au lait ', 'Caf\u00e9 au lait']) {
    await expect(open(vault, wrong)).rejects.toThrow('error_passphrase_wrong');
  }
});

const turned = (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`;
const other = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

/** What a disk, another program or an older version might have left. */
const DAMAGE: readonly [string, (vault: OldPurse) => unknown][] = [
  ['nothing of it left', () => null],
  ['a text', () => 'vault'],
  ['a number', () => 7],
  ['an empty object', () => ({})],
  ['a list', () => []],
  ['a later version', (vault) => ({ ...vault, version: 2 })],
  ['another address', (vault) => ({ ...vault, address: other })],
  ['an address with a wrong checksum', (vault) => ({ ...vault, address: ADDRESS.toLowerCase() })],
  ['no address', ({ address: _, ...vault }) => vault],
  ['other iterations', (vault) => ({ ...vault, iterations: 1001 })],
  ['iterations as text', (vault) => ({ ...vault, iterations: '1000' })],
  ['a turned salt', (vault) => ({ ...vault, salt: turned(vault.salt) })],
  ['a short salt', (vault) => ({ ...vault, salt: vault.salt.slice(2) })],
  ['a turned IV', (vault) => ({ ...vault, iv: turned(vault.iv) })],
  ['a long IV', (vault) => ({ ...vault, iv: `${vault.iv}00` })],
  ['turned data', (vault) => ({ ...vault, data: turned(vault.data) })],
  ['a cut tag', (vault) => ({ ...vault, data: vault.data.slice(0, -2) })],
  ['no data', ({ data: _, ...vault }) => vault],
  ['data that is not hex', (vault) => ({ ...vault, data: 'zz'.repeat(48) })],
  ['a turned check', (vault) => ({ ...vault, check: turned(vault.check) })],
  ['no check', ({ check: _, ...vault }) => vault],
];

test.each(DAMAGE)('damaged: %s', async (_, damage) => {
  await expect(open(damage(await sealed()), passphrase)).rejects.toThrow('error_purse_damaged');
});

test.each([0, 1, 999, 1000.5, -1000, 10_000_001, 2 ** 32, Number.MAX_SAFE_INTEGER])(
  'iterations %d are out of bounds even under a good check',
  async (wrong) => {
    const vault = withCheck({ ...(await sealed()), iterations: wrong });
    expect(() => readOldPurse(vault)).toThrow('error_purse_damaged');
  },
);

test('parameters swapped under a good check do not open', async () => {
  const vault = await sealed();
  for (const change of [{ address: other }, { salt: turned(vault.salt) }, { iterations: 1001 }]) {
    const swapped = withCheck({ ...vault, ...change });
    await expect(open(swapped, passphrase)).rejects.toThrow('error_passphrase_wrong');
  }
});
