import type { OfferView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/money.ts';
import { protocolText } from '../../shared/protocols.ts';
import { type Ui, useUi } from '../../shared/ui.ts';
import { excessText } from './excess.ts';
import { isCovered, isExpired } from './offers.ts';

/** Several offers: native radios, those that cannot be paid greyed with their reason. */
export function Chooser(props: {
  offers: readonly OfferView[];
  chosen: string;
  choose: (quoteId: string) => void;
}) {
  const ui = useUi();
  return (
    <fieldset class="chooser">
      <legend>{ui.t('choose')}</legend>
      {props.offers.map((offer) => {
        const why = obstacle(offer, ui);
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

/** Why an offer cannot be chosen. */
function obstacle(offer: OfferView, ui: Ui): string | undefined {
  const { money, over } = offer;
  if (!offer.payable || money === undefined) return ui.t(offer.why ?? 'reason_no_wallet');
  if (isExpired(offer, ui.now)) return ui.t('reason_expired');
  if (!isCovered({ ...offer, money })) return ui.t('not_covered');
  return over && excessText({ ...offer, money }, over, ui);
}

/** An offer in two or three short lines. */
export function OptionText(props: { offer: OfferView; why: string | undefined }) {
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
      {why !== undefined && <span class="why">{why}</span>}
    </span>
  );
}
