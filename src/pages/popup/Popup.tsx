import type { PopupState } from '../../messages/index.ts';
import { type Ui, UiProvider } from '../shared/ui.ts';
import type { PopupAct } from './actions.ts';
import { Received } from './parts/payment/Received.tsx';
import type { Opening } from './parts/press/opening.ts';
import { TopBar } from './parts/request/TopBar.tsx';
import { Sheet } from './Sheet.tsx';

export type PopupProps = {
  readonly state: PopupState;
  readonly ui: Ui;
  readonly act: PopupAct;
  readonly opening: Opening;
};

/** The popup: a function of one state. */
export function Popup({ state, ui, act, opening }: PopupProps) {
  return (
    <UiProvider value={ui}>
      <TopBar act={act} />
      <Received state={state} />
      <Sheet state={state} act={act} opening={opening} />
    </UiProvider>
  );
}
