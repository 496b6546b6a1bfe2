import * as v from 'valibot';
import { list, readStored, type Stored, shape, time } from '../../../core/encoding/stored.ts';

/** A pass without its proof, as fields. */
const passEntries = {
  id: v.string(),
  origin: v.string(),
  path: v.string(),
  /** Of what a page loaded: the origin of the document that asked, where it was paid for. */
  boughtOn: v.exactOptional(v.string()),
  protocol: v.string(),
  /** ms: when it was paid for. */
  at: time,
  /** The site has taken it: until then the payment itself is what opens the page. */
  good: v.boolean(),
  /** Used at each visit without asking. */
  auto: v.boolean(),
  /** ms: when it was last sent. */
  used: v.exactOptional(time),
  /** Nothing in it binds it to its path: it may be tried at others of its origin, when the user says so. */
  wide: v.exactOptional(v.boolean()),
  /** Got in practice: no money was paid for it. */
  practice: v.exactOptional(v.literal(true)),
  /** Other paths at which the site did not take it. */
  refusedAt: v.exactOptional(list(v.string())),
};

const pass = shape({ ...passEntries, sealed: v.string() });

/** A proof that may be used again, by origin and path with query. The proof itself rests in the safe's seal. */
export type Pass = v.InferOutput<typeof pass>;

/** A pass with its headers in the clear, as the sealed part of a back-up holds it. */
export const passCopy = shape({
  pass: shape(passEntries),
  headers: list(v.strictTuple([v.string(), v.string()])),
});

export type PassCopy = v.InferOutput<typeof passCopy>;

/** The record of all passes; each is read for itself (`readPasses`). Version 0.1.0 kept a bare list. */
const PASSES = {
  schema: v.object({ version: v.literal(1), passes: v.array(v.unknown()) }),
  from: [(old: unknown) => (Array.isArray(old) ? { version: 1, passes: old } : old)],
} satisfies Stored<v.GenericSchema>;

/** What is written to disk of passes. */
export const storedPasses = (passes: readonly unknown[]) => ({ version: 1, passes });

/** The passes of a stored record; `unread`: what among them is none of this version's, or the whole record. */
export function readPasses(stored: unknown): {
  readonly passes: readonly Pass[];
  readonly unread: readonly unknown[];
} {
  if (stored === undefined) return { passes: [], unread: [] };
  const record = readStored(PASSES, stored);
  if (record === undefined) return { passes: [], unread: [stored] };
  const passes = record.passes.filter((each): each is Pass => v.is(pass, each));
  return { passes, unread: record.passes.filter((each) => !v.is(pass, each)) };
}
