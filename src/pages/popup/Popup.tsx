import { useState } from 'preact/hooks';
import type { PopupState } from '../../messages/index.ts';
import { ConsentChanged } from '../shared/ConsentChanged.tsx';
import { type Ui, UiProvider } from '../shared/ui.ts';
import type { PopupAct } from './act.ts';
import { JustBlockedProvider } from './parts/just-blocked.ts';
import { OthersProvider } from './parts/Others.tsx';
import { payable } from './parts/offers.ts';
import { type Opening, OpeningProvider } from './parts/opening.ts';
import { Received } from './parts/Received.tsx';
import { TopBar } from './parts/TopBar.tsx';
import { Locked } from './states/Locked.tsx';
import { Nothing } from './states/Nothing.tsx';
import { Offers } from './states/Offers.tsx';
import { UnderWay } from './states/UnderWay.tsx';
import {
  Blocked,
  CannotPay,
  Elsewhere,
  Expired,
  NoAccess,
  NotEnough,
  NoWallet,
  OverLimit,
  Pass,
  Receipt,
  Refused,
  Skipped,
  Unknown,
  Unsent,
} from './views.ts';

export type PopupProps = {
  readonly state: PopupState;
  readonly ui: Ui;
  readonly act: PopupAct;
  readonly opening: Opening;
};

/** The popup: a function of one state. */
export function Popup({ state, ui, act, opening }: PopupProps) {
  const [blocked, note] = useState<string>();
  return (
    <UiProvider value={ui}>
      <TopBar act={act} />
      <Received state={state} />
      <main
        key={viewOf(state)}
        data-state={state.kind}
        aria-busy={ui.busy === undefined ? undefined : 'true'}
      >
        {state.consentChanged === true && <ConsentChanged />}
        <OthersProvider value={{ others: state.others, act }}>
          <OpeningProvider value={opening}>
            <JustBlockedProvider value={{ origin: blocked, note }}>
              <View state={state} act={act} />
            </JustBlockedProvider>
          </OpeningProvider>
        </OthersProvider>
      </main>
    </UiProvider>
  );
}

/** A new view takes the focus to its heading; a view that only changed leaves it where it is. */
function viewOf(state: PopupState): string {
  if ('request' in state) {
    return `${state.kind} ${state.request.seenId} ${state.request.blocked}`;
  }
  if ('payment' in state) return `${state.kind} ${state.payment.id}`;
  return state.kind;
}

function View({ state, act }: { state: PopupState; act: PopupAct }) {
  if ('request' in state && state.request.blocked && payable(state.request).length > 0) {
    return <Blocked request={state.request} tabId={state.tabId} act={act} />;
  }
  switch (state.kind) {
    case 'nothing':
      return <Nothing known={state.known} tabId={state.tabId} />;
    case 'skipped':
      return <Skipped skipped={state.skipped} tabId={state.tabId} />;
    case 'no-access':
      return <NoAccess act={act} />;
    case 'no-purse':
    case 'no-lightning':
    case 'no-ecash':
      return <NoWallet lacks={state.kind} request={state.request} tabId={state.tabId} act={act} />;
    case 'pass':
      return <Pass request={state.request} tabId={state.tabId} act={act} />;
    case 'locked':
      return <Locked request={state.request} tabId={state.tabId} act={act} />;
    case 'offers':
      return <Offers request={state.request} tabId={state.tabId} act={act} />;
    case 'not-enough':
      return (
        <NotEnough request={state.request} address={state.address} tabId={state.tabId} act={act} />
      );
    case 'over-limit':
      return <OverLimit request={state.request} tabId={state.tabId} act={act} />;
    case 'expired':
      return <Expired request={state.request} tabId={state.tabId} />;
    case 'cannot-pay':
    case 'broken':
      return <CannotPay request={state.request} tabId={state.tabId} act={act} />;
    case 'paying':
    case 'opening':
      return <UnderWay payment={state.payment} opening={state.kind === 'opening'} />;
    case 'elsewhere':
      return <Elsewhere payment={state.payment} act={act} />;
    case 'receipt':
      return <Receipt payment={state.payment} tabId={state.tabId} act={act} />;
    case 'refused':
      return <Refused payment={state.payment} next={state.next} tabId={state.tabId} act={act} />;
    case 'unknown':
      return <Unknown payment={state.payment} act={act} />;
    case 'unsent':
      return <Unsent payment={state.payment} />;
  }
}
