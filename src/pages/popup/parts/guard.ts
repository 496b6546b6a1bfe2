import { useEffect, useRef, useState } from 'preact/hooks';

/** A click this soon (ms) after something came into view was meant for what was there before. */
export const SETTLE = 300;

/**
 * Guards a button that spends. The check is true only for a person's own click, when what `shown` names
 * has been in sight for a moment. `ready` says that this moment has passed.
 */
export function useGuard(shown: string): { check: (event: Event) => boolean; ready: boolean } {
  const since = useRef(Number.POSITIVE_INFINITY);
  const [ready, setReady] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      const visible = document.visibilityState === 'visible';
      since.current = visible ? performance.now() : Number.POSITIVE_INFINITY;
      setReady('');
      if (visible) timer = setTimeout(() => setReady(shown), SETTLE);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [shown]);
  return {
    check: (event) => event.isTrusted && performance.now() - since.current >= SETTLE,
    ready: ready === shown,
  };
}
