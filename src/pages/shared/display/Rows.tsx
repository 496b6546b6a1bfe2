import type { ComponentChildren } from 'preact';

/** Rows of a label and a value. */
export function Rows({ children }: { children: ComponentChildren }) {
  return <dl class="rows">{children}</dl>;
}

export function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="row">
      <dt>
        <bdi>{label}</bdi>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
