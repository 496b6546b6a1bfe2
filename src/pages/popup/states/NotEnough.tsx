import type { RequestView } from '../../../messages/index.ts';
import { Address } from '../../shared/Address.tsx';
import { Alert } from '../../shared/Alert.tsx';
import { moneyText } from '../../shared/money.ts';
import { Qr } from '../../shared/Qr.tsx';
import { Row, Rows } from '../../shared/Rows.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Amount } from '../parts/Amount.tsx';
import { Asks } from '../parts/Asks.tsx';
import { Block } from '../parts/Block.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { Details } from '../parts/Details.tsx';
import { Dismiss } from '../parts/Dismiss.tsx';
import { payable } from '../parts/offers.ts';

/** What is needed, what is there, and where to send more. There is no Pay here, not even a grey one. */
export function NotEnough(props: {
  request: RequestView;
  address: string;
  tabId: number;
  act: PopupAct;
}) {
  const ui = useUi();
  const { t } = ui;
  const { request, address, tabId, act } = props;
  const offers = payable(request);
  const [first] = offers;
  const refresh = async () => {
    await ui.run('purse.balances', null);
    await act.refresh();
  };
  return (
    <>
      <Asks request={request} />
      <Amount money={first?.money} network={first?.network} />
      <Alert kind="warning">{t('not_enough_text')}</Alert>
      {offers.map((offer) => (
        <Rows key={offer.quoteId}>
          <Row label={t('row_need')}>
            {offer.network === undefined
              ? moneyText(offer.money, ui)
              : t('option', moneyText(offer.money, ui), offer.network.name)}
          </Row>
          <Row label={t('row_purse')}>
            {offer.balance === undefined
              ? t('balance_unknown')
              : moneyText({ ...offer.money, amount: offer.balance }, ui)}
          </Row>
        </Rows>
      ))}
      <section class="top-up">
        {first?.network !== undefined && (
          <p>{t('top_up', first.money.currency, first.network.name)}</p>
        )}
        <Qr text={address} />
        <Address address={address} whole />
      </section>
      <Details request={request} />
      <Block request={request} act={act} />
      <Buttons>
        <Dismiss request={request} tabId={tabId} act={act} />
        <Button act="refresh" primary onClick={() => void refresh()}>
          {t('check_again')}
        </Button>
      </Buttons>
    </>
  );
}
