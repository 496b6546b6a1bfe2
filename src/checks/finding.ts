/**
 * - `error`: a client that follows the specification cannot read the challenge or pay it, or money is at risk;
 * - `warning`: some clients fail, or who pays is told something wrong;
 * - `note`: it works, and could be better.
 */
export type Level = 'error' | 'warning' | 'note';

/** Gravest first. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/** What a fix is shown as code for. */
export const FRAMEWORKS = ['express', 'hono', 'next', 'mppx', 'fastapi', 'aperture'] as const;
export type Framework = (typeof FRAMEWORKS)[number];

export type Fix = {
  readonly text: string;
  /** Lines for a server of this make; only for those where it applies. */
  readonly code?: Readonly<Partial<Record<Framework, string>>>;
};

/** One thing that a check found in an exchange. English: it is for developers. */
export type Finding = {
  /** The id of the check. */
  readonly check: string;
  readonly level: Level;
  /** Where: a header, a path into decoded JSON (`PAYMENT-REQUIRED: accepts[0].amount`), `preflight`, `body`. */
  readonly field: string;
  /** What is wrong there and what comes of it. Site text in it is sanitised and short. */
  readonly reason: string;
  readonly fix: Fix;
  /** The section of the specification, or the page that explains it. https. */
  readonly link: string;
};
