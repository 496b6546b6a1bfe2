import { FareboxError } from '../../core/errors.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { usdValueOf } from '../../core/offers/usd-value.ts';
import { isOfPage, type Payment } from '../../core/payment/index.ts';
import { grantKeyOf } from '../../core/rules/auto-pay.ts';
import type { Consent } from '../../core/rules/consent.ts';
import { isSameOrigin } from '../../core/rules/policy.ts';
import type { Settings } from '../../core/rules/settings.ts';
import { MOST_PER_MINUTE } from '../../core/rules/settings-schema.ts';
import { isWithin } from '../../core/rules/stricter.ts';
import type { Commands } from '../../messages/index.ts';
import type { Context } from '../context.ts';
import { showPages } from '../offers/quotes.ts';

const LONGEST_DAYS = 365;

/**
 * Permission to pay a site without asking from now on. It is given on a payment that went well, so that there is
 * a payee to hold the site to: for the pages of the site, or, on a call that waited, for such calls. Throws `error_setting`
 * for amounts, days or payments a minute that make no sense, and `error_consent_locked`.
 */
export async function grantAutoPay(
  context: Context,
  input: Commands['auto-pay.grant']['in'],
): Promise<Settings> {
  const { paymentId, perPayment, perDay, days, again, perMinute } = input;
  const payment = await context.journal.get(paymentId);
  const key = payment && grantKeyOf(payment);
  const worth = payment && usdValueOf(payment.quote.offer);
  if (
    payment?.state !== 'settled' ||
    payment.practice === true ||
    key === undefined ||
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
  const isCall = !isOfPage(payment);
  const isCount = Number.isInteger(perMinute) && Number(perMinute) >= 1;
  if (isCall ? !isCount || Number(perMinute) > MOST_PER_MINUTE : perMinute !== undefined) {
    throw new FareboxError('error_setting', 'perMinute');
  }
  const until = context.now() + days * 86_400_000;
  const grant = {
    perPayment,
    perDay,
    until,
    testnet: worth.testnet,
    ...(again === true ? { again } : {}),
    ...(perMinute === undefined ? {} : { perMinute }),
  };
  await loosen(context, ({ grants, payees }) => ({
    grants: { ...grants, [key]: grant },
    payees: withPayee(payees, payment),
  }));
  await context.consents.read();
  return changed(context);
}

/** Changes the sealed record so that more is allowed. `error_consent_locked` while the purse is not open. */
async function loosen(context: Context, how: (now: Consent) => Partial<Consent>): Promise<void> {
  try {
    await context.consents.update(how);
  } catch (error) {
    const key = error instanceof FareboxError ? error.key : undefined;
    if (key !== 'error_locked' && key !== 'error_no_password') throw error;
    throw new FareboxError('error_consent_locked');
  }
}

function changed(context: Context): Promise<Settings> {
  context.changed();
  return context.settings();
}

/** Payees with that of a payment, under the key of its grant. */
function withPayee(payees: Consent['payees'], payment: Payment): Consent['payees'] {
  const key = grantKeyOf(payment);
  const payee = payment.quote.offer.payee?.toLowerCase();
  const before = payees[key ?? ''] ?? [];
  return key === undefined || payee === undefined || before.includes(payee)
    ? payees
    : { ...payees, [key]: [...before, payee] };
}

/**
 * A payment has gone well: at a site with a grant its payee is known from then on, where the user pressed Pay.
 * While the purse is locked nothing is written, and the site is asked for once more.
 */
export async function rememberPayee(context: Context, payment: Payment): Promise<void> {
  if (payment.unasked === true || payment.practice === true) return;
  const record = await context.consents.trusted();
  if (record?.grants[grantKeyOf(payment) ?? ''] === undefined) return;
  if (withPayee(record.payees, payment) === record.payees) return;
  await context.consents.update(({ payees }) => ({ payees: withPayee(payees, payment) }));
}

/**
 * Whether a page that was paid for today is paid for again without asking. `error_setting` without a grant.
 * "No" can be said while the purse is locked.
 */
export async function grantAgain(
  context: Context,
  { origin, again }: Commands['auto-pay.again']['in'],
): Promise<Settings> {
  const { grants } = await context.settings();
  if (grants[origin] === undefined) throw new FareboxError('error_setting', 'origin');
  if (again !== true) await context.consents.restrict({ once: [origin] });
  else {
    await loosen(context, ({ grants: now }) => {
      const grant = now[origin];
      if (grant === undefined) throw new FareboxError('error_setting', 'origin');
      return { grants: { ...now, [origin]: { ...grant, again } } };
    });
  }
  return changed(context);
}

/** Takes the leave back, also while the purse is locked. */
export async function revokeAutoPay(context: Context, origin: string): Promise<Settings> {
  await context.consents.restrict({ origins: [origin] });
  return changed(context);
}

/**
 * Changes the settings. Limits that allow more need the open purse (`error_consent_locked`), stricter ones do not.
 * `error_rpc_url`, `error_setting`: then nothing changes.
 */
export async function changeSettings(
  context: Context,
  change: Partial<Settings>,
): Promise<Settings> {
  const { limits } = await context.preferences.check(change);
  if (change.limits !== undefined) {
    const now = await context.settings();
    if (isWithin(limits, now.limits)) await context.consents.restrict({ limits });
    else await loosen(context, () => ({ limits }));
  }
  await context.preferences.set(change);
  return context.settings();
}

/** A blocked site opens no popup, the button names no price of it, and it is never paid. Tabs that show its 402 say so. */
export async function block(context: Context, origin: string, on: boolean): Promise<Settings> {
  await context.preferences.update(({ blocked }) => {
    const others = blocked.filter((other) => !isSameOrigin(other, origin));
    return { blocked: on ? [...others, origin] : others };
  });
  await showPages(context, (url) => isSameOrigin(url, origin));
  return changed(context);
}
