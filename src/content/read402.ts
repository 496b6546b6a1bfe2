/** What a 402 document says of itself. Untrusted: it comes from the page. */
export type DocumentReading = {
  /** 0 where the browser does not tell. */
  readonly status: number;
  /** When its load began, ms since 1970. */
  readonly began: number;
  readonly url: string;
  readonly contentType: string;
  /** At most 64 Ki characters: text as it stands, HTML as markup. */
  readonly body: string;
  /** An x402 paywall for people: the same address gives the terms to programs as JSON. */
  readonly paywall: boolean;
};

/**
 * Runs in the isolated world of a document and only reads it. The browser gets it as source text, so it cannot use
 * imports or anything outside its own body.
 */
export function read402(): DocumentReading {
  const characters = 64 * 1024;
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const html = /html|xml/.test(document.contentType);
  const root = document.documentElement;
  const has = (part: Element | null) => (part?.childElementCount ?? 0) > 0;
  // JSON or text that the server sent as HTML: the browser has wrapped it in a page. Or nothing of a page is there yet.
  const bare =
    (root === null || root.localName === 'html') && !has(document.head) && !has(document.body);
  const text = html && !bare ? root.outerHTML : (document.body?.textContent ?? '');
  return {
    status: navigation?.responseStatus ?? 0,
    began: performance.timeOrigin,
    // The address that was loaded; a script may have pushed another one since (history.pushState).
    url: navigation?.name ?? location.href,
    contentType: document.contentType,
    body: text.slice(0, characters),
    paywall: html && Array.from(document.scripts).some((s) => s.text.includes('window.x402')),
  };
}
