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
  if (api === 'journal.write') await holdWrite(driver, id, nth, when);
  else await holdCall(driver, id, api, nth, when);
  return {
    reached: async (options) => {
      const asked = () =>
        driver.background((id: string) => (globalThis as unknown as Holds).fareboxHolds?.[id], id);
      await until(asked, { what: `call ${nth} of ${api}`, ...options });
    },
  };
}

async function holdCall(
  driver: Background,
  id: string,
  api: string,
  nth: number,
  when: string,
): Promise<void> {
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
}

/** No event of the held transaction reaches the background: of one that hears nothing at all, nothing is asked. */
async function holdWrite(driver: Background, id: string, nth: number, when: string): Promise<void> {
  await driver.background(
    (id: string, nth: number, when: string) => {
      const scope = globalThis as unknown as Holds;
      scope.fareboxHolds ??= {};
      const holds = scope.fareboxHolds;
      holds[id] = false;
      const { transaction } = IDBDatabase.prototype;
      let writes = 0;
      IDBDatabase.prototype.transaction = function (...args) {
        const made = Reflect.apply(transaction, this, args) as IDBTransaction;
        if (this.name !== 'farebox-journal' || made.mode !== 'readwrite') return made;
        writes += 1;
        if (writes !== nth) return made;
        const silent = when === 'after' ? ['complete'] : ['success', 'error', 'abort', 'complete'];
        for (const type of silent) {
          const stop = (event: Event) => {
            event.stopImmediatePropagation();
            if (type === 'complete') holds[id] = true;
          };
          made.addEventListener(type, stop, true);
        }
        return made;
      };
    },
    id,
    nth,
    when,
  );
}
