import { useState } from 'preact/hooks';
import type { PopupState } from '../../messages/index.ts';
import { PracticeNote } from '../shared/display/Practice.tsx';
import { ConsentChanged } from '../shared/notices/ConsentChanged.tsx';
import { StorageNotices } from '../shared/notices/StorageNotices.tsx';
import { useUi } from '../shared/ui.ts';
import type { PopupAct } from './actions.ts';
import { type Opening, OpeningProvider } from './parts/press/opening.ts';
import { JustBlockedProvider } from './parts/request/just-blocked.ts';
import { OthersProvider } from './parts/request/OtherRequests.tsx';
import { drawState } from './views.ts';

/** The consent sheet with one state in it. `as`: what it is in its page, of which it need not be the main part. */
export function Sheet(props: {
  state: PopupState;
  act: PopupAct;
  opening: Opening;
  as?: 'main' | 'section';
}) {
  const [blocked, note] = useState<string>();
  const { busy } = useUi();
  const { state, act, opening, as: Part = 'main' } = props;
  return (
    <Part
      key={viewOf(state)}
      class="sheet"
      data-state={state.kind}
      aria-busy={busy === undefined ? undefined : 'true'}
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
    </Part>
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
