import * as v from 'valibot';
import { isObject } from './json.ts';

/** A list of what `item` describes. */
export const list = <const Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item), v.readonly());

/** An object with these fields; others are left out of what is read. */
export const shape = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(v.object(entries), v.readonly());

/** A whole number of base units or coins: decimal digits without sign. */
export const digits = v.pipe(v.string(), v.regex(/^\d{1,78}$/));

/** ms since 1970. */
export const time = v.pipe(v.number(), v.finite());

/** What is kept on disk under one key, as this version writes it, and the steps that make it of what older ones wrote. */
export type Stored<Schema extends v.GenericSchema> = {
  /** Of the record with its `version`. */
  readonly schema: Schema;
  /** `from[n]` makes a record of version n + 1 of one of version n. Before version 1 a record had no number: 0. */
  readonly from: readonly ((old: unknown) => unknown)[];
};

/** The number of a record's shape. */
function versionOf(value: unknown): number {
  const version = isObject(value) ? value['version'] : undefined;
  return version === undefined ? 0 : Number(version);
}

/** A record as this version knows it; undefined where it is damaged, or of a later version. */
export function readStored<const Schema extends v.GenericSchema>(
  { schema, from }: Stored<Schema>,
  value: unknown,
): v.InferOutput<Schema> | undefined {
  let record = value;
  for (let version = versionOf(value); version < from.length; version++) {
    const step = from[version];
    if (step === undefined) return undefined;
    record = step(record);
  }
  const read = v.safeParse(schema, record);
  return read.success ? read.output : undefined;
}

/** The step of records that only had no number before. */
export const numbered = (old: unknown): unknown => (isObject(old) ? { ...old, version: 1 } : old);
