import type { Event } from '../crypto/event.ts';
import type { RelayConnection } from './relay.ts';

/** How a question to a relay ended. `left`: the event was published, and may have reached the wallet. */
export type RelayAnswer<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'silent'; readonly left: boolean };

export type Question<Answer> = {
  /** A filter of NIP-01. */
  readonly filter: object;
  /** Published once, to the first relay that opens, after the subscription to its answer. */
  readonly event?: Event;
  /** What an event answers; undefined when it does not. */
  take(value: unknown): Promise<Answer | undefined> | Answer | undefined;
  /** ms: how long to wait in all. */
  readonly timeout: number;
  /** ms instead of AFTER_LOSS. */
  readonly afterLoss?: number | undefined;
};

/**
 * ms: how long an answer is still awaited after the line has broken (what it lost does not come again), or after
 * the relay has said that it did not take the event.
 */
const AFTER_LOSS = 5_000;
/** ms: a timer that fires so much too late says that the computer slept or stood still. */
const LATE = 2_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** How often each relay is called in vain before the event counts as never published. */
const TRIES = 2;

/**
 * Asks over one or several relays, and opens broken lines again, more and more slowly, while an answer is
 * awaited. Never rejects, and never publishes twice: a wallet that hears the same request again may obey it again.
 * What a relay says of a published event (`OK … false`, NIP-01) is no evidence: it may have passed it on before.
 */
export function relayRequest<Answer>(
  lines: readonly RelayConnection[],
  question: Question<Answer>,
): Promise<RelayAnswer<Answer>> {
  const { filter, event, take, timeout, afterLoss = AFTER_LOSS } = question;
  const id = crypto.randomUUID().slice(0, 16);
  return new Promise((resolve) => {
    let done = false;
    let left = false;
    /** The line over which the event left. */
    let via: RelayConnection | undefined;
    let ended = 0;
    let reading: Promise<void> = Promise.resolve();
    const failed = new Map<RelayConnection, number>();
    const timers = new Set<ReturnType<typeof setTimeout>>();

    const later = (task: () => void, pause: number) => {
      const due = Date.now() + pause;
      const timer = setTimeout(() => {
        timers.delete(timer);
        // What arrived while the computer stood still is read first.
        if (Date.now() - due > LATE) later(task, Math.min(pause, afterLoss));
        else task();
      }, pause);
      timers.add(timer);
    };
    const finish = (end: RelayAnswer<Answer>) => {
      if (done) return;
      done = true;
      for (const timer of timers) clearTimeout(timer);
      for (const line of lines) line.leave(id);
      resolve(end);
    };
    const silent = () => finish({ kind: 'silent', left });

    const again = (line: RelayConnection) => {
      const tries = (failed.get(line) ?? 0) + 1;
      failed.set(line, tries);
      if (!left && lines.every((each) => (failed.get(each) ?? 0) >= TRIES)) return silent();
      const pause = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE);
      later(() => void call(line), pause * (0.75 + Math.random() / 2));
    };

    const call = async (line: RelayConnection) => {
      try {
        await line.open();
      } catch {
        if (!done) again(line);
        return;
      }
      if (done) return;
      line.listen(id, filter, {
        event: (value) => {
          reading = reading
            .then(() => (done ? undefined : take(value)))
            .then((answer) => answer !== undefined && finish({ kind: 'answer', answer }))
            // A relay may say anything.
            .then(
              () => undefined,
              () => undefined,
            );
        },
        end: () => {
          ended++;
          // What came just before is still being read.
          if (event === undefined && ended >= lines.length) void reading.then(silent);
        },
        rejected: (eventId) => {
          if (eventId === event?.id && line === via) later(silent, afterLoss);
        },
        gone: () => {
          if (done) return;
          if (line === via) later(silent, afterLoss);
          again(line);
        },
      });
      if (event === undefined || left) return;
      left = true;
      via = line;
      line.publish(event);
    };

    later(silent, timeout);
    for (const line of lines) void call(line);
  });
}
