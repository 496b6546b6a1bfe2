import type { Driver } from '../e2e/driver/driver.ts';

/** What a payment may ask of the browser on its way: every one of these is a place to die. */
const APIS = [
  'storage.local.get',
  'storage.local.set',
  'storage.session.get',
  'storage.session.set',
  'declarativeNetRequest.updateSessionRules',
  'declarativeNetRequest.getSessionRules',
  'tabs.reload',
  'tabs.update',
  'tabs.create',
  'tabs.get',
  'tabs.query',
  'alarms.create',
  'alarms.clear',
  'action.setBadgeText',
  'scripting.executeScript',
  'runtime.sendMessage',
] as const;

type Api = { [name: string]: Api & ((...args: unknown[]) => unknown) };
type Counted = { fareboxCalls?: string[] };

/** From now on the background writes down which of these it calls, until it ends. */
export function countCalls(driver: Driver): Promise<void> {
  return driver.background(
    (apis: readonly string[]) => {
      const scope = globalThis as unknown as Counted & { browser: Api };
      const calls: string[] = [];
      scope.fareboxCalls = calls;
      for (const api of apis) {
        const names = api.split('.');
        const last = names.pop() ?? '';
        let owner: Api | undefined = scope.browser;
        for (const name of names) owner = owner?.[name];
        const original = owner?.[last];
        if (owner === undefined || original === undefined) continue;
        const counted = (...args: unknown[]): unknown => {
          calls.push(api);
          return Reflect.apply(original, owner, args);
        };
        Object.defineProperty(owner, last, { value: counted, configurable: true, writable: true });
      }
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (...args) {
        const made = Reflect.apply(transaction, this, args) as IDBTransaction;
        const writes = this.name === 'farebox-journal' && made.mode === 'readwrite';
        if (writes) calls.push('journal.write');
        return made;
      };
    },
    [...APIS],
  );
}

/** The calls since `countCalls`, in order. */
export function callsSeen(driver: Driver): Promise<readonly string[]> {
  return driver.background(() => (globalThis as unknown as Counted).fareboxCalls ?? []);
}
