import type { OfferView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/money.ts';
import { protocolText } from '../../shared/protocols.ts';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import { isCovered, isExpired } from './offers.ts';

/** Several offers: native radios, those that cannot be paid greyed with their reason. */
export function Chooser(props: {
  offers: readonly OfferView[];
  chosen: string;
  choose: (quoteId: string) => void;
}) {
  const { t, now } = useUi();
  return (
    <fieldset class="chooser">
      <legend>{t('choose')}</legend>
      {props.offers.map((offer) => {
        const why = obstacle(offer, now);
        return (
          <label key={offer.quoteId} class={why === undefined ? 'option' : 'option off'}>
            <input
              type="radio"
              name="offer"
              value={offer.quoteId}
              checked={offer.quoteId === props.chosen}
              disabled={why !== undefined}
              onChange={() => props.choose(offer.quoteId)}
            />
            <OptionText offer={offer} why={why} />
          </label>
        );
      })}
    </fieldset>
  );
}

function obstacle(offer: OfferView, now: number): MessageKey | undefined {
  const { money } = offer;
  if (!offer.payable || money === undefined) return offer.why ?? 'reason_no_wallet';
  if (isExpired(offer, now)) return 'reason_expired';
  return isCovered({ ...offer, money }) ? undefined : 'not_covered';
}

/** An offer in two or three short lines. */
export function OptionText(props: { offer: OfferView; why: MessageKey | undefined }) {
  const ui = useUi();
  const { offer, why } = props;
  const price = offer.money === undefined ? ui.t('no_price') : moneyText(offer.money, ui);
  return (
    <span class="option-text">
      <bdi class="option-price">
        {offer.network === undefined ? price : ui.t('option', price, offer.network.name)}
      </bdi>
      <bdi class="muted">{protocolText(offer)}</bdi>
      {offer.network?.testnet === true && <span class="chip">{ui.t('testnet')}</span>}
      {why !== undefined && <span class="why">{ui.t(why)}</span>}
    </span>
  );
}
