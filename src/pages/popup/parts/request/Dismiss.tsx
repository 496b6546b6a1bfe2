import type { RequestView } from '../../../../messages/index.ts';
import { useUi } from '../../../shared/ui.ts';
import type { PopupAct } from '../../actions.ts';
import { Button } from './Buttons.tsx';

/** "Not now": the 402 is put away until the page asks again, or the user wants to see it again. */
export function Dismiss(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const { t, run } = useUi();
  const { request, tabId, act } = props;
  const dismiss = async () => {
    const done = await run('dismiss', { tabId, seenId: request.seenId });
    if (done !== undefined) act.close();
  };
  return (
    <Button act="dismiss" onClick={() => void dismiss()}>
      {t('not_now')}
    </Button>
  );
}
