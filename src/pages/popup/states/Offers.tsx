import { useState } from 'preact/hooks';
import type { RequestView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/money.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Amount } from '../parts/Amount.tsx';
import { Asks } from '../parts/Asks.tsx';
import { Block } from '../parts/Block.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Acknowledge, Cautions, graveCautions } from '../parts/Cautions.tsx';
import { Chooser } from '../parts/Chooser.tsx';
import { Details } from '../parts/Details.tsx';
import { Dismiss } from '../parts/Dismiss.tsx';
import { useGuard } from '../parts/guard.ts';
import { Heading } from '../parts/Heading.tsx';
import { OfferRows } from '../parts/OfferRows.tsx';
import { isCovered, isExpired, payable } from '../parts/offers.ts';
import { OverLimit } from './OverLimit.tsx';

/** What can be paid now. The first that the purse covers is chosen; the choice then stays the person's. */
export function Offers(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const ui = useUi();
  const { t, now, busy } = ui;
  const { request, tabId, act } = props;
  const [picked, setPicked] = useState<string>();
  const [agreed, setAgreed] = useState<string>();
  const guard = useGuard(request.offers.map(({ hash }) => hash).join());
  const affordable = payable(request).filter((offer) => !isExpired(offer, now) && isCovered(offer));
  const open = affordable.filter((offer) => offer.over === undefined);
  const chosen = open.find((offer) => offer.quoteId === picked) ?? open[0];
  if (chosen === undefined) {
    return affordable.length > 0 ? (
      <OverLimit request={request} tabId={tabId} act={act} />
    ) : (
      <Expired request={request} tabId={tabId} />
    );
  }
  const { quoteId, hash, money } = chosen;
  const grave = graveCautions(chosen).length > 0;
  // What was acknowledged are these terms; others are acknowledged anew.
  const held = grave && agreed !== hash;
  const pay = (event: MouseEvent) => {
    if (!held && guard.check(event)) void ui.run('pay', { quoteId, hash });
  };
  return (
    <>
      <Asks request={request} />
      <Amount money={money} network={chosen.network} />
      {request.offers.length > 1 && (
        <Chooser offers={request.offers} chosen={quoteId} choose={setPicked} />
      )}
      <OfferRows request={request} offer={chosen} />
      <Cautions request={request} offer={chosen} />
      <Details request={request} />
      <Block request={request} act={act} />
      <Buttons
        above={
          grave && (
            <Acknowledge
              offer={chosen}
              agreed={!held}
              onAgreed={(yes) => setAgreed(yes ? hash : undefined)}
            />
          )
        }
      >
        <Dismiss request={request} tabId={tabId} act={act} />
        <button
          type="button"
          class="primary"
          data-act="pay"
          data-ready={guard.ready ? '' : undefined}
          disabled={busy !== undefined || held}
          onClick={pay}
        >
          {busy === 'pay' ? t('working') : t('pay', moneyText(money, ui))}
        </button>
      </Buttons>
    </>
  );
}

/** All prices have run out. */
export function Expired({ request, tabId }: { request: RequestView; tabId: number }) {
  const { t, run } = useUi();
  const [offer] = payable(request);
  return (
    <>
      <Heading>{t('expired_title')}</Heading>
      {offer !== undefined && <OfferRows request={request} offer={offer} brief />}
      <p>{t('expired_text')}</p>
      <Details request={request} />
      <Buttons>
        <Button act="reload" primary onClick={() => void run('reload', { tabId })}>
          {t('new_price')}
        </Button>
      </Buttons>
    </>
  );
}
