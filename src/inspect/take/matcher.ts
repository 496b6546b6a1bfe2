/** Stands where a text was cut (core/encoding/sanitize-text.ts). */
export const CUT = '…';

/** Characters of a secret from which on its beginning is hidden before CUT. */
const SHORTEST_BEGINNING = 8;

type Range = { readonly start: number; readonly end: number };

/** Text with each capital as its small letter, as long as it was. */
function inSmallLetters(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index);
    const lower = unit.toLowerCase();
    return lower.length === 1 ? lower : unit;
  }).join('');
}

/**
 * All patterns as one automaton (Aho and Corasick 1975, https://doi.org/10.1145/360825.360855): each character of a text
 * is looked at once, however many patterns there are and whatever a site writes.
 */
class Automaton {
  readonly #next: Map<string, number>[] = [new Map()];
  readonly #depth: number[] = [0];
  readonly #fallback: number[] = [0];
  /** The longest pattern that ends at a node is that of this node; 0 where none does. */
  readonly #ends: number[] = [0];
  #node = 0;

  constructor(patterns: Iterable<string>) {
    for (const pattern of patterns) this.#add(pattern);
    this.#link();
  }

  #add(pattern: string): void {
    let node = 0;
    for (let index = 0; index < pattern.length; index++) {
      const unit = pattern.charAt(index);
      let child = this.#next[node]?.get(unit);
      if (child === undefined) {
        child = this.#next.length;
        this.#next[node]?.set(unit, child);
        this.#next.push(new Map());
        this.#depth.push(index + 1);
        this.#fallback.push(0);
        this.#ends.push(0);
      }
      node = child;
    }
    if (node !== 0) this.#ends[node] = node;
  }

  /** Breadth first: what a node falls back to is nearer to the root, and ready. */
  #link(): void {
    const queue = [0];
    for (const parent of queue) {
      for (const [unit, child] of this.#next[parent] ?? []) {
        queue.push(child);
        if (parent !== 0) this.#fallback[child] = this.#after(this.#fallback[parent] ?? 0, unit);
        this.#ends[child] ||= this.#ends[this.#fallback[child] ?? 0] ?? 0;
      }
    }
  }

  /** What a node falls back to. It is nearer to the root, whatever the links say, so a way along them ends. */
  #shorter(node: number): number {
    const next = this.#fallback[node] ?? 0;
    return (this.#depth[next] ?? 0) < (this.#depth[node] ?? 0) ? next : 0;
  }

  #after(from: number, unit: string): number {
    for (let node = from; ; node = this.#shorter(node)) {
      const child = this.#next[node]?.get(unit);
      if (child !== undefined) return child;
      if (node === 0) return 0;
    }
  }

  restart(): void {
    this.#node = 0;
  }

  /** Reads a character. */
  read(unit: string): void {
    this.#node = this.#after(this.#node, unit);
  }

  /** Lengths of the patterns that end here, the longest first. */
  *lengths(): Generator<number> {
    let node = this.#ends[this.#node] ?? 0;
    while (node !== 0) {
      yield this.#depth[node] ?? 0;
      node = this.#ends[this.#shorter(node)] ?? 0;
    }
  }

  /** Characters at the end of what was read that some pattern begins with. */
  get beginning(): number {
    return this.#depth[this.#node] ?? 0;
  }
}

const isWordUnit = (unit: string) => /^[A-Za-z\d]$/.test(unit);

export type MatcherOptions = {
  /** Capitals count as small letters. */
  readonly ignoresCase: boolean;
  /** Hides a pattern only where no letter and no digit stands beside it. */
  readonly words: boolean;
};

/** Hides every pattern of a text, and the beginning of one before CUT, by `mark`. Takes time in proportion to the text. */
export function createMatcher(
  patterns: readonly string[],
  mark: string,
  { ignoresCase, words }: MatcherOptions,
): (text: string) => string {
  const fold = ignoresCase ? inSmallLetters : (text: string) => text;
  const all = new Set(patterns.filter((pattern) => pattern !== '').map(fold));
  if (all.size === 0) return (text) => text;
  const automaton = new Automaton(all);
  const isHidden = (text: string, start: number, end: number) =>
    !words || !(isWordUnit(text.charAt(start - 1)) || isWordUnit(text.charAt(end)));

  const rangesIn = (text: string): Range[] => {
    const folded = fold(text);
    const ranges: Range[] = [];
    const add = (start: number, end: number) => {
      // Whatever overlaps is hidden as one.
      const apart = ranges.findLastIndex((range) => range.end <= start) + 1;
      const [first] = ranges.splice(apart);
      ranges.push({ start: Math.min(start, first?.start ?? start), end });
    };
    automaton.restart();
    for (let index = 0; index < folded.length; index++) {
      automaton.read(folded.charAt(index));
      const end = index + 1;
      for (const length of automaton.lengths()) {
        if (!isHidden(text, end - length, end)) continue;
        add(end - length, end);
        break;
      }
      const { beginning } = automaton;
      if (!words && beginning >= SHORTEST_BEGINNING && folded.charAt(end) === CUT) {
        add(end - beginning, end);
      }
    }
    return ranges;
  };

  return (text) => {
    const ranges = rangesIn(text);
    if (ranges.length === 0) return text;
    let open = '';
    let from = 0;
    for (const { start, end } of ranges) {
      open += text.slice(from, start) + mark;
      from = end;
    }
    return open + text.slice(from);
  };
}
