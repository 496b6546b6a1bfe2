import { intentOf } from '../../core/payment/index.ts';
import { originOf } from '../../core/web/origin.ts';
import type { PageCall } from '../../platform/held-calls.ts';
import type { Seen } from './tab-store.ts';

/** ms: how long a page's call and the browser's record of its response wait for each other. Firefox tells of the call first. */
const MEETING = 1_500;
/** ms: for so long a call waits for the user. */
const LONGEST = 120_000;
/** ms: after a no, for so long no call of the same address waits. */
const REFUSED = 60_000;
/** Of one tab: responses that are remembered until their call comes, calls that come first, and calls that wait. */
const MOST = 50;

/** Asked of a tab: only one call of the same address waits at a time. */
type Asked = { readonly tabId: number; readonly url: string; readonly method: string };

/** `origin`: of the document that asks; absent where it is not known. `frameId`: its frame; absent for a worker. */
type AskedBy = Asked & {
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
};

type Waiting = { readonly call: PageCall; readonly nonce: string };

/**
 * The calls of pages that wait for their payment. In memory only: a call does not outlive the worker, whose end the page's
 * own script notices. A call waits only where the browser itself saw a 402 for it that can be paid.
 */
export type HeldCalls = {
  /** A page of a site whose calls may wait says that one waits. */
  called(call: PageCall): void;
  /** The browser saw a 402. `payable`: something in it can be paid for. */
  met(seen: Seen, payable: boolean): void;
  /** Whether a call of the address of this 402 waits already; never of one that a page or an element met. */
  isWaiting(seen: Seen): boolean;
  /** The number of the call of this document that waits for this; undefined: none does, or one of another document. */
  nonceFor(asked: AskedBy): string | undefined;
  /** Its proof is there: the page makes the call once more. */
  release(nonce: string): void;
  /** The user does not pay: the page has its 402. */
  refuse(seen: Seen): void;
};

type Given = {
  readonly now: () => number;
  readonly nonce: () => string;
  /** Tells open pages to draw again. */
  readonly changed: () => void;
  /** Keeps the background alive while a call waits. */
  readonly stayAwake: (wanted: boolean) => void;
  /** A call waits from now on for what this 402 asks. */
  readonly held?: (seen: Seen) => void;
};

const keyOf = ({ tabId, ...asked }: Asked) => `${tabId} ${intentOf(asked)}`;
const askedBy = ({ tabId, response: { url, method } }: Seen): Asked => ({ tabId, url, method });

export function createHeldCalls({
  now,
  nonce,
  changed,
  stayAwake,
  held: heldOne,
}: Given): HeldCalls {
  let early: readonly PageCall[] = [];
  let seenLately: readonly { readonly seen: Seen; readonly payable: boolean }[] = [];
  const waiting = new Map<string, Waiting>();
  const refusedAt = new Map<string, number>();

  /**
   * Whether a call waits for what this 402 asks: another frame of the site may have sent another body there, at another
   * price. Another worker of the site may have asked where the browser names no tab.
   */
  const isFor = (seen: Seen, call: PageCall) =>
    seen.type === 'xmlhttprequest' &&
    intentOf(seen.response) === intentOf(call) &&
    (seen.initiator === undefined || originOf(seen.initiator) === call.origin) &&
    (seen.worker === true || (seen.tabId === call.tabId && seen.frameId === call.frameId));

  /** A page cannot take the place of others, or the background's time, by how much it says. */
  const isFull = ({ tabId }: PageCall) => {
    const isOfTab = (call: PageCall) => call.tabId === tabId;
    const held = [...waiting.values()].filter(({ call }) => isOfTab(call));
    return early.filter(isOfTab).length >= MOST || held.length >= MOST;
  };

  const fresh = () => seenLately.filter(({ seen: { at } }) => now() - at < MEETING);

  const drop = (key: string, held: Waiting) => {
    if (waiting.get(key) !== held) return;
    waiting.delete(key);
    stayAwake(waiting.size > 0);
    changed();
  };

  const hold = (seen: Seen, call: PageCall) => {
    const key = keyOf(askedBy(seen));
    if (waiting.has(key) || now() - (refusedAt.get(key) ?? Number.NEGATIVE_INFINITY) < REFUSED) {
      return call.answer(null);
    }
    const held = { call, nonce: nonce() };
    waiting.set(key, held);
    stayAwake(true);
    const over = setTimeout(() => {
      call.answer(null);
      drop(key, held);
    }, LONGEST);
    call.gone.addEventListener('abort', () => {
      clearTimeout(over);
      drop(key, held);
    });
    changed();
    heldOne?.(seen);
  };

  const meet = (seen: Seen, payable: boolean, call: PageCall) =>
    payable ? hold(seen, call) : call.answer(null);

  return {
    called: (call) => {
      if (call.gone.aborted) return;
      // A call of the same address waits already, of another frame.
      if (isFull(call) || waiting.has(keyOf(call))) return call.answer(null);
      seenLately = fresh();
      const found = seenLately.find(({ seen }) => isFor(seen, call));
      if (found !== undefined) {
        seenLately = seenLately.filter((each) => each !== found);
        return meet(found.seen, found.payable, call);
      }
      early = [...early, call];
      const leave = () => {
        early = early.filter((each) => each !== call);
      };
      // What its page gives up meanwhile must not wait for a payment, nor be paid without asking.
      call.gone.addEventListener('abort', leave);
      setTimeout(() => {
        if (!early.includes(call)) return;
        leave();
        call.answer(null);
      }, MEETING);
    },
    met: (seen, payable) => {
      if (seen.type !== 'xmlhttprequest') return;
      const call = early.find((each) => isFor(seen, each));
      if (call !== undefined) {
        early = early.filter((each) => each !== call);
        return meet(seen, payable, call);
      }
      const others = fresh();
      const isOfTab = (each: { readonly seen: Seen }) => each.seen.tabId === seen.tabId;
      const oldest = others.filter(isOfTab).length < MOST ? undefined : others.find(isOfTab);
      seenLately = [...others.filter((each) => each !== oldest), { seen, payable }];
    },
    isWaiting: (seen) => seen.type === 'xmlhttprequest' && waiting.has(keyOf(askedBy(seen))),
    nonceFor: ({ origin, frameId, ...asked }) => {
      const { call, nonce: own } = waiting.get(keyOf(asked)) ?? {};
      const isOther =
        (origin !== undefined && call?.origin !== origin) ||
        (frameId !== undefined && call?.frameId !== frameId);
      return isOther ? undefined : own;
    },
    release: (wanted) => {
      for (const [key, held] of waiting) {
        if (held.nonce !== wanted) continue;
        held.call.answer(wanted);
        drop(key, held);
      }
    },
    refuse: (seen) => {
      const key = keyOf(askedBy(seen));
      const held = waiting.get(key);
      if (held === undefined) return;
      refusedAt.set(key, now());
      held.call.answer(null);
      drop(key, held);
    },
  };
}
