/**
 * How a document was reached: `navigate`, `reload`, `back_forward` (Navigation Timing). Runs in the isolated world of
 * the document, so it must stand alone.
 */
export function navigationType(): string {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type ?? '';
}
