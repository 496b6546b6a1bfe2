import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * The heading of a view. It takes the focus when the view appears, so that the view is read from its top
 * and no key press meant for the last one falls on a button of this one.
 */
export function Heading({
  children,
  focus = true,
}: {
  children: ComponentChildren;
  focus?: boolean;
}) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!focus) return;
    ref.current?.focus({ preventScroll: true });
    // The view before it may have been scrolled down to the button that was pressed.
    scrollTo(0, 0);
  }, [focus]);
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children}
    </h1>
  );
}
