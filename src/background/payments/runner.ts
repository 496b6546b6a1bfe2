import { allInOrder, createKeyedLock } from '../../core/concurrency.ts';
import { FareboxError } from '../../core/errors.ts';
import {
  type Approved,
  type Effect,
  type EffectType,
  isOpen,
  next,
  type Payment,
  type PaymentEvent,
  type Surroundings,
  type TimerName,
} from '../../core/payment/index.ts';
import type { Guard, Journal } from '../journal/journal.ts';
import { type Around, type Deps, type Done, EFFECTS } from './effects.ts';
import { missedAnswer } from './missed-answer.ts';
import { outcomeOf } from './outcome.ts';
import { refusePaidBefore } from './paid-before.ts';
import { isThere } from './target.ts';
import { createTimers, type Timer } from './timers.ts';
import { handlersOf, prepareRequest } from './wallet-steps.ts';

/** An event, or what one is made of once the record as it is then is known; undefined: nothing has happened. */
export type Happening = PaymentEvent | ((payment: Payment) => PaymentEvent | undefined);

/**
 * The one way in which a payment moves on: an event is written down by the machine's table, and then its effects are
 * done. Only this writes payments to the journal and sets their timers.
 */
export type Payments = {
  /**
   * Begins and pays a payment that was consented to. The request to the wallet is on disk before the wallet sees it, so
   * that a worker that dies in between asks for the same thing again and never for a second one. Throws what
   * `Wallet.ready`, `prepareRequest`, `refusePaidBefore` and `guard` throw, `error_already_paying`, and why the wallet or the browser did not do its part.
   */
  begin(approved: Approved, guard?: Guard): Promise<Payment>;
  /** The user pressed something. `error_already_paying` while the payment is being moved on; throws what went wrong. */
  press(id: string, event: PaymentEvent): Promise<Payment>;
  /** The browser, the site or a wallet told something. Resolves when it is written down and done; throws what that threw. */
  tell(id: string, event: Happening): Promise<Payment | undefined>;
  /** A timer has rung. Never throws. */
  ring(timer: Timer): Promise<void>;
  /** The worker has started: takes up every payment that has not ended, each in its true state. Never throws. */
  start(): Promise<void>;
  /**
   * Takes up records of another browser's journal (`carried`), as `start` does. Resolves with how many were not there yet.
   */
  takeUp(payments: readonly Payment[]): Promise<number>;
  /** Whether something is moving a payment on just now. */
  isMoving(id: string): boolean;
};

/** Effects that nothing waits for, and whose failure changes nothing for the payment. */
const BESIDE: ReadonlySet<EffectType> = new Set<EffectType>([
  'keepPass',
  'keepPreimage',
  'takeInChange',
  'leaveRoom',
  'badge',
  'forgetBalances',
  'redraw',
]);
/** Effects that take their time and must not run twice at once: each payment has one of them at a time. */
const LONG: ReadonlySet<EffectType> = new Set<EffectType>([
  'makeRequest',
  'askWallet',
  'lookUp',
  'findTarget',
  'attach',
  'load',
  'download',
  'setAgain',
  'release',
  'takeBack',
]);
/** Effects that are begun together; the page is not loaded before all of them are done. */
const TOGETHER: ReadonlySet<EffectType> = new Set<EffectType>([
  'attach',
  'showInTab',
  'setTimer',
  'clearTimer',
]);
/** ms: when a look-up that has to wait for its turn is begun anew, should the worker end before. */
const AGAIN = 60_000;
/** ms: a timer sooner than the browser's alarms ring (Chrome: half a minute) also runs in this worker. */
const ALARM_LEAST = 30_000;

/** `table`: how effects are done; a test puts its own in their place. */
export function createPayments(
  journal: Journal,
  given: Omit<Deps, 'timers'>,
  table: typeof EFFECTS = EFFECTS,
): Payments {
  const timers = createTimers(given.port);
  const lock = createKeyedLock(() => new FareboxError('error_already_paying'));
  const deps: Deps = {
    ...given,
    timers: {
      ...timers,
      set: async (timer, id, at) => {
        const wait = at - given.now();
        if (wait < ALARM_LEAST) setTimeout(() => void ring({ timer, id }), Math.max(wait, 0));
        await timers.set(timer, id, at);
      },
    },
  };

  /** Writes an event down, and does all that follows from it. Throws the last error that an effect told. */
  const move = async (id: string, happening: Happening): Promise<Payment> => {
    const { around, effects } = await write(id, happening);
    return follow(around, effects);
  };

  const write = async (id: string, happening: Happening) => {
    let effects: readonly Effect[] = [];
    const around = await journal.update(id, (payment) => {
      const event = typeof happening === 'function' ? happening(payment) : happening;
      if (event === undefined) return undefined;
      const step = next(payment, event, deps.now());
      effects = step.effects;
      return step.payment === payment ? undefined : step.payment;
    });
    return { around, effects };
  };

  const follow = async (around: Around, effects: readonly Effect[]): Promise<Payment> => {
    let { after } = around;
    let error: unknown;
    const attaches = effects.some(({ type }) => type === 'attach');
    const begun: Promise<Done | undefined>[] = [];
    const takeUp = async (done: Done | undefined) => {
      if (done?.error !== undefined) error = done.error;
      if (done?.event === undefined) return;
      after = await move(after.id, done.event).catch((failure: unknown) => {
        error = failure;
        return after;
      });
    };
    const wait = async () => {
      for (const done of await Promise.allSettled(begun.splice(0))) {
        if (done.status === 'fulfilled') await takeUp(done.value);
        // What goes with an attached proof failed: it must not stay armed. One that has left is on its way.
        else if (attaches && !deps.port.mayHaveLeft(after.id))
          await takeUp({ event: { type: 'attachFailed' }, error: done.reason });
        else error = done.reason;
      }
    };
    for (const effect of effects) {
      const run = () => perform(around, effect);
      if (BESIDE.has(effect.type)) void run().catch(() => undefined);
      else if (TOGETHER.has(effect.type)) begun.push(run());
      else {
        await wait();
        // What follows does not depend on it.
        await takeUp(await run().catch((failure: unknown): Done => ({ error: failure })));
      }
    }
    await wait();
    if (error !== undefined) throw error;
    return after;
  };

  const perform = async (around: Around, effect: Effect): Promise<Done | undefined> => {
    const run = table[effect.type] as (deps: Deps, around: Around, effect: Effect) => unknown;
    return (await run(deps, around, effect)) as Done | undefined;
  };

  const tell = async (id: string, happening: Happening): Promise<Payment | undefined> => {
    const written = await write(id, happening).catch((error: unknown) => {
      if (error instanceof FareboxError && error.key === 'error_quote_gone') return undefined;
      throw error;
    });
    if (written === undefined) return undefined;
    const { around, effects } = written;
    const isLong = ({ type }: Effect) => LONG.has(type);
    if (!effects.some(isLong)) return follow(around, effects);
    // What can be done at once is not kept waiting by what must take its turn.
    const at = effects.findIndex(isLong);
    const known = await follow(around, effects.slice(0, at));
    // Whoever told this does not wait for a mint or a wallet; the popup shows what came of it.
    void lock
      .afterLock(id, () => follow(around, effects.slice(at)))
      .catch(() => undefined)
      .then(deps.changed);
    return known;
  };

  const ring = async ({ timer, id }: Timer): Promise<void> => {
    // The alarm is used up, and this worker may end before its turn comes.
    if (timer === 'check' && lock.isLocked(id)) {
      await timers.set('check', id, deps.now() + AGAIN).catch(() => undefined);
    }
    await lock.afterLock(id, () => move(id, rung(timer, id))).catch(() => undefined);
  };

  const rung = (timer: TimerName, id: string): PaymentEvent => {
    if (timer === 'check') return { type: 'checkDue' };
    if (timer === 'pending') return { type: 'pendingOver' };
    if (timer === 'arm') return { type: 'armDue' };
    // What the browser does not hold any more may have gone before it was started again.
    const mayHaveLeft = deps.port.mayHaveLeft(id) || !deps.port.isAttached(id);
    return { type: 'sendOverdue', mayHaveLeft };
  };

  const surroundings = async (payment: Payment): Promise<Surroundings> => {
    const { port } = deps;
    const { id, target } = payment;
    const [there, tab, hasCheck, hasPending] = await Promise.all([
      isThere(port, payment),
      port.tabOf(target.tabId),
      timers.has('check', id),
      timers.has('pending', id),
    ]);
    return {
      there,
      loading: tab?.loading === true,
      downloading: port.isDownloading(id),
      attached: port.isAttached(id),
      mayHaveLeft: port.mayHaveLeft(id),
      repeatable: deps.wallets.find((each) => each.id === payment.wallet)?.repeatable === true,
      hasTimer: hasCheck || hasPending,
    };
  };

  const startOne = async (payment: Payment): Promise<void> => {
    const [around, answer] = await Promise.all([
      surroundings(payment),
      missedAnswer(deps.port, payment),
    ]);
    await move(payment.id, (now) => {
      const receipt = answer && handlersOf(deps, now).protocol.receipt(answer);
      const missed = answer && outcomeOf(now, answer, receipt, deps.protocols.read);
      return { type: 'started', around, ...(missed === undefined ? {} : { missed }) };
    });
  };

  const startAll = async (payments: readonly Payment[]): Promise<void> => {
    for (const payment of payments) {
      if (!isOpen(payment)) continue;
      // Its state is in the journal and the popup shows it; the next one must not suffer. One that is being moved on
      // already is left alone.
      await lock.withLock(payment.id, () => startOne(payment)).catch(() => undefined);
    }
    deps.changed();
  };

  return {
    begin: (approved, guard) =>
      lock.withLock(approved.id, async () => {
        const noRoom = async (error: unknown): Promise<never> => {
          await deps.port.leaveRoom(approved.id);
          throw error;
        };
        const { protocol, wallet } = handlersOf(deps, approved);
        const prepare = async () => {
          const made = await prepareRequest(deps, approved);
          await refusePaidBefore({ journal, now: deps.now }, protocol, approved, made.request);
          return made;
        };
        const [, made] = await allInOrder(wallet.ready(), prepare()).catch(noRoom);
        const { payment, effects } = next(approved, { type: 'requestMade', ...made }, deps.now());
        const begun = await journal.begin(payment, guard).catch(noRoom);
        return follow({ before: begun, after: begun }, effects);
      }),
    press: (id, event) => lock.withLock(id, () => move(id, event)),
    tell,
    ring,
    start: async () => startAll(await journal.open()),
    takeUp: async (payments) => {
      const added = await journal.add(payments);
      // A wallet that must be asked is not waited for: what is restored is on disk.
      void startAll(added);
      return added.length;
    },
    isMoving: lock.isLocked,
  };
}
