import { bytesToHex } from '@noble/hashes/utils.js';
import { createQueue } from '../../core/concurrency.ts';
import { FareboxError } from '../../core/errors.ts';
import type { Account, PurseStatus } from './account.ts';
import type { PurseDeps } from './deps.ts';
import { parsePrivateKey } from './key.ts';

/** How the purse's key comes and goes. All throw FareboxError, and what changes something runs one at a time. */
export type Making = {
  /**
   * A key made of the recovery phrase; the phrase too, where there is none. `password`: sets the first one, or unlocks;
   * absent: the key ring is open. `error_purse_exists`, and errors of the key ring.
   */
  create(password?: string): Promise<PurseStatus>;
  /**
   * A key that the user brings along, or the words of one; the words are the phrase from then on. Also where records
   * cannot be read, which are set aside. `error_private_key`, `error_words…`, `error_phrase_exists`, and as of `create`.
   */
  import(secret: string, password?: string): Promise<PurseStatus>;
  /** The private key, 0x and 64 hex digits. The password opens the key ring. */
  backup(password: string): Promise<string>;
  /** Forgets the key for good. The password opens the key ring. */
  remove(password: string): Promise<PurseStatus>;
};

const loadMnemonic = () => import('../keyring/phrase/mnemonic.ts');
const loadEvmKey = () => import('../keyring/phrase/evm-key.ts');

/** Words, numbered perhaps, and not the digits of a key: those have nothing between them. */
const WORDS = /[a-z]\d*[\s,.;]+[\d\s,.;]*[a-z]/i;

export function createMaking(account: Account, { keyring, phrase }: PurseDeps): Making {
  const inTurn = createQueue();

  const openKeyRing = async (password: string | undefined, anew: boolean) => {
    const state = await keyring.state().catch((error: unknown) => {
      if (anew) return 'damaged' as const;
      throw error;
    });
    if (state === 'none' || state === 'damaged') {
      if (password === undefined) throw new FareboxError('error_no_password');
      await keyring.create(password, anew);
    } else if (password !== undefined) await keyring.unlock(password);
    else if (state === 'locked') throw new FareboxError('error_locked');
    return state;
  };
  const hasAccount = async () => {
    const there = await account.status().catch(() => undefined);
    if (there !== undefined && there.state !== 'none') {
      throw new FareboxError('error_purse_exists');
    }
  };

  const create = async (password?: string) => {
    if ((await account.status()).state !== 'none') throw new FareboxError('error_purse_exists');
    await openKeyRing(password, false);
    const { evmKeyOf } = await loadEvmKey();
    await account.keep(await evmKeyOf(await phrase.ensure()), 'phrase');
    return account.status();
  };

  const bring = async (secret: string, password?: string) => {
    const words = WORDS.test(secret) ? (await loadMnemonic()).checkWords(secret) : undefined;
    const key =
      words === undefined ? parsePrivateKey(secret) : await (await loadEvmKey()).evmKeyOf(words);
    await hasAccount();
    const state = await openKeyRing(password, true);
    // What this key once sealed can be read again with it.
    if (state === 'damaged' && words === undefined) await keyring.keepOldKey(key);
    if (words !== undefined) await phrase.adopt(words, { confirmed: true, brought: true });
    await account.setAside();
    await account.keep(key, words === undefined ? 'key' : 'phrase');
    return account.status();
  };

  return {
    create: (password) => inTurn(() => create(password)),
    import: (secret, password) => inTurn(() => bring(secret, password)),
    backup: (password) =>
      inTurn(async () => {
        if ((await account.status()).state === 'none') throw new FareboxError('error_no_purse');
        await keyring.unlock(password);
        return `0x${bytesToHex(await account.key())}`;
      }),
    remove: (password) =>
      inTurn(async () => {
        if ((await account.status()).state === 'none') throw new FareboxError('error_no_purse');
        await keyring.unlock(password);
        await account.remove();
        return account.status();
      }),
  };
}
