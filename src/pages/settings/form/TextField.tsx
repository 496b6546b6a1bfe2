import type { CommandName } from '../../../messages/index.ts';
import { useFieldFailure } from '../../shared/fields/field-failure.ts';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { useUi } from '../../shared/ui.ts';

const TYPES = {
  secret: { type: 'password' },
  url: { type: 'url' },
  text: { type: 'text' },
} as const;

/** A line of text with its label; a secret is hidden, and the browser is asked not to remember it. */
export function TextField(props: {
  label: string;
  hint?: string;
  value: string;
  kind: 'secret' | 'url' | 'text';
  /** The command that takes it: whether it was refused. */
  of?: CommandName | undefined;
  onValue: (value: string) => void;
}) {
  const { busy } = useUi();
  const id = useFieldId();
  const hintId = props.hint === undefined ? undefined : `${id}-hint`;
  const failure = useFieldFailure('text', props.of, hintId);
  const type = TYPES[props.kind];
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        {...type}
        autoComplete="off"
        spellcheck={false}
        {...failure}
        value={props.value}
        disabled={busy !== undefined}
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
      {props.hint !== undefined && (
        <p id={hintId} class="hint">
          {props.hint}
        </p>
      )}
    </div>
  );
}
