import { appendFileSync, readFileSync } from 'node:fs';

/** What a suite counts of one of its tests; one JSON line of the file that FAREBOX_COUNTS names. */
export type Counted = {
  readonly failed: boolean;
  readonly payments: number;
  readonly faults: readonly string[];
};

/** How often each test of the races and the hostile servers is to run; 1 outside of `npm run torture`. */
export const ROUNDS = Number(process.env['FAREBOX_ROUNDS'] ?? 1);

/** So many at once where `npm test` takes few. */
export function many(few: number): number {
  return ROUNDS > 1 ? 50 : few;
}

export function note(counted: Counted): void {
  const file = process.env['FAREBOX_COUNTS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(counted)}\n`);
}

export function noted(file: string): Counted[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Counted);
}

/** What the torture prints, for one suite or for all. */
export class Total {
  runs = 0;
  payments = 0;
  double = 0;
  lost = 0;
  lies = 0;
  broken = 0;

  fault(fault: string): void {
    if (fault.startsWith('double')) this.double += 1;
    else if (fault.startsWith('lie')) this.lies += 1;
    else this.lost += 1;
  }

  add(other: Total): void {
    for (const key of ['runs', 'payments', 'double', 'lost', 'lies', 'broken'] as const) {
      this[key] += other[key];
    }
  }

  get bad(): boolean {
    return this.runs === 0 || this.double + this.lost + this.lies + this.broken > 0;
  }

  toString(): string {
    return (
      `runs ${this.runs}, payments made ${this.payments}, double payments ${this.double}, ` +
      `lost ${this.lost}, lies ${this.lies}, broken runs ${this.broken}`
    );
  }
}
