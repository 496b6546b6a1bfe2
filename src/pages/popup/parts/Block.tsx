import type { RequestView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';

/** A quiet way to hear no more from a site, or to take that back. */
export function Block({ request, act }: { request: RequestView; act: PopupAct }) {
  const { t, run, busy } = useUi();
  const { blocked, site } = request;
  const press = async () => {
    const done = await run(blocked ? 'unblock' : 'block', { origin: site.origin });
    if (done !== undefined && !blocked) act.close();
  };
  const button = (
    <button
      type="button"
      class="link quiet"
      data-act={blocked ? 'unblock' : 'block'}
      disabled={busy !== undefined}
      onClick={() => void press()}
    >
      {t(blocked ? 'unblock' : 'block')}
    </button>
  );
  return blocked ? (
    <p class="muted">
      {t('blocked_text')} {button}
    </p>
  ) : (
    button
  );
}
