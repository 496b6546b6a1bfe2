/** A change that no unit test can notice, and why it need not: it makes no difference to what the rule says. */
export type Survivor = {
  readonly file: string;
  /** As `npm run mutants` prints it. */
  readonly change: string;
  readonly why: string;
};

export const survivors: readonly Survivor[] = [];
