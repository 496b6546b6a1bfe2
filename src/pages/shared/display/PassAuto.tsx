import type { PassView } from '../../../messages/index.ts';
import { useUi } from '../ui.ts';

/** Whether a pass opens its page at each visit without asking. */
export function PassAuto({ pass }: { pass: PassView }) {
  const { t, run, busy } = useUi();
  return (
    <label class="tick">
      <input
        type="checkbox"
        data-act="pass-auto"
        checked={pass.auto}
        disabled={busy !== undefined}
        onChange={(event) =>
          void run('pass.auto', { passId: pass.id, auto: event.currentTarget.checked })
        }
      />
      <span>{t('pass_auto')}</span>
    </label>
  );
}
