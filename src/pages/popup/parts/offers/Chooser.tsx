import type { RequestView } from '../../../../messages/index.ts';
import { useUi } from '../../../shared/ui.ts';
import { OptionText } from './Options.tsx';
import { obstacle } from './why-not-payable.ts';

/** Several offers: native radios, those that cannot be paid greyed with their reason. */
export function Chooser(props: {
  request: RequestView;
  chosen: string;
  choose: (quoteId: string) => void;
}) {
  const ui = useUi();
  const { request, chosen, choose } = props;
  return (
    <fieldset class="chooser">
      <legend>{ui.t('choose')}</legend>
      {request.offers.map((offer) => {
        const why = obstacle(offer, ui);
        return (
          <label key={offer.quoteId} class={why === undefined ? 'option' : 'option off'}>
            <input
              type="radio"
              name="offer"
              value={offer.quoteId}
              checked={offer.quoteId === chosen}
              disabled={why !== undefined}
              onChange={() => choose(offer.quoteId)}
            />
            <OptionText offer={offer} why={why} />
          </label>
        );
      })}
    </fieldset>
  );
}
