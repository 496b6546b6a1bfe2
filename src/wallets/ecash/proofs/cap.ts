/** For a thousand satoshi of the cap, so much of the other units: about a dollar. */
const PER_THOUSAND: Readonly<Record<string, bigint>> = {
  sat: 1_000n,
  msat: 1_000_000n,
  usd: 100n,
  eur: 100n,
};

/** The cap in a unit as mints count it; undefined for units that the purse takes none of. */
export function capInUnit(unit: string, satoshi: bigint): bigint | undefined {
  const rate = Object.hasOwn(PER_THOUSAND, unit) ? PER_THOUSAND[unit] : undefined;
  return rate === undefined ? undefined : (satoshi * rate) / 1_000n;
}
