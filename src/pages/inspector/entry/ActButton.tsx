import type { ComponentChildren } from 'preact';

/** A button that keeps the focus while what it started is under way; presses do nothing until then. */
export function ActButton(props: {
  act: string;
  busy: boolean;
  disabled?: boolean;
  onPress: () => void;
  children: ComponentChildren;
}) {
  const { act, busy, disabled = false, onPress, children } = props;
  return (
    <button
      type="button"
      class="secondary"
      data-act={act}
      disabled={disabled}
      aria-disabled={busy ? 'true' : undefined}
      onClick={() => {
        if (!busy) onPress();
      }}
    >
      {children}
    </button>
  );
}
