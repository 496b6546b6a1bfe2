import type { ComponentChildren } from 'preact';
import { useUi } from './ui.ts';

/** Something to be read before acting; `danger` also interrupts those who hear the page. */
export function Alert(props: { kind: 'info' | 'warning' | 'danger'; children: ComponentChildren }) {
  return (
    <div class={`alert ${props.kind}`} role={props.kind === 'danger' ? 'alert' : 'note'}>
      {props.children}
    </div>
  );
}

/** Why the last command failed. */
export function FailureAlert() {
  const { t, failure } = useUi();
  if (failure === undefined) return null;
  return <Alert kind="danger">{t(failure.error, ...failure.detail)}</Alert>;
}
