import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { createQueue } from '../../core/concurrency.ts';
import { FareboxError } from '../../core/errors.ts';
import { createOpenKeys } from './open-key.ts';
import { throttled } from './unlock-throttle.ts';
import type { PurseDeps } from './vault/deps.ts';
import { newPrivateKey, parsePrivateKey } from './vault/key.ts';
import { checkNewPassphrase } from './vault/passphrase.ts';
import { withStorageErrors } from './vault/storage-errors.ts';
import { ITERATIONS, open } from './vault/vault.ts';
import { checkVault } from './vault/vault-schema.ts';
import {
  archiveDamagedVault,
  dropVault,
  saveVault,
  storedVault,
  vaultAddress,
} from './vault/vault-store.ts';

/** Whether there is a purse, whose it is (EIP-55), and whether it can sign. */
export type PurseStatus =
  | { readonly state: 'none' }
  | { readonly state: 'locked' | 'open'; readonly address: string };

/** The key's life. What changes something runs one at a time. All throw FareboxError. */
export type KeyRing = {
  /** `error_purse_damaged` while its record is not whole. */
  status(): Promise<PurseStatus>;
  /** A new key, open at once. `error_purse_exists`, `error_passphrase_short`, `error_storage`. */
  create(passphrase: string): Promise<PurseStatus>;
  /** A key brought along. Also takes the place of a damaged vault, which is set aside. `error_private_key`. */
  import(passphrase: string, privateKey: string): Promise<PurseStatus>;
  /** `error_no_purse`, `error_passphrase_wrong`, `error_passphrase_wait` (seconds), `error_purse_damaged`. */
  unlock(passphrase: string): Promise<PurseStatus>;
  lock(): Promise<PurseStatus>;
  /** The key was used, or the time without use after which it locks was changed: that time begins anew. */
  extend(): Promise<void>;
  /** The private key, 0x and 64 hex digits. Errors as of `unlock`. */
  backup(passphrase: string): Promise<string>;
  /** Forgets the key for good. Errors as of `unlock`. */
  remove(passphrase: string): Promise<PurseStatus>;
  /** The unlocked key. `error_no_purse`, `error_locked`. */
  key(): Promise<Uint8Array>;
  /**
   * 32 bytes that only this purse can make, another for each use (HKDF-SHA-256, RFC 5869). Errors as of `key`.
   */
  derive(use: string): Promise<Uint8Array>;
};

/** The purse's key, sealed in `store` and, while unlocked, in `session`. */
export function createKeyRing(deps: PurseDeps): KeyRing {
  const { now } = deps;
  const store = withStorageErrors(deps.store);
  const session = withStorageErrors(deps.session);
  const inTurn = createQueue();

  const opened = createOpenKeys(session, now, deps.lockAfter ?? (async () => 0));

  const status = async (): Promise<PurseStatus> => {
    const [address, key] = await Promise.all([vaultAddress(store), opened.get()]);
    if (address === undefined) return { state: 'none' };
    return { state: key === undefined ? 'locked' : 'open', address };
  };

  const openWith = async (passphrase: string): Promise<Uint8Array> => {
    const stored = await storedVault(store);
    if (stored === undefined) throw new FareboxError('error_no_purse');
    checkVault(stored);
    return throttled(store, now, () => open(stored, passphrase));
  };

  const start = async (key: Uint8Array, passphrase: string): Promise<PurseStatus> => {
    await saveVault({ ...deps, store }, key, passphrase);
    await opened.set(bytesToHex(key));
    return status();
  };

  const create = async (passphrase: string) => {
    const stored = await storedVault(store);
    if (stored !== undefined) {
      checkVault(stored);
      throw new FareboxError('error_purse_exists');
    }
    checkNewPassphrase(passphrase);
    return start(newPrivateKey(deps.random), passphrase);
  };

  const importKey = async (passphrase: string, privateKey: string) => {
    const key = parsePrivateKey(privateKey);
    checkNewPassphrase(passphrase);
    const stored = await storedVault(store);
    if (stored !== undefined) {
      if (isWhole(stored)) throw new FareboxError('error_purse_exists');
      await archiveDamagedVault(store, stored, now());
    }
    return start(key, passphrase);
  };

  const unlock = async (passphrase: string) => {
    const key = await openWith(passphrase);
    const { iterations } = checkVault(await storedVault(store));
    if (iterations < (deps.iterations ?? ITERATIONS)) {
      // The old vault still opens: a disk that will not take the better one is no reason to stay locked.
      await saveVault({ ...deps, store }, key, passphrase).catch(() => undefined);
    }
    await opened.set(bytesToHex(key));
    return status();
  };

  const lock = async () => {
    await opened.remove();
    return status();
  };

  const remove = async (passphrase: string) => {
    await openWith(passphrase);
    await opened.remove();
    await dropVault(store);
    return status();
  };

  const key = async () => {
    const [stored, hex] = await Promise.all([storedVault(store), opened.get()]);
    if (stored === undefined) throw new FareboxError('error_no_purse');
    if (hex === undefined) throw new FareboxError('error_locked');
    return hexToBytes(hex);
  };

  const derive = async (use: string) => {
    const secret = await key();
    try {
      return hkdf(sha256, secret, undefined, utf8ToBytes(`farebox ${use}`), 32);
    } finally {
      secret.fill(0);
    }
  };

  return {
    status,
    create: (passphrase) => inTurn(() => create(passphrase)),
    import: (passphrase, privateKey) => inTurn(() => importKey(passphrase, privateKey)),
    unlock: (passphrase) => inTurn(() => unlock(passphrase)),
    lock: () => inTurn(lock),
    extend: () => inTurn(() => opened.extend()),
    backup: (passphrase) => inTurn(async () => `0x${bytesToHex(await openWith(passphrase))}`),
    remove: (passphrase) => inTurn(() => remove(passphrase)),
    key,
    derive,
  };
}

function isWhole(stored: unknown): boolean {
  try {
    checkVault(stored);
    return true;
  } catch {
    return false;
  }
}
