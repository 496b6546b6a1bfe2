import type { ComponentChildren } from 'preact';
import { formatDecimal } from '../../core/money.ts';
import type { CommandName } from '../../messages/index.ts';
import { useUi } from './ui.ts';

/** Something to be read before acting; `danger` also interrupts those who hear the page. */
export function Alert(props: { kind: 'info' | 'warning' | 'danger'; children: ComponentChildren }) {
  return (
    <div class={`alert ${props.kind}`} role={props.kind === 'danger' ? 'alert' : 'note'}>
      {props.children}
    </div>
  );
}

const DECIMAL = /^\d+(?:\.\d+)?$/;

/** Why the last command failed; of a page with several forms, only where it is one of those named here. */
export function FailureAlert({ of }: { of?: readonly CommandName[] }) {
  const { t, failure, locale } = useUi();
  if (failure === undefined || of?.includes(failure.command) === false) return null;
  const figure = (text: string) => (DECIMAL.test(text) ? formatDecimal(text, locale) : text);
  return <Alert kind="danger">{t(failure.error, ...failure.detail.map(figure))}</Alert>;
}
