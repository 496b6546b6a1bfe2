/** One line of the table. */
export type Row = {
  readonly what: string;
  readonly ratio: number;
  readonly budget: number;
  /** The figures behind the ratio. */
  readonly figures: string;
};

/** A ratio that is not above zero is a clock that went wrong. */
const isWithin = ({ ratio, budget }: Row): boolean => ratio > 0 && ratio <= budget;

const mark = (row: Row): string => (isWithin(row) ? '✓' : '✗');

/** The rows as text, one line each. */
export function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  return rows
    .map((row) => {
      const ratio = row.ratio.toFixed(2).padStart(5);
      const budget = `≤ ${row.budget.toFixed(2)}`;
      return `${mark(row)} ${row.what.padEnd(width)}  ${ratio}  ${budget}   ${row.figures}`;
    })
    .join('\n');
}

/** True when every ratio is within its budget. */
export function allWithin(rows: readonly Row[]): boolean {
  return rows.every(isWithin);
}
