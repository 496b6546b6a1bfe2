import type { Payment } from '../../core/payment/index.ts';
import { siteOf } from '../../core/web/origin.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';
import { type ButtonState, buttonOf } from './button.ts';

type Port = Pick<BrowserPort, 'setButton' | 'locale'>;

/** Has the button of a tab show its state: badge, icon and tooltip together. The only place that sets them. */
export function showButton(port: Port, tabId: number, state: ButtonState): Promise<void> {
  return port.setButton(tabId, buttonOf(state, port.locale()));
}

/** Shows on the button of a payment's tab how it is. */
export function showPayment(
  port: Port,
  { target, quote, practice }: Payment,
  kind: 'busy' | 'waits' | 'paid' | 'failed',
): Promise<void> {
  const money = { offer: quote.offer, practice: practice === true };
  return showButton(port, target.tabId, { kind, host: hostOf(quote.url), money });
}

/** The host of an http(s) URL, with its port where that is not the scheme's own. */
export function hostOf(url: string): string {
  return siteOf(url)?.host ?? '';
}
