import { useState } from 'preact/hooks';
import type { PopupState } from '../../messages/index.ts';
import { PracticeNote } from '../shared/display/Practice.tsx';
import { ConsentChanged } from '../shared/notices/ConsentChanged.tsx';
import { StorageNotices } from '../shared/notices/StorageNotices.tsx';
import { type Ui, UiProvider } from '../shared/ui.ts';
import type { PopupAct } from './actions.ts';
import { Received } from './parts/payment/Received.tsx';
import { type Opening, OpeningProvider } from './parts/press/opening.ts';
import { JustBlockedProvider } from './parts/request/just-blocked.ts';
import { OthersProvider } from './parts/request/OtherRequests.tsx';
import { TopBar } from './parts/request/TopBar.tsx';
import { drawState } from './views.ts';

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
        <StorageNotices notices={state.notices} />
        <PracticeNote state={state} />
        <OthersProvider value={{ others: state.others, act }}>
          <OpeningProvider value={opening}>
            <JustBlockedProvider value={{ origin: blocked, note }}>
              {drawState(state, act)}
            </JustBlockedProvider>
          </OpeningProvider>
        </OthersProvider>
      </main>
    </UiProvider>
  );
}

/**
 * A new view takes the focus to its heading; a view that only changed leaves it where it is, as one of a request that a
 * script makes again and again.
 */
function viewOf(state: PopupState): string {
  if ('request' in state) {
    const { what, method, site, path, blocked } = state.request;
    return [state.kind, what, method, site.origin, path, blocked].join(' ');
  }
  if ('payment' in state) return `${state.kind} ${state.payment.id}`;
  return state.kind;
}
