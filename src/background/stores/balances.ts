import { createSingleFlight, type SingleFlight } from '../../core/concurrency.ts';

/** Asks a wallet or a chain what is there, base units; undefined where it does not say. May throw. */
export type ReadBalance = () => Promise<bigint | undefined>;

export type Balances = {
  /** What was last known, and not long ago; undefined while it is not known. Asks again by itself. */
  known(what: string, read: ReadBalance): bigint | undefined;
  /**
   * Asks now, whatever is known, and remembers the answer; once where it is being asked already. Tells open
   * pages when the answer is another than before. Throws as `read` does.
   */
  ask(what: string, read: ReadBalance): Promise<bigint | undefined>;
  /** Money moved: what was known is not to be believed any more. */
  forget(): void;
};

/** ms: what was known is asked for again after this. */
const FRESH = 30_000;
/** ms: after a question that failed, doubled with each further one up to FRESH. */
const FIRST_RETRY = 2_000;
/** ms: and while no answer comes, it is believed this long. */
const BELIEVED = 5 * 60_000;

type Entry = {
  readonly amount?: bigint;
  /** When that was answered. */
  readonly answered: number;
  /** When it was last asked. */
  readonly at: number;
  /** How many questions in a row have failed. */
  readonly failed?: number;
};

const retryAfter = (failed: number) => Math.min(FIRST_RETRY * 2 ** (failed - 1), FRESH);
const isDue = ({ at, failed = 0 }: Entry, now: number) =>
  now - at >= (failed > 0 ? retryAfter(failed) : FRESH);

/** What belongs together until money moves: an answer to a question from before that goes to the old one. */
type Memory = { known: Map<string, Entry>; once: SingleFlight };

const empty = (): Memory => ({ known: new Map(), once: createSingleFlight() });

/**
 * Balances in memory, so that the popup need not wait for a chain to draw a price. `changed` has open pages look again;
 * `later` calls after so many ms.
 */
export function createBalances(
  now: () => number,
  changed: () => void,
  later: (call: () => void, pause: number) => void,
): Balances {
  let memory = empty();

  const askIn = async ({ known }: Memory, key: string, read: ReadBalance) => {
    const before = known.get(key);
    try {
      const amount = await read();
      known.set(key, { ...(amount === undefined ? {} : { amount }), answered: now(), at: now() });
      if (amount !== before?.amount) changed();
      return amount;
    } catch (error) {
      const { answered = 0 } = before ?? {};
      const old = now() - answered < BELIEVED ? before : undefined;
      const failed = (before?.failed ?? 0) + 1;
      known.set(key, { ...(old ?? { answered }), at: now(), failed });
      if (old?.amount !== before?.amount) changed();
      // An open popup asks again then; without one nobody does.
      later(changed, retryAfter(failed));
      throw error;
    }
  };

  const ask: Balances['ask'] = (key, read) => {
    const asked = memory;
    return asked.once(key, () => askIn(asked, key, read));
  };

  return {
    known: (key, read) => {
      const entry = memory.known.get(key);
      if (entry === undefined || isDue(entry, now())) {
        memory.known.set(key, { answered: 0, ...entry, at: now() });
        ask(key, read).catch(() => undefined);
      }
      return entry?.amount;
    },
    ask,
    forget: () => {
      memory = empty();
    },
  };
}
