import type { RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Details } from '../parts/details/Details.tsx';
import { excessText } from '../parts/offers/limit-text.ts';
import { Options } from '../parts/offers/Options.tsx';
import { payable } from '../parts/offers/offers.ts';
import { Block } from '../parts/request/Block.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Dismiss } from '../parts/request/Dismiss.tsx';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { OfferRows } from '../parts/rows/OfferRows.tsx';

/** The user's own limit forbids this price. It is changed in the settings, never passed by here. */
export function OverLimit(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const ui = useUi();
  const { t } = ui;
  const { request, tabId, act } = props;
  const offers = payable(request);
  const several = offers.length > 1;
  const over = offers.find((offer) => offer.over !== undefined);
  return (
    <>
      <RequestHeading request={request} />
      <Amount money={over?.money} network={over?.network} />
      {over?.over !== undefined && (
        <Alert kind="warning">
          {several ? t('over_several') : t('over_text', excessText(over, over.over, ui))}
        </Alert>
      )}
      {over !== undefined && !several && <OfferRows request={request} offer={over} />}
      {several && <Options offers={offers} />}
      <Details request={request} />
      <Block request={request} />
      <Buttons>
        <Dismiss request={request} tabId={tabId} act={act} />
        <Button act="change-limits" primary onClick={() => act.openSettings('limits')}>
          {t('change_limits')}
        </Button>
      </Buttons>
    </>
  );
}
