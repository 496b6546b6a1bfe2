import type { RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Amount } from '../parts/Amount.tsx';
import { Asks } from '../parts/Asks.tsx';
import { Block } from '../parts/Block.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Details } from '../parts/Details.tsx';
import { Dismiss } from '../parts/Dismiss.tsx';
import { OfferRows } from '../parts/OfferRows.tsx';
import { payable } from '../parts/offers.ts';

/** There is something to pay, and nothing to pay it from. */
export function NoPurse(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const { t } = useUi();
  const [offer] = payable(props.request);
  return (
    <>
      <Asks request={props.request} />
      {offer !== undefined && (
        <>
          <Amount money={offer.money} network={offer.network} />
          <OfferRows request={props.request} offer={offer} />
        </>
      )}
      <Alert kind="info">{t('no_purse_text')}</Alert>
      <Details request={props.request} />
      <Block request={props.request} act={props.act} />
      <Buttons>
        <Dismiss {...props} />
        <Button act="make-purse" primary onClick={() => props.act.openSettings()}>
          {t('no_purse_make')}
        </Button>
      </Buttons>
    </>
  );
}
