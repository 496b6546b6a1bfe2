import { useEffect, useRef, useState } from 'preact/hooks';
import { useOpening } from './opening.ts';
import { usePress } from './use-press-start.ts';

/** A click this soon (ms) after something came into view was meant for what was there before. */
export const SETTLE = 500;
/** The same where the popup opened by itself: the user was doing something else when it came. */
export const SETTLE_UNASKED = 1500;

export type Guard = {
  /** Whether this click may spend. */
  readonly check: (event: Event) => boolean;
  /** The moment has passed. */
  readonly ready: boolean;
  /** How often the moment has begun anew. */
  readonly round: number;
  /** It lasts longer. */
  readonly slow: boolean;
};

/**
 * Guards a button that spends. `check` is true only for a user's own click, begun when what `shown` names had
 * been in sight, in the window in front, for a moment without any click or key. Each one that comes sooner
 * starts the moment anew: whoever is clicking at something else pays nothing, however long that goes on.
 * Times are those at which the input happened, so that what waited in a queue counts as early.
 */
export function useGuard(shown: string): Guard {
  const armed = useRef({ shown: '', at: Number.POSITIVE_INFINITY });
  const slow = useOpening().byItself;
  const [ready, setReady] = useState('');
  const [round, setRound] = useState(0);
  const press = usePress();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = slow ? SETTLE_UNASKED : SETTLE;
    const look = () => {
      clearTimeout(timer);
      const inFront = document.visibilityState === 'visible' && document.hasFocus();
      armed.current = {
        shown,
        at: inFront ? performance.now() + wait : Number.POSITIVE_INFINITY,
      };
      setReady('');
      setRound((last) => last + 1);
      if (inFront) timer = setTimeout(() => setReady(shown), wait);
    };
    const early = (event: Event) => {
      if (event.timeStamp < armed.current.at) look();
    };
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    window.addEventListener('pointerdown', early, true);
    window.addEventListener('keydown', early, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      window.removeEventListener('pointerdown', early, true);
      window.removeEventListener('keydown', early, true);
    };
  }, [shown, slow]);
  return {
    check: (event) => {
      const { shown: of, at } = armed.current;
      // What was drawn a moment ago is not armed before its own moment has begun.
      return (
        of === shown && event.isTrusted && event.timeStamp >= at && (press.current ?? at) >= at
      );
    },
    ready: ready === shown,
    round,
    slow,
  };
}
