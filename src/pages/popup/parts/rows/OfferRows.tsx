import type { OfferView, RequestView } from '../../../../messages/index.ts';
import { Address } from '../../../shared/display/Address.tsx';
import { Row, Rows } from '../../../shared/display/Rows.tsx';
import { SiteText } from '../../../shared/display/SiteText.tsx';
import { satText } from '../../../shared/format/money.ts';
import { protocolText } from '../../../shared/format/protocols.ts';
import { isFarOff, untilText } from '../../../shared/format/time.ts';
import { useUi } from '../../../shared/ui.ts';
import { Countdown } from './Countdown.tsx';
import { ExtraRows } from './ExtraRows.tsx';
import { MintsRow } from './MintsRow.tsx';
import { RequestRow } from './RequestRow.tsx';
import { WalletRow } from './WalletRow.tsx';

/** How long the price holds: counted down within a day, else its date. */
function ExpiryRow({ expiresAt }: { expiresAt: number }) {
  const { t, now, locale } = useUi();
  if (isFarOff(expiresAt, now)) {
    return <Row label={t('row_until')}>{untilText(expiresAt, now, locale)}</Row>;
  }
  return (
    <Row label={t('row_expires')}>
      <Countdown until={expiresAt} />
    </Row>
  );
}

/** The terms of an offer, most telling first. `brief`: without the wallet and the time, where nothing can be paid now. */
export function OfferRows(props: { request: RequestView; offer: OfferView; brief?: boolean }) {
  const ui = useUi();
  const { t } = ui;
  const { request, offer, brief = false } = props;
  const { money } = offer;
  return (
    <Rows>
      <RequestRow {...request} />
      {request.insideOf !== undefined && (
        <Row label={t('row_inside')}>
          <bdi>{request.insideOf}</bdi>
        </Row>
      )}
      {offer.description !== undefined && (
        <Row label={t('site_says')}>
          <SiteText text={offer.description} />
        </Row>
      )}
      {!brief && offer.wallet !== undefined && <WalletRow offer={offer} wallet={offer.wallet} />}
      {offer.maxFee !== undefined && (
        <Row label={t('row_routing')}>{t('routing_most', satText(offer.maxFee, ui))}</Row>
      )}
      <ExtraRows extra={offer.extra} />
      <MintsRow offer={offer} />
      {offer.payee !== undefined && (
        <Row label={t('row_to')}>
          <Address address={offer.payee} />
        </Row>
      )}
      {offer.network !== undefined && (
        <Row label={t('row_network')}>
          <bdi>{offer.network.name}</bdi>
        </Row>
      )}
      {money !== undefined && money.decimals === undefined && money.asset !== undefined && (
        <Row label={t('row_token')}>
          <Address address={money.asset} />
        </Row>
      )}
      <Row label={t('row_protocol')}>
        <bdi>{protocolText(offer)}</bdi>
      </Row>
      {offer.also !== undefined && (
        <Row label={t('row_also')}>{offer.also.map(protocolText).join(' · ')}</Row>
      )}
      {!brief && offer.expiresAt !== undefined && <ExpiryRow expiresAt={offer.expiresAt} />}
    </Rows>
  );
}
