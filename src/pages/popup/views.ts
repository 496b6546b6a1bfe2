import { type ComponentChild, createElement, type FunctionComponent } from 'preact';
import type { PopupState, RequestView } from '../../messages/index.ts';
import { type Lazy, lazy } from '../shared/lazy.tsx';
import type { PopupAct } from './actions.ts';
import { payable } from './parts/offers/offers.ts';
import { Offers } from './states/Offers.tsx';

const Blocked = lazy(async () => (await import('./states/Blocked.tsx')).Blocked);
const CannotPay = lazy(async () => (await import('./states/CannotPay.tsx')).CannotPay);
const UnderWay = lazy(async () => (await import('./states/UnderWay.tsx')).UnderWay);
const NoWallet = lazy(async () => (await import('./states/NoWallet.tsx')).NoWallet);

type Kind = PopupState['kind'];

/** What the view of a state is given: the state's own members, and what its buttons do. */
type PropsOf<K extends Kind> = Extract<PopupState, { kind: K }> & { readonly act: PopupAct };

/** What each state is drawn with. The view of a price is there at once; the others are fetched. */
const VIEWS: {
  readonly [K in Kind]: FunctionComponent<PropsOf<K>> & Partial<Pick<Lazy<never>, 'load'>>;
} = {
  nothing: lazy(async () => (await import('./states/Nothing.tsx')).Nothing),
  skipped: lazy(async () => (await import('./states/Skipped.tsx')).Skipped),
  'no-access': lazy(async () => (await import('./states/NoAccess.tsx')).NoAccess),
  'no-purse': NoWallet,
  'no-lightning': NoWallet,
  'no-ecash': NoWallet,
  pass: lazy(async () => (await import('./states/Pass.tsx')).Pass),
  locked: lazy(async () => (await import('./states/Locked.tsx')).Locked),
  offers: Offers,
  'not-enough': lazy(async () => (await import('./states/NotEnough.tsx')).NotEnough),
  'over-limit': lazy(async () => (await import('./states/OverLimit.tsx')).OverLimit),
  expired: lazy(async () => (await import('./states/Expired.tsx')).Expired),
  'cannot-pay': CannotPay,
  broken: CannotPay,
  paying: UnderWay,
  opening: UnderWay,
  armed: lazy(async () => (await import('./states/Armed.tsx')).Armed),
  elsewhere: lazy(async () => (await import('./states/Elsewhere.tsx')).Elsewhere),
  receipt: lazy(async () => (await import('./states/Receipt.tsx')).Receipt),
  refused: lazy(async () => (await import('./states/Refused.tsx')).Refused),
  unknown: lazy(async () => (await import('./states/Unknown.tsx')).Unknown),
  unsent: lazy(async () => (await import('./states/Unsent.tsx')).Unsent),
};

/** Whether a state's site is blocked, and could be paid otherwise: then that is drawn instead of the price. */
function isBlocked(state: PopupState): state is Extract<PopupState, { request: RequestView }> {
  return 'request' in state && state.request.blocked && payable(state.request).length > 0;
}

/** The view of a state, with what its buttons do. */
export function drawState<K extends Kind>(
  state: Extract<PopupState, { kind: K }>,
  act: PopupAct,
): ComponentChild {
  if (isBlocked(state)) {
    return createElement(Blocked, { request: state.request, tabId: state.tabId, act });
  }
  const view: FunctionComponent<PropsOf<K>> = VIEWS[state.kind as K];
  return createElement(view, { ...state, act });
}

/** Fetches the view of a state, so that it appears whole. */
export async function prepare(state: PopupState): Promise<void> {
  await (isBlocked(state) ? Blocked : VIEWS[state.kind]).load?.();
}
