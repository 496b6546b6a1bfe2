type Found = Readonly<Record<string, unknown>>;

/** Reads that are asked of the browser together. */
export type JoinedReads = {
  read(key: string): Promise<unknown>;
  /** Asks for what waits at once: before a write, which must not come before reads that were begun first. */
  ask(): void;
};

/**
 * Makes one question of all reads of one turn (`get`: the values of these keys). Each question is a message to another
 * process, and a payment makes a dozen reads.
 */
export function createJoinedReads(get: (keys: string[]) => Promise<Found>): JoinedReads {
  let waiting: { readonly keys: Set<string>; readonly found: Promise<Found>; begin(): void };
  let asked = true;
  const ask = () => {
    if (asked) return;
    asked = true;
    waiting.begin();
  };
  const open = () => {
    const keys = new Set<string>();
    let begin = () => {};
    const found = new Promise<Found>((resolve, reject) => {
      begin = () => {
        try {
          get([...keys]).then(resolve, reject);
        } catch (error) {
          reject(error);
        }
      };
    });
    waiting = { keys, found, begin };
    asked = false;
    queueMicrotask(ask);
  };
  return {
    read: async (key) => {
      if (asked) open();
      const { keys, found } = waiting;
      keys.add(key);
      return (await found)[key];
    },
    ask,
  };
}
