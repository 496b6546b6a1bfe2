import { DOLLAR_LIMITS, type Limits } from './limits.ts';

const least = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return BigInt(a) < BigInt(b) ? a : b;
};

/** The lower of two limits, each for itself; an absent limit is none. */
export function stricter(a: Limits, b: Limits): Limits {
  const limits: Record<string, string> = {};
  for (const key of DOLLAR_LIMITS) {
    const amount = least(a[key], b[key]);
    if (amount !== undefined) limits[key] = amount;
  }
  // Absent and empty are two things (core/rules/settings).
  if (a.perAssetDay === undefined && b.perAssetDay === undefined) return limits;
  const perAssetDay = Object.keys({ ...a.perAssetDay, ...b.perAssetDay }).map((asset) => [
    asset,
    least(a.perAssetDay?.[asset], b.perAssetDay?.[asset]),
  ]);
  return { ...limits, perAssetDay: Object.fromEntries(perAssetDay) };
}

/** Whether `wanted` allows nothing that `now` does not. */
export function isWithin(wanted: Limits, now: Limits): boolean {
  const within = (a: string | undefined, b: string | undefined) =>
    b === undefined || (a !== undefined && BigInt(a) <= BigInt(b));
  return (
    DOLLAR_LIMITS.every((key) => within(wanted[key], now[key])) &&
    Object.entries(now.perAssetDay ?? {}).every(([asset, amount]) =>
      within(wanted.perAssetDay?.[asset], amount),
    )
  );
}
