import { hexToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { ITERATIONS, open, seal } from '../../../../src/wallets/purse/vault/vault.ts';
import {
  checkVault,
  type Vault,
  withCheck,
} from '../../../../src/wallets/purse/vault/vault-schema.ts';
import { random } from '../../../fixtures/memory.ts';
import { ADDRESS, KEY } from './vectors.ts';

const key = hexToBytes(KEY.slice(2));
const passphrase = 'seven wet dogs';
const iterations = 1000;
const sealed = () => seal(key, passphrase, { iterations, random });

test('opens again what it sealed, with the real number of iterations', async () => {
  expect(ITERATIONS).toBe(600_000);
  const vault = await seal(key, passphrase, { iterations: ITERATIONS, random });
  expect(vault).toMatchObject({ version: 1, address: ADDRESS, iterations: 600_000 });
  expect(await open(JSON.parse(JSON.stringify(vault)), passphrase)).toEqual(key);
}, 30_000);

test('holds no key in the clear, and takes fresh salt and IV each time', async () => {
  const [one, other] = [await sealed(), await sealed()];
  expect(JSON.stringify(one).toLowerCase()).not.toContain(KEY.slice(2));
  expect(one.salt).not.toBe(other.salt);
  expect(one.iv).not.toBe(other.iv);
  expect([one.salt.length, one.iv.length, one.data.length]).toEqual([32, 24, 96]);
});

test('is what WebCrypto makes of the stored parameters: PBKDF2-SHA-256 and AES-GCM-256', async () => {
  const vault = await sealed();
  const { subtle } = globalThis.crypto;
  const secret = new TextEncoder().encode(passphrase);
  const base = await subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: hexToBytes(vault.salt), iterations };
  const bits = await subtle.deriveBits(how, base, 256);
  const aes = await subtle.importKey('raw', bits, 'AES-GCM', false, ['decrypt']);
  const additionalData = new TextEncoder().encode(
    JSON.stringify([1, ADDRESS, iterations, vault.salt]),
  );
  const data = await subtle.decrypt(
    { name: 'AES-GCM', iv: hexToBytes(vault.iv), additionalData },
    aes,
    hexToBytes(vault.data),
  );
  expect(new Uint8Array(data)).toEqual(key);
});

test('a wrong passphrase is wrong, and the same one composed differently is right', async () => {
  const vault = await seal(key, 'cafe\u0301 au lait', { iterations, random });
  expect(await open(vault, 'caf\u00e9 au lait')).toEqual(key);
  for (const wrong of ['', 'cafe au lait', 'caf\u00e9 au lait ', 'Caf\u00e9 au lait']) {
    await expect(open(vault, wrong)).rejects.toThrow('error_passphrase_wrong');
  }
});

const turned = (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`;
const other = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

/** What a disk, another program or an older version might have left. */
const DAMAGE: readonly [string, (vault: Vault) => unknown][] = [
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
    expect(() => checkVault(vault)).toThrow('error_purse_damaged');
  },
);

test('parameters swapped under a good check do not open', async () => {
  const vault = await sealed();
  for (const change of [{ address: other }, { salt: turned(vault.salt) }, { iterations: 1001 }]) {
    const swapped = withCheck({ ...vault, ...change });
    await expect(open(swapped, passphrase)).rejects.toThrow('error_passphrase_wrong');
  }
});
