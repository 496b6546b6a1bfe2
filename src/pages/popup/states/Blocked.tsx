import type { RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Amount } from '../parts/Amount.tsx';
import { Asks } from '../parts/Asks.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Details } from '../parts/Details.tsx';
import { Dismiss } from '../parts/Dismiss.tsx';
import { payable } from '../parts/offers.ts';

/** The person wants nothing to do with this site. */
export function Blocked(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const { t, run } = useUi();
  const { request } = props;
  const [offer] = payable(request);
  return (
    <>
      <Asks request={request} />
      {offer !== undefined && <Amount money={offer.money} network={offer.network} />}
      <Alert kind="warning">{t('blocked_text')}</Alert>
      <Details request={request} />
      <Buttons>
        <Dismiss {...props} />
        <Button act="unblock" onClick={() => void run('unblock', { origin: request.site.origin })}>
          {t('unblock')}
        </Button>
      </Buttons>
    </>
  );
}
