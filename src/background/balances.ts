/** Asks a wallet or a chain what is there, base units; undefined where it does not say. May throw. */
export type ReadBalance = () => Promise<bigint | undefined>;

export type Balances = {
  /** What was last known, and not long ago; undefined while it is not known. Asks again by itself. */
  known(what: string, read: ReadBalance): bigint | undefined;
  /** Asks now, and remembers the answer. Throws as `read` does. */
  ask(what: string, read: ReadBalance): Promise<bigint | undefined>;
  /** Money moved: what was known is not to be believed any more. */
  forget(): void;
};

const FRESH = 30_000;

/** Balances in memory, so that the popup need not wait for a chain to draw a price. */
export function createBalances(now: () => number, changed: () => void): Balances {
  let known = new Map<string, { readonly amount?: bigint; readonly at: number }>();

  const ask: Balances['ask'] = async (key, read) => {
    // An answer to a question from before `forget` goes to the map that was forgotten.
    const asked = known;
    try {
      const amount = await read();
      asked.set(key, { ...(amount === undefined ? {} : { amount }), at: now() });
      return amount;
    } catch (error) {
      asked.set(key, { at: now() });
      throw error;
    }
  };

  return {
    known: (key, read) => {
      const entry = known.get(key);
      if (entry === undefined || now() - entry.at > FRESH) {
        known.set(key, { ...entry, at: now() });
        ask(key, read).then(changed, () => undefined);
      }
      return entry?.amount;
    },
    ask,
    forget: () => {
      known = new Map();
    },
  };
}
