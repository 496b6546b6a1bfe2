import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Something folded away, drawn when it is first opened: most never are. What was drawn is then brought into view: in a
 * small window it would lie below the edge. `card`: with a border, as in the settings.
 */
export function Collapsible(props: {
  summary: ComponentChildren;
  act?: string;
  card?: true;
  children: () => ComponentChildren;
}) {
  const [opened, setOpened] = useState(false);
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (opened) fold.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
  return (
    <details
      ref={fold}
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
