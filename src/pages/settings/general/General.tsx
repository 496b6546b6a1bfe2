import { useEffect, useState } from 'preact/hooks';
import type { Settings } from '../../../core/rules/settings.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';

/** When Farebox opens by itself, whether it practises, and when the purse locks itself. */
export function General({ settings }: { settings: Settings }) {
  const { t, run, busy } = useUi();
  const [minutes, setMinutes] = useState(settings.autoLockMinutes.toString());
  // A value that was not taken goes back to what holds.
  useEffect(() => {
    if (busy === undefined) setMinutes(settings.autoLockMinutes.toString());
  }, [settings.autoLockMinutes, busy]);
  const store = () => {
    if (minutes !== settings.autoLockMinutes.toString()) {
      void run('settings.set', { autoLockMinutes: Number(minutes) });
    }
  };
  return (
    <section aria-labelledby="behaviour">
      <h2 id="behaviour">{t('behaviour')}</h2>
      <label class="tick">
        <input
          type="checkbox"
          data-act="open-popup"
          aria-describedby="open-popup-hint"
          checked={settings.openPopup}
          disabled={busy !== undefined}
          onChange={(event) => void run('settings.set', { openPopup: event.currentTarget.checked })}
        />
        <span>{t('open_popup')}</span>
      </label>
      <p id="open-popup-hint" class="hint">
        {t('open_popup_hint')}
      </p>
      <label class="tick">
        <input
          type="checkbox"
          data-act="practice-mode"
          aria-describedby="practice-hint"
          checked={settings.practiceMode}
          disabled={busy !== undefined}
          onChange={(event) =>
            void run('settings.set', { practiceMode: event.currentTarget.checked })
          }
        />
        <span>{t('practice_mode')}</span>
      </label>
      <p id="practice-hint" class="hint">
        {t('practice_mode_hint')}
      </p>
      <div class="field">
        <label for="auto-lock">{t('auto_lock')}</label>
        <input
          id="auto-lock"
          class="short"
          type="number"
          min="0"
          max="1440"
          step="1"
          inputMode="numeric"
          aria-describedby="auto-lock-hint"
          value={minutes}
          onInput={(event) => setMinutes(event.currentTarget.value)}
          onChange={store}
        />
        <p id="auto-lock-hint" class="hint">
          {t('auto_lock_hint')}
        </p>
      </div>
      <p>
        <a href="/src/pages/welcome/index.html" target="_blank" rel="noreferrer">
          {t('first_run_again')}
        </a>
      </p>
      <FailureAlert of={['settings.set']} except={['error_rpc_url']} />
    </section>
  );
}
