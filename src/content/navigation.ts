/**
 * How a document was reached: `navigate`, `reload`, `back_forward` (Navigation Timing). Runs in the isolated world of
 * the document as source text, so it cannot use anything outside its own body.
 */
export function navigationType(): string {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type ?? '';
}
