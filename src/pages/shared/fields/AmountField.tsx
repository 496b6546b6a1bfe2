import { useUi } from '../ui.ts';
import { useFieldId } from './field-id.ts';

/** A short field for an amount or a number; what is wrong with it, or what to think of, stands right below. */
export function AmountField(props: {
  act: string;
  label: string;
  value: string;
  unit?: string;
  error?: string | undefined;
  warning?: string | undefined;
  onValue: (value: string) => void;
}) {
  const { busy } = useUi();
  const id = useFieldId();
  const { error, warning } = props;
  const about = error ?? warning;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <span class="with-unit">
        <input
          id={id}
          class="short"
          inputMode="decimal"
          autoComplete="off"
          data-act={props.act}
          aria-invalid={error === undefined ? undefined : 'true'}
          aria-describedby={about === undefined ? undefined : `${id}-about`}
          value={props.value}
          disabled={busy !== undefined}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
        {props.unit !== undefined && <span class="muted">{props.unit}</span>}
      </span>
      {about !== undefined && (
        <p
          id={`${id}-about`}
          class={error === undefined ? 'caution' : 'fault'}
          role={error === undefined ? undefined : 'alert'}
        >
          {about}
        </p>
      )}
    </div>
  );
}
