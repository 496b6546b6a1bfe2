export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The cycles of a graph, one for each knot of nodes that reach each other (Tarjan's components). */
export function cyclesOf(graph: Graph): string[][] {
  const index = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];

  const visit = (node: string): number => {
    const mine = index.size;
    index.set(node, mine);
    let lowest = mine;
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(next) ?? mine);
    }
    if (lowest === mine) {
      const knot = stack.splice(stack.indexOf(node));
      if (knot.length > 1 || graph.get(node)?.has(node) === true) found.push(knot.sort());
    }
    return lowest;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
