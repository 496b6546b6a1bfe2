import type { RequestView } from '../../../messages/index.ts';
import { Address } from '../../shared/display/Address.tsx';
import { Collapsible } from '../../shared/display/Collapsible.tsx';
import { Qr } from '../../shared/display/Qr.tsx';
import { Row, Rows } from '../../shared/display/Rows.tsx';
import { moneyText } from '../../shared/format/money.ts';
import { walletText } from '../../shared/format/wallets.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { type Ui, useUi } from '../../shared/ui.ts';
import { type PopupAct, sectionOf } from '../actions.ts';
import { Details } from '../parts/details/Details.tsx';
import { useBalanceCheck } from '../parts/offers/balance-check.ts';
import { Options } from '../parts/offers/Options.tsx';
import { type PricedOffer, payable } from '../parts/offers/offers.ts';
import { Block } from '../parts/request/Block.tsx';
import { Button, Buttons, LinkButton } from '../parts/request/Buttons.tsx';
import { Dismiss } from '../parts/request/Dismiss.tsx';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { WalletRow } from '../parts/rows/WalletRow.tsx';

/** What is needed, what is there, and how to get more. There is no Pay here, not even a grey one. */
export function NotEnough(props: {
  request: RequestView;
  address?: string;
  tabId: number;
  act: PopupAct;
}) {
  const ui = useUi();
  const { t } = ui;
  const { request, address, tabId, act } = props;
  const short = payable(request).filter(({ wallet }) => wallet !== undefined);
  const others = request.offers.filter((offer) => !short.some((each) => each === offer));
  const [first] = short;
  const topUp = short.find(({ wallet }) => wallet?.texts.topUp !== undefined)?.wallet;
  const { check, press } = useBalanceCheck(act, request.seenId);
  return (
    <>
      <RequestHeading request={request} />
      <Amount money={first?.money} network={first?.network} />
      <Alert kind="warning">
        {first === undefined ? t('not_enough_text') : shortText(short, ui)}
      </Alert>
      {short.map((offer) => (
        <Rows key={offer.quoteId}>
          <Row label={t('row_need')}>
            {offer.network === undefined
              ? moneyText(offer.money, ui)
              : t('option', moneyText(offer.money, ui), offer.network.name)}
          </Row>
          {offer.wallet !== undefined && <WalletRow offer={offer} wallet={offer.wallet} />}
        </Rows>
      ))}
      <Options offers={others} />
      {address !== undefined && (
        <section class="top-up">
          {first?.network !== undefined && (
            <p>{t('top_up', first.money.currency, first.network.name)}</p>
          )}
          <Address address={address} whole />
          <Collapsible summary={t('show_qr')}>{() => <Qr text={address} />}</Collapsible>
        </section>
      )}
      <p class="status muted" role="status">
        {t(`check_${check}`)}
      </p>
      <Details request={request} />
      <Block request={request} />
      <Buttons
        more={
          topUp?.texts.topUp !== undefined &&
          topUp.settings !== undefined && (
            <LinkButton
              act={`fund-${topUp.id}`}
              onClick={() => act.openSettings(sectionOf(topUp.settings ?? ''))}
            >
              {t(walletText(topUp.texts.topUp))}
            </LinkButton>
          )
        }
      >
        <Dismiss request={request} tabId={tabId} act={act} />
        <Button act="refresh" primary onClick={press}>
          {t('check_again')}
        </Button>
      </Buttons>
    </>
  );
}

/** Which wallet holds too little, and what helps. */
function shortText(offers: readonly PricedOffer[], ui: Ui): string {
  const ids = new Set(offers.map(({ wallet }) => wallet?.id));
  if (ids.size > 1) return ui.t('not_enough_any');
  const [offer] = offers;
  const text = walletText(offer?.wallet?.texts.notEnough ?? 'not_enough_text');
  return ui.t(text, ...held(offer, ui));
}

/** The wallet's name, and what it holds. */
function held(offer: PricedOffer | undefined, ui: Ui): [name: string, balance: string] {
  const wallet = offer?.wallet;
  const name = wallet?.name ?? ui.t(walletText(wallet?.texts.name ?? 'row_wallet'));
  if (offer?.balance === undefined) return [name, ui.t('balance_unknown')];
  return [name, moneyText({ ...offer.money, amount: offer.balance }, ui)];
}
