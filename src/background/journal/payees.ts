import type { Quote } from '../../core/offers/quote.ts';
import type { Payment } from '../../core/payment/index.ts';
import type { PayeeFacts } from '../../core/rules/facts.ts';
import { isPaidPayee, shapeOf } from '../../core/rules/payees.ts';
import type { OriginRow, Reading, Row, Writing } from './db/database.ts';

/** Sorts after every text: an array is greater than any other key. */
const LAST: never = [] as never;
const NONE: OriginRow = { payees: {} };

/** Keeps the tables of payees and origins in step with a payment that begins or changes. */
export async function notePayee(
  tx: Writing,
  before: Row | undefined,
  { payment }: Row,
): Promise<void> {
  const { origin } = new URL(payment.quote.url);
  const was = before !== undefined && isPaidPayee(before.payment);
  const by = Number(isPaidPayee(payment)) - Number(was);
  const isPress = before === undefined && payment.unasked !== true;
  if (by === 0 && !isPress) return;
  const origins = tx.objectStore('origins');
  const row = (await origins.get(origin)) ?? NONE;
  const payees = by === 0 ? row.payees : await withOneMore(tx, origin, row, payment, by);
  const at = payment.history[0]?.at ?? 0;
  const pressedAt = isPress ? Math.max(row.pressedAt ?? 0, at) : row.pressedAt;
  await origins.put({ payees, ...(pressedAt === undefined ? {} : { pressedAt }) }, origin);
}

async function withOneMore(
  tx: Writing,
  origin: string,
  row: OriginRow,
  { quote: { offer } }: Payment,
  by: number,
): Promise<OriginRow['payees']> {
  const network = offer.network ?? '';
  const payee = offer.payee?.toLowerCase() ?? '';
  const table = tx.objectStore('payees');
  const key = [origin, payee, network] as [string, string, string];
  const count = (await table.get(key))?.count ?? 0;
  const left = count + by;
  if (left <= 0) await table.delete(key);
  else await table.put({ count: left, look: [network, shapeOf(payee), payee] }, key);
  const of = row.payees[network] ?? { payments: 0, addresses: 0 };
  const payments = of.payments + by;
  const addresses = of.addresses + Number(left > 0) - Number(count > 0);
  const { [network]: _, ...others } = row.payees;
  return payments <= 0 ? others : { ...others, [network]: { payments, addresses } };
}

/** What earlier payments say of the payee of a quote. */
export async function payeeFacts(
  tx: Reading,
  { url, offer }: Quote,
  { payees }: OriginRow = NONE,
): Promise<PayeeFacts> {
  const { origin } = new URL(url);
  const network = offer.network ?? '';
  const payee = offer.payee?.toLowerCase();
  const known = {
    paidHere: Object.keys(payees).length > 0,
    payments: payees[network]?.payments ?? 0,
    addresses: payees[network]?.addresses ?? 0,
  };
  if (payee === undefined) return { ...known, paidSame: false, lookalike: false };
  const shape = shapeOf(payee);
  const table = tx.objectStore('payees');
  const alike = table.index('look');
  // The keys of one shape are in the order of their payees: all but this one are before it or after it.
  const [same, before, after] = await Promise.all([
    table.getKey(IDBKeyRange.bound([origin, payee], [origin, payee, LAST])),
    alike.getKey(IDBKeyRange.bound([network, shape], [network, shape, payee], false, true)),
    alike.getKey(IDBKeyRange.bound([network, shape, payee], [network, shape, LAST], true, false)),
  ]);
  return {
    ...known,
    paidSame: same !== undefined,
    lookalike: before !== undefined || after !== undefined,
  };
}
