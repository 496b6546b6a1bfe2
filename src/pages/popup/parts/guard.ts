import { useEffect, useRef, useState } from 'preact/hooks';
import { usePress } from './press.ts';

/** A click this soon (ms) after something came into view was meant for what was there before. */
export const SETTLE = 500;

/**
 * Guards a button that spends. The check is true only for a person's own click, begun when what `shown`
 * names had been in sight, in the window in front, for a moment. `ready` says that this moment has passed.
 */
export function useGuard(shown: string): { check: (event: Event) => boolean; ready: boolean } {
  const armed = useRef(Number.POSITIVE_INFINITY);
  const [ready, setReady] = useState('');
  const press = usePress();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      const inFront = document.visibilityState === 'visible' && document.hasFocus();
      armed.current = inFront ? performance.now() + SETTLE : Number.POSITIVE_INFINITY;
      setReady('');
      if (inFront) timer = setTimeout(() => setReady(shown), SETTLE);
    };
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
    };
  }, [shown]);
  return {
    check: (event) =>
      event.isTrusted &&
      performance.now() >= armed.current &&
      (press.current ?? armed.current) >= armed.current,
    ready: ready === shown,
  };
}
