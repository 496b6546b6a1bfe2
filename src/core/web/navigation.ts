import { siteKey } from './site/site.ts';

/**
 * Whether the user or the page's own site began a navigation. False where another site did, or has redirected it:
 * such a navigation may not spend a grant, as another site's request may not carry a `SameSite=Strict` cookie
 * (RFC 6265bis section 5.2).
 *
 * `initiator`: the document that began it, undefined for the address bar, a bookmark or the history. `via`: the
 * addresses that redirected it.
 */
export function begunHere(
  url: string,
  initiator: string | undefined,
  via: readonly string[],
): boolean {
  const site = siteKey(url);
  if (site === undefined) return false;
  const same = (other: string) => siteKey(other) === site;
  // The very same address without TLS leads nowhere that the user did not ask for.
  const upgraded = (other: string) => other.replace(/^http:/, 'https:') === url;
  return (
    (initiator === undefined || same(initiator)) && via.every((hop) => same(hop) || upgraded(hop))
  );
}
