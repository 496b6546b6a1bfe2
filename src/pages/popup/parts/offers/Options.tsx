import type { OfferView } from '../../../../messages/index.ts';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { protocolText } from '../../../shared/format/protocols.ts';
import { useUi } from '../../../shared/ui.ts';
import { obstacle } from './why-not-payable.ts';

/** Offers that cannot be paid as things are, each with the reason. */
export function Options(props: { offers: readonly OfferView[] }) {
  const ui = useUi();
  const { offers } = props;
  if (offers.length === 0) return null;
  return (
    <ul class="options">
      {offers.map((offer) => (
        <li key={offer.quoteId} class="option off">
          <OptionText offer={offer} why={obstacle(offer, ui)} />
        </li>
      ))}
    </ul>
  );
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
      <TestMoney of={offer.network} />
      {why !== undefined && <span class="why">{why}</span>}
    </span>
  );
}
