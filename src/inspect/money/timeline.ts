import type { PaymentState } from '../../core/payment/index.ts';
import type { ExchangeView } from '../../messages/index.ts';

/** What happened to an exchange, in the order in which it goes well. */
export type TimelineStep =
  | 'seen'
  | 'quoted'
  | 'approved'
  | 'signed'
  | 'sent'
  | 'answered'
  | 'landed'
  | 'settled'
  | 'refused'
  | 'expired'
  | 'unknown';

export type TimelineEntry = {
  readonly step: TimelineStep;
  /** ms since 1970. */
  readonly at: number;
  /** ms since the step before. */
  readonly took: number;
};

const ENDS: readonly PaymentState[] = ['settled', 'refused', 'expired', 'unknown'];
/** The first of these in a record is when the wallet had done its part. */
const SIGNED: readonly PaymentState[] = ['proved', 'armed', 'held', 'sent'];

/** When each step was, as far as it is known. */
export function timelineOf({ exchange, payment }: ExchangeView): readonly TimelineEntry[] {
  const history = payment?.history ?? [];
  const when = (...states: readonly PaymentState[]) =>
    history.find(({ state }) => states.includes(state))?.at;
  const last = history.at(-1);
  const end = last !== undefined && ENDS.includes(last.state) ? last : undefined;
  const steps: readonly (readonly [TimelineStep, number | undefined])[] = [
    ['seen', exchange.asked === undefined ? undefined : exchange.at],
    ['quoted', payment?.quote.at],
    ['approved', when('approved')],
    ['signed', when(...SIGNED)],
    ['sent', payment?.left ?? when('sent')],
    ['answered', exchange.paid?.at],
    ['landed', exchange.landed?.at],
    [end === undefined ? 'unknown' : (end.state as TimelineStep), end?.at],
  ];
  const known = steps
    .flatMap(([step, at]) => (at === undefined ? [] : [{ step, at }]))
    // Steps of the same moment stay in the order above.
    .toSorted((a, b) => a.at - b.at);
  return known.map((entry, n) => ({ ...entry, took: entry.at - (known[n - 1]?.at ?? entry.at) }));
}
