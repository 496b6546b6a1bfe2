import type { HomeView, OtherRequest } from '../../../messages/index.ts';
import { TestMoney } from '../../shared/display/TestMoney.tsx';
import { moneyText } from '../../shared/format/money.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Home, HomeLinks } from '../parts/home/Home.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Heading } from '../parts/request/Heading.tsx';

/** "Not now" was pressed: what was skipped, and the way back to it. */
export function Skipped(props: {
  skipped: OtherRequest;
  home?: HomeView;
  tabId: number;
  act: PopupAct;
}) {
  const ui = useUi();
  const { t, run } = ui;
  const { skipped, home, tabId, act } = props;
  const { money, seenId, testnet } = skipped;
  return (
    <>
      <Heading>
        {money === undefined ? t('skipped_request') : t('skipped_money', moneyText(money, ui))}{' '}
        <TestMoney of={{ testnet: testnet === true }} />
      </Heading>
      <p class="muted">{t('skipped_text')}</p>
      <Home home={home} act={act} />
      <Buttons more={<HomeLinks act={act} />}>
        <Button
          act="show-again"
          primary
          onClick={() => void run('dismiss.undo', { tabId, seenId })}
        >
          {t('show_again')}
        </Button>
      </Buttons>
    </>
  );
}
