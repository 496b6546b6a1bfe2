import { useEffect, useState } from 'preact/hooks';
import { useUi } from '../ui.ts';

/** How long "Copied" stays, ms. */
const SHOWN = 2000;

/** Copies `text`, or what `text` gives when asked. `label` says what, for those who hear the page. */
export function Copy(props: {
  text: string | (() => Promise<string | undefined>);
  children?: string;
  label?: string;
  act?: string;
}) {
  const { t, copy, busy } = useUi();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);
  const onClick = async () => {
    const text = typeof props.text === 'string' ? props.text : await props.text();
    if (text === undefined) return;
    await copy(text);
    setCopied(true);
  };
  return (
    <button
      type="button"
      class="copy"
      data-act={props.act ?? 'copy'}
      aria-label={copied ? undefined : props.label}
      disabled={busy !== undefined}
      onClick={() => void onClick()}
    >
      <span aria-live="polite">{copied ? t('copied') : (props.children ?? t('copy'))}</span>
    </button>
  );
}
