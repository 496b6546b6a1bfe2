import { FareboxError } from '../core/errors.ts';
import { networkById } from '../core/networks.ts';
import type { Payment, PaymentEvent } from '../core/payment.ts';
import type { NetworkSetting, PaymentView } from '../messages/index.ts';
import { goBack, reload, setBadge, showTab } from '../platform/tabs.ts';
import { allow, allowAgain, block, changeSettings, disallow } from './allowances.ts';
import { approve } from './approve.ts';
import { readUnfinished } from './document.ts';
import { exported } from './export.ts';
import type { Farebox } from './farebox.ts';
import type { Handlers } from './handlers.ts';
import { keepOpen } from './lock.ts';
import { announce } from './offer.ts';
import { wasOpenedByItself } from './opening.ts';
import { takeInAllChange } from './payments/change.ts';
import { lookAtTab } from './payments/look-at-page.ts';
import { PURSE_ASSETS, purseBalances } from './purse-balances.ts';
import { refetch } from './refetch.ts';
import { setSkipped } from './skipped.ts';
import { networkOf } from './views/money.ts';
import { askBalances } from './views/payers.ts';
import { paymentOf } from './views/payment.ts';
import { popupState } from './views/popup.ts';
import { walletHandlers } from './wallet-commands.ts';

/** Payments of a page, where nothing else is asked for, and at most. */
const PAGE = 50;
const LONGEST_PAGE = 200;
/** Records of one part of the export: some 2 MB of text. */
const PART = 1_000;

/** One handler a command. What a page may do is this list and nothing else. */
export const handlers: Handlers = {
  ...walletHandlers,
  'popup.state': (farebox, { tabId, seenId }) => {
    void readUnfinished(farebox, tabId);
    void lookAtTab(farebox, tabId);
    return popupState(farebox, tabId, seenId);
  },
  'popup.opened': async (farebox, { tabId }) => ({
    byItself: wasOpenedByItself(tabId, farebox.now()),
  }),
  pay: async (farebox, { quoteId, hash, wallet }) => {
    const paid = await approve(farebox, quoteId, hash, { wanted: wallet });
    await keepOpen(farebox);
    return view(farebox, paid);
  },
  dismiss: async (farebox, { tabId, seenId }) => {
    const { seen } = await farebox.tabs.get(tabId);
    const refused = seen.find(({ id }) => id === seenId);
    await farebox.quiet.answered(tabId);
    if (refused !== undefined) await farebox.quiet.refused(refused.response.url);
    await setSkipped(farebox, tabId, seenId, true);
    await setBadge(tabId, '', '#57606a');
    return null;
  },
  'dismiss.undo': async (farebox, { tabId, seenId }) => {
    const seen = await setSkipped(farebox, tabId, seenId, false);
    if (seen === undefined) throw new FareboxError('error_quote_gone');
    await announce(farebox, seen);
    return null;
  },
  'balance.check': async (farebox, { tabId, seenId }) => {
    const { seen } = await farebox.tabs.get(tabId);
    const wanted = seen.find(({ id }) => id === seenId);
    if (wanted === undefined) throw new FareboxError('error_quote_gone');
    return { answered: await askBalances(farebox, wanted) };
  },
  refetch: async (farebox, { tabId, seenId }) => {
    await refetch(farebox, tabId, seenId, 'press');
    return null;
  },
  reload: async (_, { tabId }) => {
    await reload(tabId);
    return null;
  },
  back: async (_, { tabId }) => {
    await goBack(tabId);
    return null;
  },
  'payment.send': (farebox, { paymentId }) => press(farebox, paymentId, { type: 'sendPressed' }),
  'payment.check': (farebox, { paymentId }) => press(farebox, paymentId, { type: 'checkPressed' }),
  'payment.takeBack': (farebox, { paymentId }) =>
    press(farebox, paymentId, { type: 'takeBackPressed' }),
  'payment.close': (farebox, { paymentId }) => press(farebox, paymentId, { type: 'givenUp' }),
  'payment.proof': async (farebox, { paymentId }) => {
    // Once it is on the clipboard it may be on its way.
    const { proof } = await farebox.payments.press(paymentId, { type: 'proofCopied' });
    return { headers: (proof?.headers ?? []).map(([name, value]) => [name, value]) };
  },
  'payment.seen': async (farebox, { paymentId }) => {
    const { target } = await paymentById(farebox, paymentId);
    // What went wrong at this site has been read: it may be paid without asking again, where that is allowed.
    await farebox.payments.tell(paymentId, { type: 'looked' });
    await farebox.tabs.change(target.tabId, (tab) => {
      const { payment, ...rest } = tab;
      return payment === paymentId ? rest : tab;
    });
    return null;
  },
  'payment.showTab': async (farebox, { paymentId }) => {
    const { target } = await paymentById(farebox, paymentId);
    if (!(await showTab(target.tabId))) throw new FareboxError('error_tab_gone');
    return null;
  },
  'payment.list': async (farebox, filter) => {
    const { limit = PAGE, ...wanted } = filter ?? {};
    const [{ allowances }, { payments, ...next }, unreadable] = await Promise.all([
      farebox.settings(),
      farebox.journal.page({ ...wanted, limit: Math.max(1, Math.min(limit, LONGEST_PAGE)) }),
      farebox.journal.unreadable(),
    ]);
    const views = payments.map((payment) => paymentOf(payment, farebox.now(), allowances));
    return { payments: views, ...next, unreadable };
  },
  'payment.export': async (farebox, place) => {
    const { payments, ...next } = await farebox.journal.page({ ...place, limit: PART });
    return { json: JSON.stringify(payments.map(exported), null, 2), ...next };
  },
  'spending.get': async (farebox) => {
    const spent = await farebox.journal.spending();
    return {
      day: spent.day.toString(),
      month: spent.month.toString(),
      testDay: spent.testDay.toString(),
    };
  },
  allow,
  'allow.again': allowAgain,
  'consent.read': async (farebox) => {
    await farebox.consents.read();
    farebox.changed();
    return null;
  },
  disallow: (farebox, { origin }) => disallow(farebox, origin),
  block: (farebox, { origin }) => block(farebox, origin, true),
  unblock: (farebox, { origin }) => block(farebox, origin, false),
  'purse.get': (farebox) => farebox.purse.status(),
  'purse.create': (farebox, { passphrase }) => opened(farebox, farebox.purse.create(passphrase)),
  'purse.import': (farebox, { passphrase, privateKey }) =>
    opened(farebox, farebox.purse.import(passphrase, privateKey)),
  'purse.unlock': async (farebox, { passphrase }) => {
    const purse = await opened(farebox, farebox.purse.unlock(passphrase));
    void takeInAllChange(farebox);
    return purse;
  },
  'purse.lock': (farebox) => opened(farebox, farebox.purse.lock()),
  'purse.backup': async (farebox, { passphrase }) => ({
    privateKey: await farebox.purse.backup(passphrase),
  }),
  'purse.remove': async (farebox, { passphrase }) => {
    // Its key opens the safe: what rests there goes with it, and money must not.
    const { holdings, tokens, changes } = await farebox.ecash.shown();
    if (
      tokens.length > 0 ||
      changes.length > 0 ||
      holdings.some(({ amount, held }) => amount + held > 0n)
    ) {
      throw new FareboxError('error_ecash_held');
    }
    const removed = await opened(farebox, farebox.purse.remove(passphrase));
    await farebox.consents.forget();
    return removed;
  },
  'purse.balances': purseBalances,
  'settings.get': async (farebox) => {
    const settings = await farebox.settings();
    const { changed } = await farebox.consents.shown();
    const networks = [...new Set(PURSE_ASSETS.map(({ network }) => network))];
    return {
      settings,
      consentChanged: changed,
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
  'settings.set': async (farebox, change) => {
    const settings = await changeSettings(farebox, change);
    farebox.balances.forget();
    await keepOpen(farebox);
    farebox.changed();
    return settings;
  },
};

async function press(farebox: Farebox, id: string, event: PaymentEvent): Promise<PaymentView> {
  return view(farebox, await farebox.payments.press(id, event));
}

async function view(farebox: Farebox, payment: Payment): Promise<PaymentView> {
  farebox.changed();
  const { allowances } = await farebox.settings();
  const pass = await farebox.passes.byId(payment.id);
  const preimage = await farebox.passes.preimage(payment.id);
  return paymentOf(payment, farebox.now(), allowances, pass, preimage);
}

async function paymentById(farebox: Farebox, id: string): Promise<Payment> {
  const payment = await farebox.journal.get(id);
  if (payment === undefined) throw new FareboxError('error_quote_gone');
  return payment;
}

/** The purse is another than before: what is drawn of it, and when it locks itself, changes. */
async function opened<T>(farebox: Farebox, change: Promise<T>): Promise<T> {
  const status = await change;
  await keepOpen(farebox);
  farebox.balances.forget();
  farebox.changed();
  return status;
}
