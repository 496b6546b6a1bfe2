/** What `platform/attach` asks of a browser: its events, its store and its rules. Imported by way of `vi.hoisted`. */
type Listener = (details: unknown) => unknown;

const listeners: Record<string, Listener[]> = {};
const event = (name: string) => ({
  addListener: (each: Listener) => {
    listeners[name] = [...(listeners[name] ?? []), each];
  },
  removeListener: (each: Listener) => {
    listeners[name] = (listeners[name] ?? []).filter((other) => other !== each);
  },
});
const stored = new Map<string, unknown>();
const nothing = async (): Promise<void> => undefined;
/** What happens while the browser makes or removes rules, and while the store is written. */
const meanwhile = { rules: nothing, writes: nothing };
const area = {
  get: async (keys: string[]) =>
    Object.fromEntries(keys.map((key) => [key, structuredClone(stored.get(key))])),
  set: async (entries: Record<string, unknown>) => {
    await meanwhile.writes();
    for (const [key, value] of Object.entries(entries)) stored.set(key, structuredClone(value));
  },
  remove: async (keys: string[]) => {
    for (const key of keys) stored.delete(key);
  },
};

export const api = { listeners, stored, meanwhile, rules: [] as { id: number }[] };

export const browser = {
  runtime: { getURL: () => 'chrome-extension://x/', getPlatformInfo: async () => ({}) },
  storage: { local: area, session: area },
  webRequest: {
    onBeforeSendHeaders: event('before'),
    onSendHeaders: event('send'),
    onErrorOccurred: event('error'),
  },
  declarativeNetRequest: {
    updateSessionRules: async (change: {
      removeRuleIds?: number[];
      addRules?: { id: number }[];
    }) => {
      await meanwhile.rules();
      const { removeRuleIds = [], addRules = [] } = change;
      api.rules = [...api.rules.filter(({ id }) => !removeRuleIds.includes(id)), ...addRules];
    },
    getSessionRules: async () => api.rules,
  },
};
