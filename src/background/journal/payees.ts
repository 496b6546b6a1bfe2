import type { Quote } from '../../core/offers/quote.ts';
import type { PayeeFacts } from '../../core/rules/facts.ts';
import { isPaidPayee, shapeOf } from '../../core/rules/payees.ts';
import type { OriginRow, Reading, Row, Writing } from './db/database.ts';
import { later, together, type Write } from './db/later.ts';

/** Sorts after every text: an array is greater than any other key. */
const LAST: never = [] as never;
const NONE: OriginRow = { payees: {} };

/** Keeps the tables of payees and origins in step with a payment that begins or changes. */
export async function notePayee(
  tx: Writing,
  before: Row | undefined,
  { payment }: Row,
): Promise<Write | undefined> {
  const { origin } = new URL(payment.quote.url);
  const was = before !== undefined && isPaidPayee(before.payment);
  const by = Number(isPaidPayee(payment)) - Number(was);
  const isPress = before === undefined && payment.unasked !== true && payment.practice !== true;
  if (by === 0 && !isPress) return undefined;
  const { offer } = payment.quote;
  const network = offer.network ?? '';
  const payee = offer.payee?.toLowerCase() ?? '';
  const key: PayeeKey = [origin, payee, network];
  const [origins, table] = [tx.objectStore('origins'), tx.objectStore('payees')];
  const [row = NONE, found] = await together(
    () => origins.get(origin),
    () => (by === 0 ? undefined : table.get(key)),
  );
  const count = found?.count ?? 0;
  const left = count + by;
  const at = payment.history[0]?.at ?? 0;
  const pressedAt = isPress ? Math.max(row.pressedAt ?? 0, at) : row.pressedAt;
  const news = Number(left > 0) - Number(count > 0);
  const payees = by === 0 ? row.payees : withOneMore(row, network, by, news);
  return () => {
    if (by !== 0 && left <= 0) later(table.delete(key));
    else if (by !== 0) {
      later(table.put({ count: left, look: [network, shapeOf(payee), payee] }, key));
    }
    later(origins.put({ payees, ...(pressedAt === undefined ? {} : { pressedAt }) }, origin));
  };
}

type PayeeKey = [origin: string, payee: string, network: string];

/** What an origin has paid by network, with `by` payments more, and `news` payees. */
function withOneMore(
  row: OriginRow,
  network: string,
  by: number,
  news: number,
): OriginRow['payees'] {
  const of = row.payees[network] ?? { payments: 0, addresses: 0 };
  const payments = of.payments + by;
  const addresses = of.addresses + news;
  const { [network]: _, ...others } = row.payees;
  return payments <= 0 ? others : { ...others, [network]: { payments, addresses } };
}

/** What earlier payments say of the payee of a quote. `row`: that of its origin. */
export async function payeeFacts(
  tx: Reading,
  { url, offer }: Quote,
  row: Promise<OriginRow | undefined>,
): Promise<PayeeFacts> {
  const { origin } = new URL(url);
  const network = offer.network ?? '';
  const [{ payees } = NONE, payee] = await Promise.all([row, payeeSeen(tx, origin, offer)]);
  return {
    paidHere: Object.keys(payees).length > 0,
    payments: payees[network]?.payments ?? 0,
    addresses: payees[network]?.addresses ?? 0,
    ...payee,
  };
}

async function payeeSeen(
  tx: Reading,
  origin: string,
  offer: Quote['offer'],
): Promise<Pick<PayeeFacts, 'paidSame' | 'lookalike'>> {
  const network = offer.network ?? '';
  const payee = offer.payee?.toLowerCase();
  if (payee === undefined) return { paidSame: false, lookalike: false };
  const shape = shapeOf(payee);
  const table = tx.objectStore('payees');
  const alike = table.index('look');
  // The keys of one shape are in the order of their payees: all but this one are before it or after it.
  const [same, before, after] = await together(
    () => table.getKey(IDBKeyRange.bound([origin, payee], [origin, payee, LAST])),
    () => alike.getKey(IDBKeyRange.bound([network, shape], [network, shape, payee], false, true)),
    () =>
      alike.getKey(IDBKeyRange.bound([network, shape, payee], [network, shape, LAST], true, false)),
  );
  return {
    paidSame: same !== undefined,
    lookalike: before !== undefined || after !== undefined,
  };
}
