import type { Facts } from './facts.ts';
import type { Fix, Level } from './finding.ts';

/** What a check says of one place; the rest of a finding is the same for all that it finds. */
export type Found = {
  readonly field: string;
  readonly reason: string;
  /** Where it is not the check's own. */
  readonly level?: Level;
};

export type Check = {
  /** Words with hyphens, the family's subject first: `x402-amount-decimal`. Part of the interface: never renamed. */
  readonly id: string;
  readonly level: Level;
  /** What it finds, in a line: its row in docs/developers.md. */
  readonly title: string;
  readonly fix: Fix;
  /** https. */
  readonly link: string;
  /** Pure, never throws; an empty list where there is nothing to say. */
  readonly find: (facts: Facts) => readonly Found[];
};

/** Checks of one subject: a file here, and its fixtures in test/fixtures/checks under the same name. */
export type Family = { readonly name: string; readonly checks: readonly Check[] };

/** For a check that looks at one place. */
export const NOTHING_FOUND: readonly Found[] = [];
