/**
 * Gives the focus back where a redraw has taken it away: a button that waited for a command was disabled, and
 * a form that is done is gone. It goes back to the element, or else to the heading of the section that the
 * element was in, never to nowhere. Not when the user has pressed outside of every element.
 */
export function keepFocus(root: HTMLElement): void {
  let held: HTMLElement | undefined;
  let section: Element | null = null;
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    held = target;
    section = target.closest('section');
  });
  document.addEventListener('pointerdown', () => {
    held = undefined;
  });
  const give = () => {
    if (held === undefined || hasFocus()) return;
    // One that still waits is disabled and does not take it; it is told again when that changes.
    if (held.isConnected) return held.focus({ preventScroll: true });
    const from = section?.isConnected ? section : root;
    const heading = from.querySelector<HTMLElement>('h1, h2');
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: from === root });
  };
  new MutationObserver(give).observe(root, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
}

function hasFocus(): boolean {
  const active = document.activeElement;
  return active !== null && active !== document.body;
}
