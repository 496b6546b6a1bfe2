import { useEffect, useRef } from 'preact/hooks';
import { useFieldId } from './field-id.ts';
import { type MessageKey, useUi } from './ui.ts';

/** A field for a passphrase: `known` for the one there is, else for a new one. */
export function PassphraseField(props: {
  value: string;
  onValue: (value: string) => void;
  known?: boolean;
  focus?: boolean;
  label?: MessageKey;
  hint?: MessageKey;
}) {
  const { t, busy } = useUi();
  const id = useFieldId();
  const input = useRef<HTMLInputElement>(null);
  const { focus = false, known = false } = props;
  // Again after a wrong one: the field is the only thing to go on with.
  useEffect(() => {
    if (focus && busy === undefined) input.current?.focus();
  }, [focus, busy]);
  return (
    <div class="field">
      <label for={id}>{t(props.label ?? 'passphrase')}</label>
      <input
        ref={input}
        id={id}
        type="password"
        value={props.value}
        autoComplete={known ? 'current-password' : 'new-password'}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        disabled={busy !== undefined}
        required
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
      {props.hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {t(props.hint)}
        </p>
      )}
    </div>
  );
}
