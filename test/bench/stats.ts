/** The middle value; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * How many times `ours` takes what `theirs` takes: the median over rounds of the ratio of two values that
 * were measured right after one another, so that what disturbs the machine disturbs both.
 */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, at) => value / (theirs[at] ?? Number.NaN)));
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** Runs both in each round, the first one first in every other round. */
export async function inTurns(
  rounds: number,
  first: (round: number) => Promise<void>,
  second: (round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [first, second] : [second, first];
    for (const each of order) await each(round);
  }
}
