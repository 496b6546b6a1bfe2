import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { FailureAlert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';
import { Others } from './OtherRequests.tsx';

/**
 * The end of a view. Its foot stays in sight while the rest scrolls: what went wrong last, then the buttons.
 * `children`: at most two, the secondary before the primary. `more`: what else can be done, as links.
 */
export function Buttons(props: { more?: ComponentChildren; children?: ComponentChildren }) {
  const foot = useFoot();
  return (
    <>
      <Others />
      <footer ref={foot} class="foot">
        <FailureAlert />
        {Boolean(props.more) && <div class="more">{props.more}</div>}
        {Boolean(props.children) && <div class="buttons">{props.children}</div>}
      </footer>
    </>
  );
}

/** Keeps what has the focus clear of the foot (WCAG 2.4.11): the page scrolls it to above the foot. */
function useFoot() {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const foot = ref.current;
    if (foot === null) return;
    const page = document.documentElement;
    const seen = new ResizeObserver(() => {
      page.style.scrollPaddingBlockEnd = `${foot.offsetHeight + FOCUS_RING}px`;
    });
    seen.observe(foot);
    return () => {
      seen.disconnect();
      page.style.scrollPaddingBlockEnd = '';
    };
  }, []);
  return ref;
}

/** px: the ring around what has the focus is seen, too. */
const FOCUS_RING = 8;

/** A button that waits while a command is under way. `act` names it for tests. */
export function Button(props: {
  act: string;
  primary?: boolean;
  submit?: boolean;
  onClick?: (event: MouseEvent) => void;
  children: ComponentChildren;
}) {
  const { busy } = useUi();
  return (
    <button
      type={props.submit === true ? 'submit' : 'button'}
      class={props.primary === true ? 'primary' : 'secondary'}
      data-act={props.act}
      disabled={busy !== undefined}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

/** Something else that can be done, as a link. */
export function LinkButton(props: { act: string; onClick: () => void; children: string }) {
  const { busy } = useUi();
  return (
    <button
      type="button"
      class="link"
      data-act={props.act}
      disabled={busy !== undefined}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
