import { useState } from 'preact/hooks';
import type { RequestView } from '../../../../messages/index.ts';
import { useUi } from '../../../shared/ui.ts';

/** A quiet way to have the calls of a page wait for their payment from its next load on. */
export function HoldCalls({ request, tabId }: { request: RequestView; tabId: number }) {
  const { t, run, busy } = useUi();
  const [allowed, setAllowed] = useState<string>();
  const { mayHold, seenId } = request;
  const press = async () => {
    const done = await run('calls.hold', { tabId, seenId });
    if (done !== undefined) setAllowed(mayHold);
  };
  if (allowed !== undefined) {
    return (
      <p class="muted" role="status">
        {t('hold_calls_done', allowed)}{' '}
        <button
          type="button"
          class="link quiet"
          data-act="load-again"
          disabled={busy !== undefined}
          onClick={() => void run('reload', { tabId })}
        >
          {t('load_again')}
        </button>
      </p>
    );
  }
  if (mayHold === undefined) return null;
  return (
    <button
      type="button"
      class="link quiet"
      data-act="hold-calls"
      disabled={busy !== undefined}
      onClick={() => void press()}
    >
      {t('hold_calls')}
    </button>
  );
}
