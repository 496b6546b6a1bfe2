import { FareboxError } from '../../core/errors.ts';
import { networkById } from '../../core/money/networks.ts';
import type { Payment, PaymentEvent } from '../../core/payment/index.ts';
import type { NetworkSetting, PaymentView } from '../../messages/index.ts';
import { showButton } from '../button/show-button.ts';
import type { Context } from '../context.ts';
import { networkOf } from '../offers/money.ts';
import { askBalances } from '../offers/payers.ts';
import { show402 } from '../offers/quotes.ts';
import { setSkipped } from '../offers/skipped.ts';
import { approve } from '../requests/approve.ts';
import { holdCalls, letCallsGo } from '../requests/hold-calls.ts';
import { lookAtTab } from '../requests/look-at-page.ts';
import { readUnfinished } from '../requests/page-loaded.ts';
import { refetch } from '../requests/refetch.ts';
import { restartAutoLock } from '../wallets/auto-lock.ts';
import { PURSE_ASSETS } from '../wallets/purse-balances.ts';
import {
  block,
  changeSettings,
  grantAgain,
  grantAutoPay,
  revokeAutoPay,
} from './auto-pay-grants.ts';
import { backupHandlers } from './backup-commands.ts';
import { exchangeHandlers } from './exchange-commands.ts';
import type { Handlers } from './handlers.ts';
import { historyHandlers } from './history-commands.ts';
import { purseHandlers } from './purse-commands.ts';
import { homeOf } from './views/home/home.ts';
import { spendingOf } from './views/home/spending.ts';
import { paymentOf } from './views/payment.ts';
import { popupState } from './views/popup.ts';
import { organisationOf } from './views/settings/organisation.ts';
import { walletHandlers } from './wallet-commands.ts';

/** One handler a command. What a page may do is this list and nothing else. */
export const handlers: Handlers = {
  ...purseHandlers,
  ...walletHandlers,
  ...exchangeHandlers,
  ...backupHandlers,
  'popup.state': (context, { tabId, seenId }) => {
    void readUnfinished(context, tabId);
    void lookAtTab(context, tabId);
    return popupState(context, tabId, seenId);
  },
  'home.get': (context, { tabId }) => homeOf(context, tabId),
  'popup.opened': async (context, { tabId }) => ({
    byItself: context.popups.wasOpenedByItself(tabId, context.now()),
  }),
  pay: async (context, { quoteId, hash, wallet, download }) => {
    if (download === true) await checkDownload(context);
    const paid = await approve(context, quoteId, hash, { wanted: wallet, download });
    await restartAutoLock(context);
    return view(context, paid);
  },
  dismiss: async (context, { tabId, seenId }) => {
    const { seen } = await context.tabs.get(tabId);
    const refused = seen.find(({ id }) => id === seenId);
    await context.popupCooldown.answered(tabId);
    if (refused !== undefined) {
      context.calls.refuse(refused);
      await context.popupCooldown.dismissed(refused.response.url);
    }
    await setSkipped(context, tabId, seenId, true);
    await showButton(context.port, tabId, { kind: 'nothing' });
    return null;
  },
  'dismiss.undo': async (context, { tabId, seenId }) => {
    const seen = await setSkipped(context, tabId, seenId, false);
    if (seen === undefined) throw new FareboxError('error_quote_gone');
    await show402(context, seen);
    return null;
  },
  'balance.check': async (context, { tabId, seenId }) => {
    const { seen } = await context.tabs.get(tabId);
    const wanted = seen.find(({ id }) => id === seenId);
    if (wanted === undefined) throw new FareboxError('error_quote_gone');
    return { answered: await askBalances(context, wanted) };
  },
  refetch: async (context, { tabId, seenId }) => {
    await refetch(context, tabId, seenId, 'press');
    return null;
  },
  reload: async ({ port }, { tabId }) => {
    await port.reload(tabId);
    return null;
  },
  back: async ({ port }, { tabId }) => {
    await port.goBack(tabId);
    return null;
  },
  'payment.send': (context, { paymentId }) => {
    const attached = context.port.isAttached(paymentId);
    return press(context, paymentId, { type: 'sendPressed', attached });
  },
  'payment.reload': (context, { paymentId }) =>
    press(context, paymentId, { type: 'reloadPressed' }),
  'payment.takeDown': (context, { paymentId }) =>
    press(context, paymentId, { type: 'takeDownPressed' }),
  'payment.download': async (context, { paymentId }) => {
    await checkDownload(context);
    return press(context, paymentId, { type: 'downloadPressed' });
  },
  'payment.check': (context, { paymentId }) => press(context, paymentId, { type: 'checkPressed' }),
  'payment.takeBack': (context, { paymentId }) =>
    press(context, paymentId, { type: 'takeBackPressed' }),
  'payment.close': (context, { paymentId }) => press(context, paymentId, { type: 'givenUp' }),
  'payment.proof': async (context, { paymentId }) => {
    // Once it is on the clipboard it may be on its way.
    const { proof } = await context.payments.press(paymentId, { type: 'proofCopied' });
    return { headers: (proof?.headers ?? []).map(([name, value]) => [name, value]) };
  },
  'payment.seen': async (context, { paymentId }) => {
    const { target } = await paymentById(context, paymentId);
    // What went wrong at this site has been read: it may be paid without asking again, where that is allowed.
    await context.payments.tell(paymentId, { type: 'looked' });
    await context.tabs.change(target.tabId, (tab) => {
      const { payment, ...rest } = tab;
      return payment === paymentId ? rest : tab;
    });
    return null;
  },
  'payment.showTab': async (context, { paymentId }) => {
    const { target } = await paymentById(context, paymentId);
    if (!(await context.port.showTab(target.tabId))) throw new FareboxError('error_tab_gone');
    return null;
  },
  ...historyHandlers,
  'spending.get': spendingOf,
  'auto-pay.grant': grantAutoPay,
  'auto-pay.again': grantAgain,
  'notices.read': async (context) => {
    await context.notices.read();
    context.changed();
    return null;
  },
  'consent.read': async (context) => {
    await context.consents.read();
    context.changed();
    return null;
  },
  'auto-pay.revoke': (context, { origin }) => revokeAutoPay(context, origin),
  block: (context, { origin }) => block(context, origin, true),
  unblock: (context, { origin }) => block(context, origin, false),
  'calls.hold': holdCalls,
  'calls.letGo': (context, { origin }) => letCallsGo(context, origin),
  'settings.get': async (context) => {
    const settings = await context.settings();
    const { changed } = await context.consents.shown();
    const organisation = organisationOf(settings.policy);
    const networks = [...new Set(PURSE_ASSETS.map(({ network }) => network))];
    return {
      settings,
      consentChanged: changed,
      ...(organisation === undefined ? {} : { organisation }),
      notices: await context.notices.list(),
      networks: networks.map((id): NetworkSetting => {
        const own = settings.rpc[id];
        const ours = networkById(id)?.rpc;
        return {
          network: networkOf(id),
          ...(ours === undefined ? {} : { defaultRpc: ours }),
          ...(own === undefined ? {} : { rpc: own }),
        };
      }),
    };
  },
  'settings.set': async (context, change) => {
    const settings = await changeSettings(context, change);
    context.balances.forget();
    await restartAutoLock(context);
    context.changed();
    return settings;
  },
};

/** Throws `error_download` where the user has not let Farebox save files. */
async function checkDownload({ port }: Context): Promise<void> {
  if (!(await port.mayDownload())) throw new FareboxError('error_download');
}

async function press(context: Context, id: string, event: PaymentEvent): Promise<PaymentView> {
  return view(context, await context.payments.press(id, event));
}

async function view(context: Context, payment: Payment): Promise<PaymentView> {
  context.changed();
  const { grants } = await context.settings();
  const pass = await context.passes.byId(payment.id);
  const preimage = await context.passes.preimage(payment.id);
  return paymentOf(context, payment, grants, pass, preimage);
}

async function paymentById(context: Context, id: string): Promise<Payment> {
  const payment = await context.journal.get(id);
  if (payment === undefined) throw new FareboxError('error_quote_gone');
  return payment;
}
