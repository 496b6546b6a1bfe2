import { useUi } from '../../../shared/ui.ts';
import type { PopupAct } from '../../actions.ts';

/** Whose window this is, and the way to the settings. */
export function TopBar({ act }: { act: PopupAct }) {
  const { t } = useUi();
  return (
    <header class="bar">
      <span class="brand">
        <img src="/icons/32.png" width="16" height="16" alt="" />
        {t('extension_name')}
      </span>
      <button
        type="button"
        class="link inspect"
        data-act="inspector"
        aria-label={`402: ${t('dev_open')}`}
        title={t('dev_open')}
        onClick={act.openInspector}
      >
        402
      </button>
      <button type="button" class="link" data-act="settings" onClick={() => act.openSettings()}>
        {t('settings')}
      </button>
    </header>
  );
}
