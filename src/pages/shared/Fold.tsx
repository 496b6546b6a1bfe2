import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Something folded away, drawn when it is first opened: most never are. `card`: with a border, as in the settings. */
export function Fold(props: {
  summary: string;
  act?: string;
  card?: true;
  children: () => ComponentChildren;
}) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      class={props.card ? 'card' : 'details'}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary data-act={props.act}>{props.summary}</summary>
      {opened && props.children()}
    </details>
  );
}
