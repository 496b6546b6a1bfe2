import { useEffect, useRef } from 'preact/hooks';
import type { CommandName } from '../../../messages/index.ts';
import { type MessageKey, useUi } from '../ui.ts';
import { useFieldFailure } from './field-failure.ts';
import { useFieldId } from './field-id.ts';

/** A field for a passphrase: `known` for the one there is, else for a new one. */
export function PassphraseField(props: {
  value: string;
  onValue: (value: string) => void;
  known?: boolean;
  focus?: boolean;
  label?: MessageKey;
  hint?: MessageKey;
  /** The command that takes it: whether it was refused. */
  of?: CommandName;
  /** Where it is said what is wrong with it, when something is. */
  faultId?: string | undefined;
}) {
  const { t, busy } = useUi();
  const id = useFieldId();
  const input = useRef<HTMLInputElement>(null);
  const { focus = false, known = false } = props;
  const hintId = props.hint === undefined ? undefined : `${id}-hint`;
  const failure = useFieldFailure('passphrase', props.of, hintId, props.faultId);
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
        {...failure}
        disabled={busy !== undefined}
        required
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
      {props.hint !== undefined && (
        <p id={hintId} class="hint">
          {t(props.hint)}
        </p>
      )}
    </div>
  );
}
