import type { RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { PopupAct, SettingsSection } from '../actions.ts';
import { Details } from '../parts/details/Details.tsx';
import { Options } from '../parts/offers/Options.tsx';
import { payable, railOf } from '../parts/offers/offers.ts';
import { Block } from '../parts/request/Block.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Dismiss } from '../parts/request/Dismiss.tsx';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { OfferRows } from '../parts/rows/OfferRows.tsx';

type Lack = 'no-purse' | 'no-lightning' | 'no-ecash';

const LACKS = {
  'no-purse': {
    rail: 'eip3009',
    text: 'no_purse_text',
    act: 'make-purse',
    button: 'no_purse_make',
    section: 'purse',
  },
  'no-lightning': {
    rail: 'lightning',
    text: 'no_lightning_text',
    act: 'connect-lightning',
    button: 'no_lightning_connect',
    section: 'lightning',
  },
  'no-ecash': {
    rail: 'ecash',
    text: 'no_ecash_text',
    act: 'add-mint',
    button: 'no_ecash_add',
    section: 'ecash',
  },
} as const satisfies Record<
  Lack,
  {
    rail: ReturnType<typeof railOf>;
    text: MessageKey;
    act: string;
    button: MessageKey;
    section: SettingsSection;
  }
>;

/** There is something to pay, and nothing to pay it from. */
export function NoWallet(props: {
  kind: Lack;
  request: RequestView;
  off?: true;
  tabId: number;
  act: PopupAct;
}) {
  const { t } = useUi();
  const { request, tabId, act } = props;
  const off = props.off === true;
  const lack = LACKS[props.kind];
  const offer = payable(request).find((each) => railOf(each) === lack.rail);
  const others = request.offers.filter((other) => other !== offer);
  return (
    <>
      <RequestHeading request={request} />
      {offer !== undefined && (
        <>
          <Amount money={offer.money} network={offer.network} />
          <OfferRows request={request} offer={offer} brief />
        </>
      )}
      <Alert kind="info">{t(off ? 'reason_wallet_off' : lack.text)}</Alert>
      <Options offers={others} />
      <Details request={request} />
      <Block request={request} />
      <Buttons>
        <Dismiss request={request} tabId={tabId} act={act} />
        {!off && (
          <Button act={lack.act} primary onClick={() => act.openSettings(lack.section)}>
            {t(lack.button)}
          </Button>
        )}
      </Buttons>
    </>
  );
}
