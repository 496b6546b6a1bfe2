import { FareboxError } from '../core/errors.ts';
import { createQueue } from '../core/queue.ts';
import { readSettings, rpcUrl, type Settings } from '../core/settings.ts';
import type { Store } from '../platform/stores.ts';

const KEY = 'settings';

/** What the person has set. */
export type Preferences = {
  get(): Promise<Settings>;
  /** Changes some of it. `error_rpc_url` or `error_setting` names what was wrong; then nothing changes. */
  set(change: Partial<Settings>): Promise<Settings>;
  /** The same; what changes is made from the settings as they are in its turn. */
  update(change: (now: Settings) => Partial<Settings>): Promise<Settings>;
};

export function createPreferences(store: Store): Preferences {
  const inTurn = createQueue();
  let cached: Settings | undefined;
  const get = async () => {
    cached ??= readSettings(await store.get(KEY));
    return cached;
  };
  const update: Preferences['update'] = (change) =>
    inTurn(async () => {
      const now = await get();
      const wanted = { ...now, ...change(now) };
      for (const url of Object.values(wanted.rpc)) {
        if (url !== '' && rpcUrl(url) === undefined) throw new FareboxError('error_rpc_url', url);
      }
      const settings = readSettings(wanted);
      for (const key of ['openPopup', 'autoLockMinutes', 'ecashCap'] as const) {
        if (settings[key] !== wanted[key]) throw new FareboxError('error_setting', key);
      }
      for (const key of ['perPayment', 'perSiteDay', 'perDay', 'perMonth'] as const) {
        if (settings.limits[key] !== wanted.limits[key]) {
          throw new FareboxError('error_setting', key);
        }
      }
      for (const [key, amount] of Object.entries(wanted.limits.perAssetDay ?? {})) {
        if (settings.limits.perAssetDay?.[key] !== amount) {
          throw new FareboxError('error_setting', key);
        }
      }
      await store.set(KEY, settings);
      cached = settings;
      return settings;
    });
  return { get, update, set: (change) => update(() => change) };
}
