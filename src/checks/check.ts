import type { Facts } from './facts/facts.ts';
import type { Fix, Level } from './finding.ts';

/** What a check says of one place; the rest of a finding is the same for all that it finds. */
export type Found = {
  readonly field: string;
  readonly reason: string;
  /** Where it is not the check's own. */
  readonly level?: Level;
};

export type Check = {
  /** Words with hyphens, the subject first: `x402-amount-decimal`. Part of the interface: never renamed. */
  readonly id: string;
  readonly level: Level;
  /** What it finds, in a line: its row in docs/checks.md. */
  readonly title: string;
  readonly fix: Fix;
  /** https. */
  readonly link: string;
  /** Pure, never throws; an empty list where there is nothing to say. */
  readonly find: (facts: Facts) => readonly Found[];
};

/** Checks of one subject. `name` is its file here, and that of its fixtures in test/fixtures/checks: `http/cors`. */
export type Family = { readonly name: string; readonly checks: readonly Check[] };

const NOTHING_FOUND: readonly Found[] = [];

/** One thing found at a place where `is` holds, else nothing. */
export function foundIf(
  is: boolean,
  field: string,
  reason: string,
  level?: Level,
): readonly Found[] {
  return is ? [{ field, reason, ...(level === undefined ? {} : { level }) }] : NOTHING_FOUND;
}
