import { isObject, type Json, type JsonObject, member } from '../../core/encoding/json.ts';
import { type Lock, MAX_AMOUNT, MAX_ITEMS, Malformed, type PaymentRequest } from './request.ts';

/**
 * The request in JSON that some servers send where NUT-18 wants CBOR: with the keys of NUT-18 (`a`, `u`, `m`), or
 * with those of the first draft of NUT-24 (`amount`, `unit`, `mints`, and `pubkey` for a lock). Undefined when the
 * object is no request; throws `Malformed` when a field is not what it must be.
 */
export function readCreqJson(value: Json | undefined): PaymentRequest | undefined {
  if (!isObject(value)) return undefined;
  const pick = (short: string, long: string) => member(value, short) ?? member(value, long);
  const amount = pick('a', 'amount') ?? undefined;
  const unit = pick('u', 'unit') ?? undefined;
  const mints = pick('m', 'mints') ?? undefined;
  if (amount === undefined || (unit === undefined && mints === undefined)) return undefined;
  return {
    id: textOf(member(value, 'i') ?? undefined, 'i'),
    amount: amountOf(amount, 'The amount'),
    unit: textOf(unit, 'The unit'),
    singleUse: flagOf(member(value, 's'), 's'),
    mints: listOf(mints, 'The mints').map((mint) => textOf(mint, 'A mint') ?? ''),
    mintsPreferred: flagOf(member(value, 'mp'), 'mp'),
    methods: listOf(member(value, 'sm'), 'sm').map((each) => {
      const method = isObject(each) ? textOf(member(each, 'mn'), 'sm.mn') : undefined;
      if (!isObject(each) || method === undefined) throw new Malformed('sm names no method.');
      return { method, fee: amountOf(member(each, 'mf') ?? 0, 'sm.mf') };
    }),
    description: textOf(pick('d', 'description') ?? undefined, 'The description'),
    // No server that writes JSON names a transport; the token goes into the header all the same.
    transports: [],
    lock: lockOf(value),
  };
}

function lockOf(value: JsonObject): Lock | undefined {
  const pubkey = textOf(member(value, 'pubkey') ?? undefined, 'pubkey');
  const nut10 = member(value, 'nut10') ?? undefined;
  if (nut10 === undefined) {
    return pubkey === undefined ? undefined : { kind: 'P2PK', data: pubkey, tags: [] };
  }
  if (!isObject(nut10)) throw new Malformed('nut10 is not an object.');
  const kind = textOf(member(nut10, 'k'), 'nut10.k');
  const data = textOf(member(nut10, 'd'), 'nut10.d');
  if (kind === undefined || data === undefined) throw new Malformed('nut10 has no kind or data.');
  const tags = listOf(member(nut10, 't'), 'nut10.t').map((tag) =>
    listOf(tag, 'A tag of nut10').map((part) => textOf(part, 'A tag of nut10') ?? ''),
  );
  return { kind, data, tags };
}

function amountOf(value: Json, name: string): bigint {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  const amount = typeof text === 'string' && /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
  if (amount === undefined || amount > MAX_AMOUNT) {
    throw new Malformed(`${name} is not an unsigned 64-bit integer.`);
  }
  return amount;
}

function textOf(value: Json | undefined, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new Malformed(`${name} is not text.`);
  return value;
}

function flagOf(value: Json | undefined, name: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw new Malformed(`${name} is not true or false.`);
  return value;
}

function listOf(value: Json | undefined, name: string): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Malformed(`${name} is not a list.`);
  if (value.length > MAX_ITEMS) throw new Malformed(`${name} has more than ${MAX_ITEMS} items.`);
  return value;
}
