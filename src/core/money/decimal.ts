/** An exact decimal number: `0.05` is 5 with 2 decimals. */
export type Decimal = { readonly amount: bigint; readonly decimals: number };

const DECIMAL = /^(0|[1-9]\d{0,29})(?:\.(\d{1,18}))?$/;

/** The number of plain decimal text: no sign, exponent, grouping or spaces; undefined otherwise. */
export function parseDecimal(text: unknown): Decimal | undefined {
  if (typeof text !== 'string') return undefined;
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  return whole === undefined
    ? undefined
    : { amount: BigInt(whole + fraction), decimals: fraction.length };
}

/** The same number in base units of so many decimals; undefined when a base unit is too coarse for it. */
export function rescale({ amount, decimals }: Decimal, to: number): bigint | undefined {
  if (to >= decimals) return amount * 10n ** BigInt(to - decimals);
  const divisor = 10n ** BigInt(decimals - to);
  return amount % divisor === 0n ? amount / divisor : undefined;
}

/** A JSON number that is a count of base units: whole, not below zero, exact; undefined otherwise. */
export function wholeNumber(value: unknown): bigint | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? BigInt(value)
    : undefined;
}
