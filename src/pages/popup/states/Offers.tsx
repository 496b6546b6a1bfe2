import { useState } from 'preact/hooks';
import type { RequestView } from '../../../messages/index.ts';
import { later } from '../../shared/later.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Amount } from '../parts/Amount.tsx';
import { AsFile } from '../parts/AsFile.tsx';
import { Beside } from '../parts/Beside.tsx';
import { Block } from '../parts/Block.tsx';
import { Buttons } from '../parts/Buttons.tsx';
import { Acknowledge, Cautions, graveCautions } from '../parts/Cautions.tsx';
import { Chooser } from '../parts/Chooser.tsx';
import { useGuard } from '../parts/click-guard.ts';
import { Details } from '../parts/Details.tsx';
import { Dismiss } from '../parts/Dismiss.tsx';
import { HoldCalls } from '../parts/HoldCalls.tsx';
import { OfferRows } from '../parts/OfferRows.tsx';
import {
  isExpired,
  payable,
  payableByOwnWallet,
  payableByPageWallet,
  preselected,
} from '../parts/offers.ts';
import { PayButton } from '../parts/PayButton.tsx';
import { RequestHeading } from '../parts/RequestHeading.tsx';
import { WhyAsked } from '../parts/WhyAsked.tsx';

const Expired = later(async () => (await import('./Expired.tsx')).Expired);
const OverLimit = later(async () => (await import('./OverLimit.tsx')).OverLimit);

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
