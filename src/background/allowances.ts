import { FareboxError } from '../core/errors.ts';
import { parseBaseUnits } from '../core/money.ts';
import { siteOf } from '../core/origin.ts';
import type { Settings } from '../core/settings.ts';
import { worthOf } from '../core/worth.ts';
import type { Commands } from '../messages/index.ts';
import type { Farebox } from './farebox.ts';

const LONGEST_DAYS = 365;

/**
 * Leave to pay a site without asking from now on. It is given on a payment that went well, so that there is
 * a payee to hold the site to. Throws `error_setting` for amounts or days that make no sense.
 */
export async function allow(farebox: Farebox, input: Commands['allow']['in']): Promise<Settings> {
  const { paymentId, perPayment, perDay, days, again } = input;
  const payment = await farebox.journal.get(paymentId);
  const site = payment && siteOf(payment.quote.url);
  const worth = payment && worthOf(payment.quote.offer);
  if (
    payment?.state !== 'settled' ||
    site?.secure !== true ||
    worth === undefined ||
    worth.atMost
  ) {
    throw new FareboxError('error_setting', 'paymentId');
  }
  const each = parseBaseUnits(perPayment);
  const daily = parseBaseUnits(perDay);
  if (each === undefined || each === 0n) throw new FareboxError('error_setting', 'perPayment');
  if (daily === undefined || daily < each) throw new FareboxError('error_setting', 'perDay');
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) {
    throw new FareboxError('error_setting', 'days');
  }
  const until = farebox.now() + days * 86_400_000;
  const allowance = {
    perPayment,
    perDay,
    until,
    testnet: worth.testnet,
    ...(again === true ? { again } : {}),
  };
  return change(farebox, (allowances) => ({ ...allowances, [site.origin]: allowance }));
}

/** Whether a page that was paid for today is paid for again without asking. `error_setting` without an allowance. */
export function allowAgain(
  farebox: Farebox,
  { origin, again }: Commands['allow.again']['in'],
): Promise<Settings> {
  return change(farebox, (allowances) => {
    const allowance = allowances[origin];
    if (allowance === undefined) throw new FareboxError('error_setting', 'origin');
    return { ...allowances, [origin]: { ...allowance, again: again === true } };
  });
}

/** Changes the allowances as they are by then: two changes at once must not undo each other. */
async function change(
  farebox: Farebox,
  how: (allowances: Settings['allowances']) => Settings['allowances'],
): Promise<Settings> {
  const settings = await farebox.preferences.update((now) => ({ allowances: how(now.allowances) }));
  farebox.changed();
  return settings;
}

/** Takes the leave back. */
export function disallow(farebox: Farebox, origin: string): Promise<Settings> {
  return change(farebox, ({ [origin]: _, ...others }) => others);
}

/** A blocked site opens no popup, shows no badge and is never paid. */
export async function block(farebox: Farebox, origin: string, on: boolean): Promise<Settings> {
  const settings = await farebox.preferences.update(({ blocked }) => {
    const others = blocked.filter((other) => other !== origin);
    return { blocked: on ? [...others, origin] : others };
  });
  farebox.changed();
  return settings;
}
