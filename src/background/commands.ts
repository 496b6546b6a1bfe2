import { FareboxError } from '../core/errors.ts';
import { spending } from '../core/limits.ts';
import { networkById } from '../core/networks.ts';
import type { Payment } from '../core/payment.ts';
import { usdValueOf } from '../core/usd-value.ts';
import type { NetworkSetting, PaymentView } from '../messages/index.ts';
import { setAlarm } from '../platform/alarms.ts';
import { goBack, reload, setBadge, showTab } from '../platform/tabs.ts';
import { allow, allowAgain, block, changeSettings, disallow } from './allowances.ts';
import { approve } from './approve.ts';
import { takeInAllChange } from './change.ts';
import { check } from './check.ts';
import { readUnfinished } from './document.ts';
import { exported } from './export.ts';
import type { Farebox } from './farebox.ts';
import type { Handlers } from './handlers.ts';
import { calendarOf } from './limits.ts';
import { keepOpen } from './lock.ts';
import { announce } from './offer.ts';
import { wasOpenedByItself } from './opening.ts';
import { pay } from './pay.ts';
import { PURSE_ASSETS, purseBalances } from './purse-balances.ts';
import { refetch } from './refetch.ts';
import { CHAIN_CLOCK, send, sendByPress } from './send.ts';
import { lookAtTab } from './settle.ts';
import { setSkipped } from './skipped.ts';
import { close, takeBack } from './take-back.ts';
import { exclusively } from './turns.ts';
import { networkOf } from './views/money.ts';
import { askBalances } from './views/payers.ts';
import { paymentOf } from './views/payment.ts';
import { popupState } from './views/popup.ts';
import { walletHandlers } from './wallet-commands.ts';

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
  pay: (farebox, { quoteId, hash, wallet }) =>
    exclusively(quoteId, async () => {
      const proved = await pay(farebox, await approve(farebox, quoteId, hash, undefined, wallet));
      if (proved.quote.method === 'GET') {
        const sent = await send(farebox, proved);
        await keepOpen(farebox);
        return view(farebox, sent);
      }
      await keepOpen(farebox);
      // Nothing of ours loads here; the tab shows what becomes of it all the same, and not the price anew.
      const { id, target } = proved;
      await farebox.tabs.change(target.tabId, (tab) => ({ ...tab, payment: id }));
      return view(farebox, proved);
    }),
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
  'payment.send': (farebox, { paymentId }) =>
    exclusively(paymentId, async () =>
      view(farebox, await sendByPress(farebox, await paymentById(farebox, paymentId))),
    ),
  'payment.check': (farebox, { paymentId }) =>
    exclusively(paymentId, async () => {
      const before = await paymentById(farebox, paymentId);
      const after = (await check(farebox, paymentId)) ?? before;
      // The wallet has paid after all: the press was for this page.
      const opens = before.state !== 'proved' && after.state === 'proved';
      return view(
        farebox,
        opens && after.quote.method === 'GET' ? await send(farebox, after) : after,
      );
    }),
  'payment.takeBack': (farebox, { paymentId }) =>
    exclusively(paymentId, async () => {
      const payment = await paymentById(farebox, paymentId);
      return view(farebox, (await takeBack(farebox, payment)) ?? payment);
    }),
  'payment.close': (farebox, { paymentId }) =>
    exclusively(paymentId, async () => {
      const payment = await paymentById(farebox, paymentId);
      return view(farebox, (await close(farebox, payment)) ?? payment);
    }),
  'payment.proof': (farebox, { paymentId }) =>
    exclusively(paymentId, async () => {
      const { proof, state, validUntil } = await paymentById(farebox, paymentId);
      if (proof === undefined) throw new FareboxError('error_payment_state', state, 'sent');
      // Once it is on the clipboard it may be on its way.
      await farebox.journal.step(paymentId, ['proved', 'sent', 'refused', 'unknown'], 'sent');
      if (validUntil !== undefined) await setAlarm(`check:${paymentId}`, validUntil + CHAIN_CLOCK);
      return { headers: proof.headers.map(([name, value]) => [name, value]) };
    }),
  'payment.seen': async (farebox, { paymentId }) => {
    const { target } = await paymentById(farebox, paymentId);
    // What went wrong at this site has been read: it may be paid without asking again, where that is allowed.
    await farebox.journal.note(paymentId, { looked: farebox.now() });
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
  'payment.list': async (farebox) => {
    const { allowances } = await farebox.settings();
    return {
      payments: (await farebox.journal.list()).map((payment) =>
        paymentOf(payment, farebox.now(), allowances),
      ),
      unreadable: await farebox.journal.unreadable(),
    };
  },
  'payment.export': async (farebox) => {
    return { json: JSON.stringify((await farebox.journal.list()).map(exported), null, 2) };
  },
  'spending.get': async (farebox) => {
    const now = farebox.now();
    const spent = spending(await farebox.journal.list(), usdValueOf, calendarOf(now), now);
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
