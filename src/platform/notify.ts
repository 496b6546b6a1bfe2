import { browser, FIREFOX } from './browser.ts';
import { HISTORY } from './pages/history.ts';

const PREFIX = 'paid:';

/** A payment that was made without asking. */
export type PaidNote = {
  /** What its grant is kept under (`grantKey`, core/rules/auto-pay). */
  readonly key: string;
  readonly host: string;
  /** `0.01 USDC`. */
  readonly price: string;
  readonly testnet: boolean;
};

/**
 * Says that a site was paid without asking. A press on it opens the list of payments and changes nothing; in Chrome it
 * also has a button that revokes auto-pay for the site. Firefox has no buttons in notifications: there the user revokes
 * it in the settings' list of sites.
 */
export async function notifyPaid({ key, host, price, testnet }: PaidNote): Promise<void> {
  const text = (key: string, ...values: string[]) => browser.i18n.getMessage(key, values);
  const message = text('notify_paid_message', host);
  const options = {
    type: 'basic' as const,
    iconUrl: browser.runtime.getURL('icons/128.png'),
    title: text('notify_paid_title', price, host),
    message: testnet ? `${text('testnet')}. ${message}` : message,
  };
  try {
    // Firefox does not know `buttons` and throws when it is named.
    const buttons = FIREFOX ? {} : { buttons: [{ title: text('notify_paid_stop', host) }] };
    await browser.notifications.create(PREFIX + key, { ...options, ...buttons });
  } catch {
    // Notifications are switched off. The badge and the list of payments show the payment too.
  }
}

/**
 * Opens the list of payments when a notification is pressed, and calls `stop` with the key of the grant when its
 * button (revoke auto-pay) is pressed. Register while the worker starts.
 */
export function onNotification(stop: (key: string) => void): void {
  const { notifications } = browser;
  notifications.onClicked.addListener((id) => {
    if (!id.startsWith(PREFIX)) return;
    void notifications.clear(id);
    void openPayments();
  });
  if (FIREFOX) return;
  notifications.onButtonClicked.addListener((id) => {
    if (!id.startsWith(PREFIX)) return;
    void notifications.clear(id);
    stop(id.slice(PREFIX.length));
  });
}

async function openPayments(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(HISTORY) });
}
