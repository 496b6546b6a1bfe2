import { hasOwnClient, hasOwnForm } from '../../../content/own-form.ts';
import { intentOf, type Payment, summaryOf } from '../../../core/payment/index.ts';
import { withoutFragment } from '../../../core/web/http.ts';
import { originOf } from '../../../core/web/origin.ts';
import type { PaymentView, PopupState, RequestView } from '../../../messages/index.ts';
import type { Context } from '../../context.ts';
import { inFront } from '../../offers/in-front.ts';
import { coveredOf, pageWalletsOf, payersOf } from '../../offers/payers.ts';
import { quotesToDraw } from '../../offers/priced-quotes.ts';
import { isThere } from '../../payments/target.ts';
import { askingOf } from '../../requests/auto-pay.ts';
import { passFor, passRefused } from '../../requests/use-pass.ts';
import type { Seen, TabRecord } from '../../stores/tab-store.ts';
import { isLocked, purseOf } from '../../wallets/wallet-state.ts';
import { boughtOf } from './bought.ts';
import { knowledgeOf, paymentOfPage } from './page.ts';
import { passOf } from './pass.ts';
import { paymentOf } from './payment.ts';
import { factsOf, otherOf, requestOf, waitingOf } from './request.ts';
import { whyAsked } from './why-asked.ts';

type Drawn = PopupState extends infer State
  ? State extends unknown
    ? Omit<State, 'tabId' | 'others' | 'consentChanged' | 'notices'>
    : never
  : never;

/**
 * What the popup draws for a tab. A payment that has not come to rest goes before any price: the user is
 * not asked to pay for what is being paid for.
 */
export async function popupState(
  context: Context,
  tabId: number,
  wanted?: string,
): Promise<PopupState> {
  const tab = await context.tabs.get(tabId);
  const asking = tab.seen.filter(({ skipped }) => skipped !== true);
  const seen = tab.seen.find(({ id }) => id === wanted) ?? (await inFront(context, asking));
  const front = seen ?? (await inFront(context, tab.seen));
  // What was answered with "Not now" is out of the way while something else asks.
  const listed = seen === undefined ? tab.seen : asking;
  // One that was chosen and has gone since (the page was loaded anew) is no choice of the next one.
  const chosen = seen !== undefined && seen.id === wanted;
  const own = tab.payment === undefined ? undefined : await context.journal.get(tab.payment);
  const behind =
    own !== undefined && wanted !== own.id && (await isLeftBehind(context, tab, own, tabId));
  const [drawn, { changed }, notices] = await Promise.all([
    draw(context, tabId, tab, { seen, chosen, own: behind ? undefined : own }),
    context.consents.shown(),
    context.notices.list(),
  ]);
  const shown = (other: Seen) =>
    'payment' in drawn ? intentOf(other.response) === intentOf(drawn.payment) : other === front;
  const others = listed.filter((other) => !shown(other)).map((other) => otherOf(context, other));
  const isDrawn = 'payment' in drawn && drawn.payment.id === own?.id;
  return {
    tabId,
    others: behind && !isDrawn ? [...others, waitingOf(own)] : others,
    ...(changed ? { consentChanged: true } : {}),
    ...(notices.length === 0 ? {} : { notices }),
    ...drawn,
  } as PopupState;
}

/**
 * Whether a proof waits for a page that the tab has left for another site: what is asked there comes first. The page of
 * a frame that asked is known by what the tab showed then.
 */
async function isLeftBehind(
  { port }: Context,
  { paidOn }: TabRecord,
  payment: Payment,
  tabId: number,
): Promise<boolean> {
  if (payment.state !== 'armed') return false;
  if (paidOn !== undefined && originOf((await port.tabOf(tabId))?.url ?? '') === paidOn)
    return false;
  return payment.target.frameId !== 0 || !(await isThere(port, payment));
}

/** What a tab is drawn from: the 402 in front, whether the user chose it, and the payment that the tab shows. */
type Shown = {
  readonly seen: Seen | undefined;
  readonly chosen: boolean;
  readonly own: Payment | undefined;
};

async function draw(
  context: Context,
  tabId: number,
  tab: TabRecord,
  { seen, chosen, own }: Shown,
): Promise<Drawn> {
  const intent = seen && intentOf(seen.response);
  const live = intent === undefined ? undefined : await context.journal.live(intent);
  // A call that waits now is asked about before the receipt of the one that was paid before it.
  const isPast = own?.state === 'settled' && seen !== undefined && context.calls.isWaiting(seen);
  const isShown = !isPast && (!chosen || (own !== undefined && intent === intentOf(own.quote)));
  const mine = isShown ? own : undefined;
  const unknown = tab.seen.length === 0 && own === undefined;
  const payment = live ?? mine ?? (unknown ? await paymentOfPage(context, tabId) : undefined);
  const request = async () => {
    if (seen === undefined) return undefined;
    const quotes = await quotesToDraw(context, seen);
    const [payers, pageWallets, pass, refused, facts, bought, settings, asking, ownForm] =
      await Promise.all([
        payersOf(context, quotes),
        pageWalletsOf(context, seen, quotes),
        passFor(context, seen),
        passRefused(context, seen),
        factsOf(context, quotes),
        boughtOf(context, seen),
        context.settings(),
        askingOf(context, seen),
        paysItself(context, seen),
      ]);
    const { grants } = settings;
    const covered = coveredOf(quotes, payers);
    const why = whyAsked(seen, quotes, covered, grants, facts, asking, context.now());
    return requestOf(context, seen, {
      quotes,
      payers,
      pageWallets,
      ...(pass === undefined ? {} : { pass: passOf(context, pass) }),
      ...(refused === undefined ? {} : { passRefused: passOf(context, refused) }),
      ...(bought === undefined ? {} : { bought }),
      ...(ownForm ? { ownForm } : {}),
      ...(why === undefined ? {} : { whyAsked: why }),
      facts,
      settings,
    });
  };
  if (payment !== undefined) {
    const elsewhere = payment.id !== tab.payment && (await isElsewhere(context, payment, tabId));
    const { grants } = await context.settings();
    const pass = await context.passes.byId(payment.id);
    const next = await request();
    const preimage = await context.passes.preimage(payment.id);
    const now = await atRest(context, payment);
    const view = paymentOf(context, now, grants, pass, preimage);
    return drawPayment(context, now, view, elsewhere, next);
  }
  const view = await request();
  if (view === undefined || seen === undefined) {
    const skipped = await inFront(context, tab.seen);
    return skipped === undefined
      ? { kind: 'nothing', known: await knowledgeOf(context, tabId) }
      : { kind: 'skipped', skipped: otherOf(context, skipped) };
  }
  return drawRequest(context, view, context.readings.of(seen.response).problems.length > 0);
}

/** Whether what asked seems to pay by itself: the page by a form of its own, or its scripts by a client's code. */
async function paysItself({ port }: Context, { tabId, frameId, type }: Seen): Promise<boolean> {
  if (type === 'main_frame') return (await port.runInFrame(tabId, 0, hasOwnForm)) === true;
  if (type !== 'xmlhttprequest') return false;
  return (await port.runInFrame(tabId, frameId, hasOwnClient)) === true;
}

/**
 * The payment, read once more when nothing is moving it on: what has ended while the rest was being read would
 * else be drawn as one whose end is not known.
 */
async function atRest(context: Context, payment: Payment): Promise<Payment> {
  return isMoving(context, payment)
    ? payment
    : ((await context.journal.get(payment.id)) ?? payment);
}

function isMoving({ payments, port }: Context, { id, ending }: Payment): boolean {
  const isHeld = port.isAttached(id) || port.isDownloading(id);
  return payments.isMoving(id) || isHeld || ending?.kind === 'pending';
}

/** Another tab is on it. A tab that is closed, or that a restarted browser numbered alike, is not. */
async function isElsewhere(
  { payments, port }: Context,
  { id, target, quote }: Payment,
  tabId?: number,
): Promise<boolean> {
  if (target.tabId === tabId) return false;
  if (payments.isMoving(id)) return true;
  const other = await port.tabOf(target.tabId);
  if (other !== undefined && port.isAttached(id)) return true;
  return other?.url !== undefined && withoutFragment(other.url) === quote.url;
}

function drawPayment(
  context: Context,
  payment: Payment,
  view: PaymentView,
  elsewhere: boolean,
  next: RequestView | undefined,
): Drawn {
  const { kind, underWay } = summaryOf(payment, context.now());
  if (elsewhere && underWay) return { kind: 'elsewhere', payment: view };
  // The proof is there and is being sent just now: nothing waits for a press.
  if (kind === 'unsent' && context.payments.isMoving(payment.id)) {
    return { kind: 'paying', payment: view };
  }
  // Sent by hand, or in an earlier life of the worker: no answer will come by here.
  if (kind === 'opening' && !isMoving(context, payment)) return { kind: 'unknown', payment: view };
  return kind === 'refused' && next !== undefined
    ? { kind, payment: view, next }
    : { kind, payment: view };
}

/** What the user has to set up, by what the first payable offer asks for. */
const LACKING = { eip3009: 'no-purse', lightning: 'no-lightning', ecash: 'no-ecash' } as const;

function lacking({ offers }: RequestView): 'no-purse' | 'no-lightning' | 'no-ecash' {
  const first = offers.find(({ payable }) => payable);
  return first?.rail === undefined ? 'no-purse' : LACKING[first.rail];
}

async function drawRequest(
  context: Context,
  request: RequestView,
  broken: boolean,
): Promise<Drawn> {
  const payable = request.offers.filter((offer) => offer.payable);
  if (payable.length === 0) {
    const explained = request.offers.length + request.notices.length > 0;
    // Where the body may say more, a broken header is not the last word.
    const isBroken = broken && !explained && !request.mayRefetch;
    return { kind: isBroken ? 'broken' : 'cannot-pay', request };
  }
  const now = context.now();
  const [purse, locked] = await Promise.all([purseOf(context), isLocked(context)]);
  if (payable.every(({ expiresAt }) => expiresAt !== undefined && expiresAt <= now)) {
    return { kind: 'expired', request };
  }
  if (request.pass !== undefined) {
    return { kind: locked ? 'locked' : 'pass', request };
  }
  const served = payable.filter(({ wallet }) => wallet !== undefined);
  const byPage = payable.some(({ pageWallet }) => pageWallet !== undefined);
  if (served.length === 0 && !byPage) {
    const off = await context.policies.isSetUpOff(payable[0]?.rail ?? 'eip3009');
    return { kind: lacking(request), request, ...(off ? { off } : {}) };
  }
  const short = served.every(
    ({ balance, money, extra, short: known }) =>
      known === true ||
      (extra === undefined &&
        balance !== undefined &&
        money !== undefined &&
        BigInt(balance) < BigInt(money.amount)),
  );
  if (short && !byPage) {
    return purse.state === 'none' || served.every(({ wallet }) => wallet?.id !== context.purse.id)
      ? { kind: 'not-enough', request }
      : { kind: 'not-enough', request, address: purse.address };
  }
  if (payable.every(({ over }) => over !== undefined)) return { kind: 'over-limit', request };
  // What only the page's own wallet pays needs nothing of ours unlocked, nor does practice.
  const isOurs = served.some(({ wallet }) => wallet?.practice !== true);
  return { kind: locked && isOurs ? 'locked' : 'offers', request };
}
