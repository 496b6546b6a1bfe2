import { type MessageKey, useUi } from '../ui.ts';
import { Alert } from './Alert.tsx';

type Props = {
  readonly text: MessageKey;
  readonly act: string;
  readonly command: 'consent.read' | 'notices.read';
};

/** A warning that stands until the user says that they have read it; the command notes that. */
export function NoticeToRead({ text, act, command }: Props) {
  const { t, busy, run } = useUi();
  return (
    <Alert kind="warning">
      <p>{t(text)}</p>
      <button
        type="button"
        data-act={act}
        disabled={busy !== undefined}
        onClick={() => void run(command, null)}
      >
        {t('done')}
      </button>
    </Alert>
  );
}
