import type { Quote } from '../../src/core/offers/quote.ts';
import { usdValueOf } from '../../src/core/offers/usd-value.ts';
import { intentOf, mayHaveMoved, type Payment } from '../../src/core/payment/index.ts';
import type { Facts } from '../../src/core/rules/facts.ts';
import { assetAmount, type Calendar } from '../../src/core/rules/limits.ts';
import { MOST_PER_MINUTE } from '../../src/core/rules/settings-schema.ts';
import { wentWrongAt } from '../../src/core/rules/unread-trouble.ts';
import { siteKey } from '../../src/core/web/site/site.ts';

const at = ({ history }: Payment) => history[0]?.at ?? 0;
const originOf = (url: string) => new URL(url).origin;
const payeeOf = ({ quote }: Payment) => quote.offer.payee?.toLowerCase();

/** The facts about a quote by a look at every payment: what the journal's tables and indexes must say, too. */
export function factsOf(
  quote: Quote,
  payments: readonly Payment[],
  calendar: Calendar,
  now: number,
): Facts {
  const origin = originOf(quote.url);
  const here = payments.filter((payment) => originOf(payment.quote.url) === origin);
  const counted = payments.filter((payment) => mayHaveMoved(payment, now));
  const today = counted.filter((payment) => at(payment) >= calendar.day);
  const worth = usdValueOf(quote.offer);
  const usd = (list: readonly Payment[]) =>
    list.reduce((sum, payment) => {
      const each = usdValueOf(payment.quote.offer);
      return worth !== undefined && each?.testnet === worth.testnet ? sum + each.usd : sum;
    }, 0n);
  const asset = assetAmount(quote.offer)?.key;
  const assetDay = today.reduce((sum, { quote: { offer }, paid }) => {
    const each = assetAmount(offer);
    if (each === undefined || each.key !== asset) return sum;
    const fee = offer.rail?.kind === 'lightning' ? (paid?.fee ?? '') : '';
    return sum + each.amount + (/^\d{1,16}$/.test(fee) ? BigInt(fee) : 0n);
  }, 0n);
  const troubles = here
    .map((payment) => ({ wrong: wentWrongAt(payment), looked: payment.looked ?? 0 }))
    .flatMap(({ wrong, looked }) => (wrong === undefined || looked >= wrong ? [] : [wrong]));
  const pressed = here.filter(({ unasked }) => unasked !== true).map(at);
  const same = payments
    .filter((each) => intentOf(each.quote) === intentOf(quote) && each.state !== 'expired')
    .map(at);
  const lately = payments.filter(
    (each) =>
      each.unasked === true &&
      at(each) >= now - 60_000 &&
      siteKey(each.quote.url) === siteKey(quote.url),
  );
  return {
    originDay: usd(today.filter((each) => originOf(each.quote.url) === origin)),
    siteDay: usd(today.filter((each) => siteKey(each.quote.url) === siteKey(quote.url))),
    day: usd(today),
    month: usd(counted.filter((payment) => at(payment) >= calendar.month)),
    assetDay,
    payees: payeesOf(quote, payments),
    ...(troubles.length === 0 ? {} : { troubleAt: Math.max(...troubles) }),
    ...(pressed.length === 0 ? {} : { pressedAt: Math.max(...pressed) }),
    ...(same.length === 0 ? {} : { sameAt: Math.max(...same) }),
    lately: Math.min(lately.length, MOST_PER_MINUTE),
  };
}

function payeesOf(quote: Quote, payments: readonly Payment[]): Facts['payees'] {
  const wanted = quote.offer.payee?.toLowerCase();
  const { network } = quote.offer;
  const paid = payments
    .filter(({ state }) => state === 'settled' || state === 'unknown')
    .filter((payment) => payeeOf(payment) !== undefined);
  const here = paid.filter((each) => originOf(each.quote.url) === originOf(quote.url));
  const onNetwork = here.filter((each) => each.quote.offer.network === network);
  return {
    paidHere: here.length > 0,
    paidSame: here.some((payment) => payeeOf(payment) === wanted),
    lookalike: paid.some((payment) => {
      const payee = payeeOf(payment) ?? '';
      if (wanted === undefined || payment.quote.offer.network !== network) return false;
      const alike =
        payee.slice(0, 6) === wanted.slice(0, 6) && payee.slice(-4) === wanted.slice(-4);
      return payee !== wanted && payee.length === wanted.length && alike;
    }),
    payments: onNetwork.length,
    addresses: new Set(onNetwork.map(payeeOf)).size,
  };
}
