import { useEffect, useRef, useState } from 'preact/hooks';
import type { PopupAct } from '../../actions.ts';

/** ms between two looks. */
const EVERY = 4000;

/** How it stands with looking: by itself, by a press that waits, and what the last press brought. */
export type Check = 'waiting' | 'busy' | 'nothing' | 'silent';

/**
 * Looks for money for one 402 every few seconds, while this is drawn and the window can be seen, and when
 * `press` is called. What has come in shows by the state of the popup.
 */
export function useBalanceCheck(
  act: PopupAct,
  seenId: string,
): { check: Check; press: () => void } {
  const [check, setCheck] = useState<Check>('waiting');
  const ask = useRef(act.checkBalance);
  ask.current = act.checkBalance;
  const here = useRef(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    here.current = true;
    const look = async () => {
      if (document.visibilityState === 'visible') await ask.current(seenId);
      if (here.current) timer = setTimeout(() => void look(), EVERY);
    };
    timer = setTimeout(() => void look(), EVERY);
    return () => {
      here.current = false;
      clearTimeout(timer);
    };
  }, [seenId]);
  const press = async () => {
    setCheck('busy');
    const answered = await ask.current(seenId);
    if (here.current) setCheck(answered ? 'nothing' : 'silent');
  };
  return { check, press: () => void press() };
}
