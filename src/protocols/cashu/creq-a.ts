import { type CborValue, decodeCbor } from './cbor.ts';
import {
  type Lock,
  MAX_AMOUNT,
  MAX_ITEMS,
  Malformed,
  type MeltMethod,
  type PaymentRequest,
  type Transport,
} from './request.ts';

type Fields = ReadonlyMap<string, CborValue>;

/** The request in the bytes of a `creqA` string (NUT-18). Throws `Malformed` when a field is not what it must be. */
export function readCreqA(bytes: Uint8Array): PaymentRequest {
  const fields = map(decodeCbor(bytes), 'The request');
  return {
    id: optional(fields, 'i', text),
    amount: optional(fields, 'a', amount),
    unit: optional(fields, 'u', text),
    singleUse: optional(fields, 's', flag) ?? false,
    mints: optional(fields, 'm', (value) => list(value, 'm', text)) ?? [],
    mintsPreferred: optional(fields, 'mp', flag) ?? false,
    methods: optional(fields, 'sm', (value) => list(value, 'sm', method)) ?? [],
    description: optional(fields, 'd', text),
    transports: optional(fields, 't', (value) => list(value, 't', transport)) ?? [],
    lock: optional(fields, 'nut10', lock),
  };
}

type Read<T> = (value: CborValue, name: string) => T;

/** Some encoders write null for what is absent. */
function optional<T>(fields: Fields, name: string, read: Read<T>): T | undefined {
  const value = fields.get(name);
  return value === undefined || value === null ? undefined : read(value, name);
}

function map(value: CborValue | undefined, name: string): Fields {
  if (!(value instanceof Map)) throw new Malformed(`${name} is not a map.`);
  return value;
}

function text(value: CborValue | undefined, name: string): string {
  if (typeof value !== 'string') throw new Malformed(`${name} is not text.`);
  return value;
}

function flag(value: CborValue, name: string): boolean {
  if (typeof value !== 'boolean') throw new Malformed(`${name} is not true or false.`);
  return value;
}

function amount(value: CborValue, name: string): bigint {
  if (typeof value !== 'bigint' || value < 0n || value > MAX_AMOUNT) {
    throw new Malformed(`${name} is not an unsigned 64-bit integer.`);
  }
  return value;
}

function isList(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}

function list<T>(value: CborValue, name: string, read: Read<T>): T[] {
  if (!isList(value)) throw new Malformed(`${name} is not a list.`);
  if (value.length > MAX_ITEMS) throw new Malformed(`${name} has more than ${MAX_ITEMS} items.`);
  return value.map((item) => read(item, name));
}

function method(value: CborValue, name: string): MeltMethod {
  const fields = map(value, name);
  const fee = optional(fields, 'mf', (each) => amount(each, `${name}.mf`)) ?? 0n;
  return { method: text(fields.get('mn'), `${name}.mn`), fee };
}

function transport(value: CborValue, name: string): Transport {
  const fields = map(value, name);
  return { type: text(fields.get('t'), `${name}.t`), target: text(fields.get('a'), `${name}.a`) };
}

function lock(value: CborValue, name: string): Lock {
  const fields = map(value, name);
  const tags = (raw: CborValue): string[][] =>
    list(raw, `${name}.t`, (tag, at) => list(tag, at, text));
  return {
    kind: text(fields.get('k'), `${name}.k`),
    data: text(fields.get('d'), `${name}.d`),
    tags: optional(fields, 't', tags) ?? [],
  };
}
