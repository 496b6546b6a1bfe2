import { isAddress } from '../../core/address.ts';
import { type HttpResponse, headerValues } from '../../core/http.ts';
import { type JsonObject, member } from '../../core/json.ts';
import { parseBaseUnits } from '../../core/money.ts';
import { isTransaction, networkById, networkByLegacyName } from '../../core/networks.ts';
import type { Receipt } from '../../core/reading.ts';
import { clean } from '../../core/text.ts';
import { readBlob } from './blob.ts';
import { PLACES } from './challenge.ts';

/** Not an end: the transaction is out and not yet mined. */
const PENDING = 'settlement_pending';

/** The settlement header, in the name of version 2 or 1; undefined when there is none that can be read. */
function settlement(response: HttpResponse): JsonObject | undefined {
  for (const name of ['PAYMENT-RESPONSE', 'X-PAYMENT-RESPONSE']) {
    const blob = readBlob(headerValues(response, name));
    if (blob !== undefined && 'object' in blob) {
      if (typeof member(blob.object, 'success') === 'boolean') return blob.object;
    }
  }
  return undefined;
}

function details(settled: JsonObject): Omit<Receipt, 'outcome' | 'reason'> {
  const named = member(settled, 'network');
  const network =
    typeof named === 'string' ? (networkById(named) ?? networkByLegacyName(named)) : undefined;
  const id = network?.id ?? clean(named, 100);
  const transaction = member(settled, 'transaction');
  const amount = member(settled, 'amount');
  const payer = member(settled, 'payer');
  return {
    ...(id !== undefined && isTransaction(id, transaction) ? { transaction } : {}),
    ...(id === undefined ? {} : { network: id }),
    ...(typeof amount === 'string' && parseBaseUnits(amount) !== undefined ? { amount } : {}),
    ...(isAddress(payer) ? { payer } : {}),
  };
}

function failure(reason: string | undefined, more: Omit<Receipt, 'outcome' | 'reason'>): Receipt {
  const outcome = reason === PENDING ? 'pending' : 'refused';
  return { outcome, ...(reason === undefined ? {} : { reason }), ...more };
}

/**
 * What the answer to a paid request says (x402 version 2, section SettlementResponse): the settlement header
 * on any status; else, on 402 or 412, the `error` of the new challenge, which is the only place that a
 * verification failure is told in. The site says so; it proves nothing. Never throws.
 */
export function receipt(response: HttpResponse): Receipt | undefined {
  const settled = settlement(response);
  if (settled !== undefined) {
    if (member(settled, 'success') === true) return { outcome: 'settled', ...details(settled) };
    const said = clean(member(settled, 'errorReason')) ?? clean(member(settled, 'errorMessage'));
    return failure(said, details(settled));
  }
  if (response.status !== 402 && response.status !== 412) return undefined;
  for (const candidate of PLACES.flatMap((candidatesIn) => candidatesIn(response))) {
    if ('problem' in candidate) continue;
    return failure(clean(member(candidate.object, 'error')), details(candidate.object));
  }
  return undefined;
}
