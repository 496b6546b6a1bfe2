import type { ChainTransaction } from '../../core/exchange/chain-transaction.ts';
import type { ExchangeView } from '../../messages/index.ts';
import type { ReceiptResult } from './receipt-result.ts';

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const nounOf = ({ from, to, value }: ChainTransaction['transfers'][number]) =>
  `${from} → ${to}: ${value}`;

/**
 * What the chain's log of a receipt's transaction says, held against what was signed: it went through, the token moved the
 * signed amount from the payer to the payee, and it used up the very authorization that was signed (EIP-3009).
 */
export function chainChecks(
  { exchange, payment }: ExchangeView,
  transaction: ChainTransaction,
): readonly ReceiptResult[] {
  const whole = exchange.sent?.request;
  const request = whole ?? payment?.request;
  const { state, transfers, authorizations } = transaction;
  const done: ReceiptResult = {
    check: 'chain_done',
    holds: state === 'done',
    said: state,
    expected: 'done',
  };
  if (state === 'absent' || request?.rail !== 'eip3009') return [done];
  const { from, to, value, nonce } = request.message;
  // A record that has ended keeps no domain.
  const rail = payment?.quote.offer.rail;
  const listed = rail?.kind === 'eip3009' ? rail.asset : undefined;
  const asset = whole?.rail === 'eip3009' ? whole.domain.verifyingContract : listed;
  const ofToken = transfers.filter((each) => asset === undefined || same(each.asset, asset));
  const moved = ofToken.some(
    (each) => same(each.from, from) && same(each.to, to) && each.value === value,
  );
  const expected = nounOf({ asset: asset ?? '', from, to, value });
  const used = authorizations.some((each) => same(each.from, from) && same(each.nonce, nonce));
  return [
    done,
    {
      check: 'chain_transfer',
      holds: moved,
      said: ofToken.map(nounOf).join('; ') || '–',
      expected,
    },
    {
      check: 'chain_nonce',
      holds: used,
      said: authorizations.map((each) => each.nonce).join('; ') || '–',
      expected: nonce,
    },
  ];
}
