import { createQueue } from '../../../core/concurrency.ts';
import { isObject } from '../../../core/encoding/json.ts';
import { FareboxError } from '../../../core/errors.ts';
import { DOLLAR_LIMITS } from '../../../core/rules/limits.ts';
import {
  readSettings,
  rpcUrl,
  type Settings,
  storedSettings,
} from '../../../core/rules/settings.ts';
import type { Store } from '../../../platform/storage/stores.ts';
import { setAside } from '../../../wallets/set-aside.ts';

const KEY = 'settings';

/** What the user has set, but for the grants: those are in the sealed record (consent.ts). */
export type Preferences = {
  /** `grants` is empty. */
  get(): Promise<Settings>;
  /** Changes some of it. `error_rpc_url` or `error_setting` names what was wrong; then nothing changes. */
  set(change: Partial<Settings>): Promise<Settings>;
  /** The same; what changes is made from the settings as they are in its turn. */
  update(change: (now: Settings) => Partial<Settings>): Promise<Settings>;
  /** What `set` would give; throws as it would, and changes nothing. */
  check(change: Partial<Settings>): Promise<Settings>;
  /** Whether the store holds grants: of version 0.1.0, or written from outside. None is used. */
  holdsGrants(): Promise<boolean>;
};

export function createPreferences(store: Store): Preferences {
  const inTurn = createQueue();
  let cached: { settings: Settings; grants: boolean } | undefined;
  const read = async () => {
    if (cached === undefined) {
      const stored = await store.get(KEY);
      // `allowances` is the name that version 0.1.0 gave them.
      const grants = isObject(stored) ? (stored['allowances'] ?? stored['grants']) : undefined;
      const { settings, damaged } = readSettings(stored);
      if (damaged.length > 0) await setAside(store, KEY, stored);
      cached ??= {
        settings: { ...settings, grants: {} },
        grants: isObject(grants) && Object.keys(grants).length > 0,
      };
    }
    return cached;
  };
  const get = async () => (await read()).settings;
  const update: Preferences['update'] = (change) =>
    inTurn(async () => {
      const now = await get();
      const settings = checked(now, change(now));
      await store.set(KEY, storedSettings(settings));
      cached = { settings, grants: false };
      return settings;
    });
  return {
    get,
    update,
    set: (change) => update(() => change),
    check: async (change) => checked(await get(), change),
    holdsGrants: async () => (await read()).grants,
  };
}

/** The settings with a change. `error_rpc_url`, `error_setting`. */
function checked(now: Settings, change: Partial<Settings>): Settings {
  const wanted = { ...now, ...change, grants: {} };
  for (const url of Object.values(wanted.rpc)) {
    if (url !== '' && rpcUrl(url) === undefined) throw new FareboxError('error_rpc_url', url);
  }
  const { settings } = readSettings(wanted);
  const plain = [
    'openPopup',
    'autoLockMinutes',
    'ecashCap',
    'walletExtension',
    'practiceMode',
    'firstRun',
  ] as const;
  for (const key of plain) {
    if (settings[key] !== wanted[key]) throw new FareboxError('error_setting', key);
  }
  for (const key of DOLLAR_LIMITS) {
    if (settings.limits[key] !== wanted.limits[key]) {
      throw new FareboxError('error_setting', key);
    }
  }
  for (const [key, amount] of Object.entries(wanted.limits.perAssetDay ?? {})) {
    if (settings.limits.perAssetDay?.[key] !== amount) {
      throw new FareboxError('error_setting', key);
    }
  }
  return settings;
}
