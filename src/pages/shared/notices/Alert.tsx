import type { ComponentChildren } from 'preact';
import type { ErrorKey } from '../../../core/errors.ts';
import { formatDecimal } from '../../../core/money/money.ts';
import type { CommandName } from '../../../messages/index.ts';
import { failureId } from '../fields/field-failure.ts';
import { countedKey } from '../format/counted.ts';
import { useUi } from '../ui.ts';

/** Something to be read before acting; `danger` also interrupts those who hear the page. */
export function Alert(props: {
  kind: 'info' | 'warning' | 'danger';
  id?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <div
      id={props.id}
      class={`alert ${props.kind}`}
      role={props.kind === 'danger' ? 'alert' : 'note'}
    >
      {props.children}
    </div>
  );
}

const DECIMAL = /^\d+(?:\.\d+)?$/;

/**
 * Why the last command failed; of a page with several forms, only where it is one of those named here, and not for
 * a reason that is said elsewhere.
 */
export function FailureAlert(props: { of?: readonly CommandName[]; except?: readonly ErrorKey[] }) {
  const { of, except } = props;
  const { t, failure, locale } = useUi();
  if (failure === undefined || of?.includes(failure.command) === false) return null;
  if (except?.includes(failure.error) === true) return null;
  const figure = (text: string) => (DECIMAL.test(text) ? formatDecimal(text, locale) : text);
  const key =
    failure.error === 'error_passphrase_wait'
      ? countedKey(failure.error, Number(failure.detail[0]), locale)
      : failure.error;
  return (
    <Alert kind="danger" id={failureId(failure)}>
      {t(key, ...failure.detail.map(figure))}
    </Alert>
  );
}
