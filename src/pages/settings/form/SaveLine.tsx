import { useUi } from '../../shared/ui.ts';

/** The button that stores a form, and beside it that it was stored. */
export function SaveLine({ act, saved }: { act: string; saved: boolean }) {
  const { t, busy } = useUi();
  return (
    <div class="line start">
      <button type="submit" class="secondary" data-act={act} disabled={busy !== undefined}>
        {t('save')}
      </button>
      <span class="hint" role="status">
        {saved ? t('saved') : ''}
      </span>
    </div>
  );
}
