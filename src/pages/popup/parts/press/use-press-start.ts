import { useEffect, useRef } from 'preact/hooks';

/**
 * Since when (as performance.now() counts) the longest-held key or button of a pointer is down; undefined when none
 * is. A click comes after its press has ended, so a press is forgotten only after its click. What was held
 * before the page could see it tells itself by repeating: its beginning is minus infinity.
 */
export function usePress(): { readonly current: number | undefined } {
  const since = useRef<number | undefined>(undefined);
  useEffect(() => {
    const held = new Map<string, number>();
    const ended = new Set<string>();
    const note = () => {
      since.current = held.size === 0 ? undefined : Math.min(...held.values());
    };
    const down = (name: string, at: number) => {
      ended.delete(name);
      held.set(name, at);
      note();
    };
    // One that is pressed again before it is forgotten has begun anew.
    const up = (name: string) => {
      ended.add(name);
      setTimeout(() => {
        if (ended.delete(name)) held.delete(name);
        note();
      });
    };
    const keyDown = ({ code, repeat, timeStamp }: KeyboardEvent) => {
      if (!repeat) down(code, timeStamp);
      else if (!held.has(code)) down(code, Number.NEGATIVE_INFINITY);
    };
    const keyUp = (event: KeyboardEvent) => up(event.code);
    const pointer = ({ pointerId }: PointerEvent) => `pointer ${pointerId}`;
    const pointerDown = (event: PointerEvent) => down(pointer(event), event.timeStamp);
    const pointerUp = (event: PointerEvent) => up(pointer(event));
    // Its end would be told to another window.
    const clear = () => {
      held.clear();
      note();
    };
    window.addEventListener('keydown', keyDown, true);
    window.addEventListener('keyup', keyUp, true);
    window.addEventListener('pointerdown', pointerDown, true);
    window.addEventListener('pointerup', pointerUp, true);
    window.addEventListener('pointercancel', pointerUp, true);
    window.addEventListener('blur', clear);
    return () => {
      window.removeEventListener('keydown', keyDown, true);
      window.removeEventListener('keyup', keyUp, true);
      window.removeEventListener('pointerdown', pointerDown, true);
      window.removeEventListener('pointerup', pointerUp, true);
      window.removeEventListener('pointercancel', pointerUp, true);
      window.removeEventListener('blur', clear);
    };
  }, []);
  return since;
}
