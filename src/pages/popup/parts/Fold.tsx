import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Something folded away, drawn when it is first opened: most never are. */
export function Fold(props: { summary: string; act?: string; children: () => ComponentChildren }) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      class="details"
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary data-act={props.act}>{props.summary}</summary>
      {opened && props.children()}
    </details>
  );
}
