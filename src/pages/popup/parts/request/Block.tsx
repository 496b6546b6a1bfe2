import type { RequestView } from '../../../../messages/index.ts';
import { useUi } from '../../../shared/ui.ts';
import { useJustBlocked } from './just-blocked.ts';

/** A quiet way to hear no more from a site, or to take that back. */
export function Block({ request }: { request: RequestView }) {
  const { t, run, busy } = useUi();
  const { origin, note } = useJustBlocked();
  const { blocked, site } = request;
  const press = async () => {
    const done = await run(blocked ? 'unblock' : 'block', { origin: site.origin });
    if (done !== undefined) note(blocked ? undefined : site.origin);
  };
  const undoes = origin === site.origin;
  const button = (
    <button
      type="button"
      class="link quiet"
      data-act={blocked ? 'unblock' : 'block'}
      disabled={busy !== undefined}
      onClick={() => void press()}
    >
      {t(!blocked ? 'block' : undoes ? 'undo' : 'unblock')}
    </button>
  );
  return blocked ? (
    <p class="muted">
      {undoes ? t('blocked_now', site.host) : t('blocked_text')} {button}
    </p>
  ) : (
    button
  );
}
