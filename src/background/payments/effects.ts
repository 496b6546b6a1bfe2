import { setAgain } from '../../content/set-again.ts';
import {
  checkSendable,
  type Effect,
  type EffectType,
  isOfPage,
  type Made,
  mayLookUp,
  type Payment,
  type PaymentEvent,
  type Target,
} from '../../core/payment/index.ts';
import { originOf } from '../../core/web/origin.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';
import type { Protocols } from '../../protocols/registry.ts';
import type { Wallet } from '../../wallets/wallet.ts';
import { showPayment } from '../button/show-button.ts';
import type { HeldCalls } from '../stores/held-calls.ts';
import { attachmentOf } from '../stores/passes/pass-attachment.ts';
import type { Passes } from '../stores/passes/pass-store.ts';
import type { Tabs } from '../stores/tab-store.ts';
import { findTarget, isThere, loadTarget } from './target.ts';
import type { Timers } from './timers.ts';
import {
  askWallet,
  handlersOf,
  lookUp,
  paymentContext,
  prepareRequest,
  reasonOf,
} from './wallet-steps.ts';

/** What the effects act on. */
export type Deps = {
  readonly port: BrowserPort;
  readonly protocols: Protocols;
  readonly wallets: readonly Wallet[];
  readonly timers: Timers;
  readonly passes: Passes;
  readonly tabs: Tabs;
  /** The calls of pages that wait for their payment. */
  readonly calls: Pick<HeldCalls, 'nonceFor' | 'release'>;
  readonly balances: { forget(): void };
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** Tells open pages to draw again. */
  readonly changed: () => void;
  /** Takes in the ecash that answers gave back. Never throws. */
  takeInChange(paymentId: string): Promise<void>;
  /** Notes the payee of a payment that went well, at a site with auto-pay. */
  rememberPayee(payment: Payment): Promise<void>;
};

/** The record before and after the step that asked for an effect: a record that has ended holds no proof. */
export type Around = { readonly before: Payment; readonly after: Payment };

/** What an effect brings: the event that follows, and the error that its caller is told. */
export type Done = { readonly event?: PaymentEvent; readonly error?: unknown };

type Run<Type extends EffectType> = (
  deps: Deps,
  around: Around,
  effect: Extract<Effect, { type: Type }>,
) => unknown;

/** Whether a film or sound may come, whose player asks for its parts one by one. */
function mayPlay(payment: Payment): boolean {
  return payment.target.type === 'media' || isOfPage(payment);
}

/** Whether the browser holds a payment's proof, and no request has taken it along. */
function stillWaits(
  port: Pick<BrowserPort, 'isAttached' | 'mayHaveLeft'>,
  { id }: Payment,
): boolean {
  return port.isAttached(id) && !port.mayHaveLeft(id);
}

/** How each effect is done; some bring a `Done`. An effect is whatever stands here: tests kill the worker at every one of these. */
export const EFFECTS: { readonly [Type in EffectType]: Run<Type> } = {
  makeRequest: async (deps, { after }): Promise<Done | undefined> => {
    try {
      return { event: { type: 'requestMade', ...(await prepareRequest(deps, after)) } };
    } catch (error) {
      return { event: { type: 'requestFailed', ...reasonOf(error) }, error };
    }
  },
  askWallet: async (deps, { after }, { again }): Promise<Done | undefined> => {
    const wasThere = lookMeanwhile(deps, after);
    const { event, error } = await askWallet(deps, after, again);
    if ('type' in event) return { event, error };
    return paidWith(deps, after, event, await wasThere());
  },
  lookUp: async (deps, { after }, { by }): Promise<Done | undefined> => {
    let error: unknown;
    // A preimage is proof enough: no wallet's word stands against it.
    const asked = mayLookUp(after) ? lookUp(deps, after) : Promise.resolve('unknown' as const);
    const found = await asked.catch((failure: unknown) => {
      error = failure;
      return 'unknown' as const;
    });
    deps.balances.forget();
    if (typeof found !== 'string') return { event: { type: 'proofFound', by, ...found } };
    const loading = (await deps.port.tabOf(after.target.tabId))?.loading === true;
    return { event: { type: 'lookedUp', by, found, loading }, error };
  },
  findTarget: async (deps, { after }, { onlyThere }): Promise<Done | undefined> => {
    if (onlyThere && !(await isThere(deps.port, after))) return undefined;
    try {
      return { event: { type: 'sendProof', target: await targetOf(deps, after) } };
    } catch (error) {
      return { event: { type: 'attachFailed', noTab: true }, error };
    }
  },
  attach: async ({ port }, { after }): Promise<Done | undefined> => {
    const { id, target, quote, proof } = after;
    try {
      await port.attach({
        id,
        tabId: target.tabId,
        ...(target.worker === true ? { worker: true } : {}),
        type: target.type,
        method: quote.method,
        ...(target.initiator === undefined ? {} : { initiator: target.initiator }),
        url: quote.url,
        ...(target.call === undefined ? {} : { call: target.call }),
        headers: proof?.headers ?? [],
        ...(proof?.reusable === true && mayPlay(after) ? { stays: true } : {}),
      });
      return undefined;
    } catch (error) {
      return { event: { type: 'attachFailed' }, error };
    }
  },
  load: async ({ port }, { after }) => {
    // A page that loads itself has taken it along already: to load it again would cut off the answer.
    if (stillWaits(port, after)) await loadTarget(port, after);
  },
  download: async ({ port }, { after }): Promise<Done | undefined> => {
    const { id, quote, proof } = after;
    try {
      await port.download(id, quote.url, proof?.headers ?? []);
      return undefined;
    } catch (error) {
      return { event: { type: 'requestLost', error: String(error) }, error };
    }
  },
  setAgain: async ({ port }, { after }): Promise<Done | undefined> => {
    const { target, quote } = after;
    if (!stillWaits(port, after)) return undefined;
    const found = await port.runInFrames(target.tabId, setAgain, quote.url);
    return found.some((count) => count > 0) ? undefined : { event: { type: 'noElement' } };
  },
  release: ({ port, calls }, { after }) => {
    const { call } = after.target;
    if (call !== undefined && stillWaits(port, after)) calls.release(call);
  },
  detach: ({ port }, { after }) => port.detach(after.id),
  keepAttached: ({ port }, { after }) =>
    port.keepAttached(after.id, attachmentOf(after.id, after.target.tabId)),
  takeDown: async ({ port }, { after }): Promise<Done> => ({
    event: { type: 'armOver', mayHaveLeft: await port.takeDown(after.id) },
  }),
  disarm: ({ port }, { after }) => port.disarm(after.id),
  setTimer: ({ timers }, { after }, { timer, at }) => timers.set(timer, after.id, at),
  clearTimer: ({ timers }, { after }, { timer }) => timers.clear(timer, after.id),
  showInTab: async ({ port, tabs }, { after }) => {
    const { id, target, quote } = after;
    const about = isOfPage(after)
      ? { paidUrl: quote.url }
      : { paidOn: originOf((await port.tabOf(target.tabId))?.url ?? '') ?? '' };
    await tabs.change(target.tabId, (tab) => ({ ...tab, payment: id, ...about }));
  },
  keepPass: async ({ passes }, { before, after }, { good }) => {
    const proved = after.proof === undefined ? before : after;
    if (!good || (await passes.byId(after.id)) === undefined) await passes.keep(proved);
    if (good) await passes.change(after.id, { good: true });
  },
  keepPreimage: ({ passes }, { before, after }) =>
    passes.keepPreimage(after.paid?.preimage === undefined ? before : after),
  // Without it the site is asked for once more, and that is all.
  rememberPayee: ({ rememberPayee }, { after }) => rememberPayee(after).catch(() => undefined),
  takeBack: async (deps, { after }): Promise<Done | undefined> => {
    const { wallet } = handlersOf(deps, after);
    if (wallet.takeBack === undefined) return undefined;
    // A press may have attached it meanwhile: what the mint takes back must not leave.
    await deps.port.detach(after.id);
    try {
      return {
        event: { type: 'takenBack', result: await wallet.takeBack(paymentContext(after)) },
      };
    } catch (error) {
      return { error };
    }
  },
  takeInChange: ({ takeInChange }, { after }) => takeInChange(after.id),
  leaveRoom: ({ port }, { after }) => port.leaveRoom(after.id),
  badge: ({ port }, { after }, { badge }) => showPayment(port, after, badge),
  forgetBalances: ({ balances }) => balances.forget(),
  redraw: ({ changed }) => changed(),
};

/**
 * ms: how old a look at the tab may be when the proof is sent. A wallet that asks its user takes longer; then the tab is
 * looked at again.
 */
const BELIEVED = 100;

/** Looks at a payment's tab while its wallet signs. Resolves with whether it was there; false where the look is too old. */
function lookMeanwhile({ port, now }: Deps, payment: Payment): () => Promise<boolean> {
  const at = now();
  const looked = isThere(port, payment).catch(() => false);
  return async () => {
    const age = now() - at;
    return age >= 0 && age <= BELIEVED && looked;
  };
}

/** Where the proof goes: to the call that waits for it, if one does. */
async function targetOf({ port, calls }: Deps, payment: Payment, there = false): Promise<Target> {
  const { call: _, ...target } = await findTarget(port, payment, there);
  if (isOfPage(payment)) return target;
  const { url, method } = payment.quote;
  const { tabId, initiator = '', worker } = target;
  const frameId = worker === true ? undefined : target.frameId;
  const call = calls.nonceFor({ tabId, frameId, url, method, origin: originOf(initiator) });
  return call === undefined ? target : { ...target, call };
}

/** The wallet has paid: the proof goes at once where it can; where it cannot, it is kept, and the user is told why. */
async function paidWith(deps: Deps, payment: Payment, made: Made, there: boolean): Promise<Done> {
  let target: Target | undefined;
  let error: unknown;
  try {
    checkSendable({ ...payment, proof: made.proof } as Payment, deps.now());
    target = await targetOf(deps, payment, there);
  } catch (failure) {
    error = failure;
  }
  return {
    event: { type: 'walletPaid', ...made, ...(target === undefined ? {} : { target }) },
    error,
  };
}
