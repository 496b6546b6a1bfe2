import { useState } from 'preact/hooks';
import { useUi } from '../../shared/ui.ts';

/** A button that asks once more before it does something for good. `of` names it where there are several. */
export function ConfirmButton(props: {
  act: string;
  label: string;
  question: string;
  of?: string;
  press: () => Promise<unknown>;
}) {
  const { t, busy } = useUi();
  const [asked, setAsked] = useState(false);
  const { act, label, of } = props;
  const name = of === undefined ? undefined : t('for_site', label, of);
  const press = async () => {
    await props.press();
    setAsked(false);
  };
  if (!asked) {
    return (
      <button
        type="button"
        class="copy"
        data-act={`${act}-ask`}
        aria-label={name}
        disabled={busy !== undefined}
        onClick={() => setAsked(true)}
      >
        {label}
      </button>
    );
  }
  return (
    <fieldset class="twice" aria-label={name ?? label}>
      <span role="alert">{props.question}</span>
      <button
        type="button"
        class="copy"
        data-act={act}
        disabled={busy !== undefined}
        onClick={() => void press()}
      >
        {label}
      </button>
      <button
        type="button"
        class="copy"
        data-act={`${act}-keep`}
        disabled={busy !== undefined}
        onClick={() => setAsked(false)}
      >
        {t('keep_it')}
      </button>
    </fieldset>
  );
}
