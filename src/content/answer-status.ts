/**
 * The status of the response that this document came with; 0 where the browser does not tell. Runs in pages as the text of
 * one function.
 */
export function answerStatus(): number {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.responseStatus ?? 0;
}
