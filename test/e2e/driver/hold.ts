import type { Driver, Hold } from './driver.ts';
import { until } from './until.ts';

type Background = Pick<Driver, 'background'>;
type Api = { [name: string]: Api & ((...args: unknown[]) => unknown) };
type Holds = { fareboxHolds?: Record<string, boolean> };
let count = 0;

/** Patches one API of the background, see `Driver.hold`. The patch dies with the background. */
export async function hold(
  driver: Background,
  api: string,
  nth: number,
  when: 'before' | 'after',
): Promise<Hold> {
  count += 1;
  const id = `${api} ${count}`;
  await driver.background(
    (id: string, api: string, nth: number, when: string) => {
      const scope = globalThis as unknown as Holds & { browser: Api };
      scope.fareboxHolds ??= {};
      const holds = scope.fareboxHolds;
      holds[id] = false;
      const names = api.split('.');
      const last = names.pop() ?? '';
      let owner = scope.browser;
      for (const name of names) owner = owner[name] as Api;
      const original = owner[last] as (...args: unknown[]) => unknown;
      let calls = 0;
      const patched = async (...args: unknown[]): Promise<unknown> => {
        calls += 1;
        if (calls !== nth) return Reflect.apply(original, owner, args);
        if (when === 'after') await Reflect.apply(original, owner, args);
        holds[id] = true;
        return new Promise(() => undefined);
      };
      Object.defineProperty(owner, last, { value: patched, configurable: true, writable: true });
    },
    id,
    api,
    nth,
    when,
  );
  return {
    reached: async (options) => {
      const asked = () =>
        driver.background((id: string) => (globalThis as unknown as Holds).fareboxHolds?.[id], id);
      await until(asked, { what: `call ${nth} of ${api}`, ...options });
    },
  };
}
