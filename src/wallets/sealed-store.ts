import { createQueue } from '../core/concurrency.ts';
import { FareboxError } from '../core/errors.ts';
import { openSealed, sealText } from './aes-gcm.ts';
import type { Random, Records } from './records.ts';

/** Texts that are readable only while the key ring is open. */
export type SealedStore = {
  /**
   * AES-GCM-256 under a key of its own, made of the master key, with a fresh IV; hex. `name` is bound to it, so that one
   * sealed text cannot take another's place. `error_locked`, `error_no_password`.
   */
  seal(name: string, text: string): Promise<string>;
  /** `error_safe` when it was sealed under another key, under another name, or is damaged. */
  open(name: string, sealed: string): Promise<string>;
  /** The same text sealed under the master key; undefined where it is so already, or cannot be opened. */
  sealAnew(name: string, sealed: string): Promise<string | undefined>;
  /** A text kept under its name; undefined when there is none. `error_storage` and the errors above. */
  get(name: string): Promise<string | undefined>;
  set(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /**
   * Moves what was sealed under the old key: each is written under the new one and read back before the old one goes.
   * What cannot be opened stays as it is. Throws where the disk fails; called again it goes on.
   */
  moveAll(): Promise<void>;
};

/** Keys by their use; `deriveOld`: of the key that sealed everything before, undefined once all is moved. */
export type SealKeys = {
  readonly derive: (use: string) => Promise<Uint8Array>;
  readonly deriveOld?: (use: string) => Promise<Uint8Array | undefined>;
};

/** Where texts are, and where those are that the old key sealed. */
const PLACE = 'sealed:';
const OLD_PLACE = 'safe:';

/** A safe whose key comes from the key ring. */
export function createSealedStore(
  store: Records,
  random: Random,
  { derive, deriveOld = async () => undefined }: SealKeys,
): SealedStore {
  const inTurn = createQueue();
  const under = async <Out>(key: Uint8Array, work: (key: Uint8Array) => Promise<Out>) => {
    try {
      return await work(key);
    } finally {
      key.fill(0);
    }
  };

  const seal = async (name: string, text: string) =>
    under(await derive('safe'), (key) => sealText(key, name, text, random));
  const openNew = async (name: string, sealed: string, key?: Uint8Array) =>
    under(key ?? (await derive('safe')), (own) => openSealed(own, name, sealed));
  const openOld = async (name: string, sealed: string) => {
    const old = await deriveOld('safe');
    return old === undefined ? undefined : under(old, (key) => openSealed(key, name, sealed));
  };
  const open = async (name: string, sealed: string, key?: Uint8Array) => {
    const text = (await openNew(name, sealed, key)) ?? (await openOld(name, sealed));
    if (text === undefined) throw new FareboxError('error_safe', name);
    return text;
  };

  const move = async (name: string, old: string) => {
    // Something newer is there already.
    if ((await store.get(PLACE + name)) === undefined) {
      const text = (await openNew(name, old)) ?? (await openOld(name, old));
      if (text === undefined) return;
      await store.set(PLACE + name, await seal(name, text));
    }
    const back = await store.get(PLACE + name);
    if ((await openNew(name, String(back))) === undefined) throw new FareboxError('error_storage');
    await store.remove(OLD_PLACE + name);
  };

  return {
    seal,
    open: (name, sealed) => open(name, sealed),
    sealAnew: async (name, sealed) => {
      if ((await openNew(name, sealed)) !== undefined) return undefined;
      const text = await openOld(name, sealed);
      return text === undefined ? undefined : seal(name, text);
    },
    get: async (name) => {
      // The key is read meanwhile: every payment waits for both.
      const deriving = derive('safe');
      deriving.catch(() => undefined);
      let sealed: unknown;
      try {
        sealed = (await store.get(PLACE + name)) ?? (await store.get(OLD_PLACE + name));
      } finally {
        if (sealed === undefined) {
          void deriving.then(
            (key) => key.fill(0),
            () => undefined,
          );
        }
      }
      return sealed === undefined ? undefined : open(name, String(sealed), await deriving);
    },
    // In turn with the move, so that it never writes an older text over a newer one.
    set: (name, text) => inTurn(async () => store.set(PLACE + name, await seal(name, text))),
    remove: (name) =>
      inTurn(async () => {
        await store.remove(PLACE + name);
        await store.remove(OLD_PLACE + name);
      }),
    moveAll: async () => {
      for (const [key, old] of await store.all(OLD_PLACE)) {
        await inTurn(() => move(key.slice(OLD_PLACE.length), String(old)));
      }
    },
  };
}
