import { browser, FIREFOX } from './browser.ts';

const PREFIX = 'paid:';

/** Says that a site was paid without asking. Pressing it (its button, in Chrome) takes the leave back. */
export async function notifyPaid(origin: string, host: string, price: string): Promise<void> {
  const text = (key: string, ...values: string[]) => browser.i18n.getMessage(key, values);
  const options = {
    type: 'basic' as const,
    iconUrl: browser.runtime.getURL('icons/128.png'),
    title: text('notify_paid_title', price, host),
    message: text('notify_paid_message', host),
  };
  try {
    // Firefox has no buttons in notifications and throws at the word.
    const buttons = FIREFOX ? {} : { buttons: [{ title: text('notify_paid_stop', host) }] };
    await browser.notifications.create(PREFIX + origin, { ...options, ...buttons });
  } catch {
    // Notifications are switched off: the badge and the list of payments say it too.
  }
}

/** Calls `listener` with the origin whose leave to be paid is taken back. Register while the worker starts. */
export function onStopPaying(listener: (origin: string) => void): void {
  const stop = (id: string) => {
    if (!id.startsWith(PREFIX)) return;
    void browser.notifications.clear(id);
    listener(id.slice(PREFIX.length));
  };
  if (FIREFOX) browser.notifications.onClicked.addListener(stop);
  else browser.notifications.onButtonClicked.addListener(stop);
}
