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

/** The mean of all but the highest quarter: for times that the clock tells in whole milliseconds, where a median is a step. */
export function lowerMean(values: readonly number[]): number {
  const kept = [...values].sort((a, b) => a - b).slice(0, Math.ceil((values.length * 3) / 4));
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** Runs all in each round, each of them first in turn. */
export async function inTurns(
  rounds: number,
  ...sides: readonly ((round: number) => Promise<void>)[]
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const at = round % sides.length;
    for (const each of [...sides.slice(at), ...sides.slice(0, at)]) await each(round);
  }
}
