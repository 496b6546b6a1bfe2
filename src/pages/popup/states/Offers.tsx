import { useState } from 'preact/hooks';
import type { RequestView } from '../../../messages/index.ts';
import { lazy } from '../../shared/lazy.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Details } from '../parts/details/Details.tsx';
import { Beside } from '../parts/explanation/Beside.tsx';
import { Acknowledge, Cautions, graveCautions } from '../parts/offers/Cautions.tsx';
import { Chooser } from '../parts/offers/Chooser.tsx';
import {
  isExpired,
  payable,
  payableByOwnWallet,
  payableByPageWallet,
  preselected,
} from '../parts/offers/offers.ts';
import { PayButton } from '../parts/offers/PayButton.tsx';
import { WhyAsked } from '../parts/offers/WhyAsked.tsx';
import { useGuard } from '../parts/press/click-guard.ts';
import { AsFile } from '../parts/request/AsFile.tsx';
import { Block } from '../parts/request/Block.tsx';
import { Buttons } from '../parts/request/Buttons.tsx';
import { Dismiss } from '../parts/request/Dismiss.tsx';
import { HoldCalls } from '../parts/request/HoldCalls.tsx';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { OfferRows } from '../parts/rows/OfferRows.tsx';

const Expired = lazy(async () => (await import('./Expired.tsx')).Expired);
const OverLimit = lazy(async () => (await import('./OverLimit.tsx')).OverLimit);

/**
 * What can be paid now. Offers come with the cheapest first: the cheapest that a wallet is known to cover is chosen,
 * or else the cheapest that may be covered; the choice then stays the user's.
 */
export function Offers(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const { now, t } = useUi();
  const { request, tabId, act } = props;
  const [picked, setPicked] = useState<string>();
  const [agreed, setAgreed] = useState<string>();
  const [asFile, setAsFile] = useState(false);
  const affordable = payable(request).filter(
    (offer) => !isExpired(offer, now) && (payableByOwnWallet(offer) || payableByPageWallet(offer)),
  );
  const open = affordable.filter((offer) => offer.over === undefined);
  const chosen = open.find((offer) => offer.quoteId === picked) ?? preselected(open);
  // A balance that comes late may choose another offer: that one has to be in sight for a moment, too.
  const guard = useGuard([chosen, ...request.offers].map((offer) => offer?.hash).join());
  if (chosen === undefined) {
    return affordable.length > 0 ? (
      <OverLimit request={request} tabId={tabId} act={act} />
    ) : (
      <Expired request={request} tabId={tabId} />
    );
  }
  const own = payableByOwnWallet(chosen);
  const pages = payableByPageWallet(chosen);
  const grave = graveCautions(chosen).length > 0;
  // What was acknowledged are these terms; others are acknowledged anew.
  const unread = grave && agreed !== chosen.hash;
  const pricing = chosen.pricing === true;
  const mayDownload = request.mayDownload === true && chosen.rail !== 'ecash';
  const download = mayDownload && asFile;
  const button = { offer: chosen, guard, held: unread || pricing, download } as const;
  return (
    <>
      <RequestHeading request={request} />
      {request.whyAsked !== undefined && <WhyAsked why={request.whyAsked} />}
      <Amount money={chosen.money} network={chosen.network} />
      <p class="muted" role="status" hidden={!pricing}>
        {pricing && t('pricing')}
      </p>
      {grave && (
        <Acknowledge
          offer={chosen}
          agreed={!unread}
          onAgreed={(yes) => setAgreed(yes ? chosen.hash : undefined)}
        />
      )}
      {request.offers.length > 1 && (
        <Chooser request={request} chosen={chosen.quoteId} choose={setPicked} />
      )}
      <OfferRows request={request} offer={chosen} />
      <Cautions request={request} offer={chosen} />
      {mayDownload && <AsFile checked={asFile} allow={act.allowDownloads} change={setAsFile} />}
      <Beside request={request} />
      <Details request={request} />
      <HoldCalls request={request} tabId={tabId} />
      <Block request={request} />
      <Buttons more={own && pages && <PayButton {...button} from="page" primary={false} />}>
        <Dismiss request={request} tabId={tabId} act={act} />
        <PayButton {...button} from={own ? 'own' : 'page'} primary />
      </Buttons>
    </>
  );
}
