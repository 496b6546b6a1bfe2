import type { ComponentChildren } from 'preact';
import { FailureAlert } from '../../shared/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { Others } from './Others.tsx';

/**
 * The end of a view. Its foot stays in sight while the rest scrolls: what has to be
 * read right before, what went wrong last, then the buttons.
 */
export function Buttons(props: { above?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <>
      <Others />
      <footer class="foot">
        {props.above}
        <FailureAlert />
        {props.children !== undefined && <div class="buttons">{props.children}</div>}
      </footer>
    </>
  );
}

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
