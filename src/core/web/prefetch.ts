import type { HeaderLine } from './http.ts';

/** Request headers that say what a request is for; `prefetch`, `prerender` and `preview` are no visit. */
const PURPOSES = new Set(['purpose', 'sec-purpose', 'x-purpose', 'x-sec-purpose', 'x-moz']);

/**
 * Request headers of frameworks that fetch a page's data ahead, or for a change of page in place. Next.js asks for the
 * page itself once such a fetch is answered by an error, so paying for the fetch would buy nothing
 * (next/src/client/components/app-router-headers.ts; Nuxt, Turbo and Astro send `Purpose` or `X-Sec-Purpose`).
 */
const AHEAD = /^(?:next-router-(?:segment-)?prefetch|x-middleware-prefetch|rsc)$/;

/** Whether a request was made ahead of a visit that may never happen: its answer is not wanted yet. */
export function isPrefetch(url: string, headers: readonly HeaderLine[]): boolean {
  return isRsc(url) || headers.some(([name, value]) => speaksOfPrefetch(name.toLowerCase(), value));
}

/** A page's React Server Components payload, as Next.js fetches it (`?_rsc=` with a hash). */
function isRsc(url: string): boolean {
  return url.includes('_rsc=') && new URL(url).searchParams.has('_rsc');
}

function speaksOfPrefetch(name: string, value: string): boolean {
  if (PURPOSES.has(name)) return /\b(?:prefetch|prerender|preview)\b/i.test(value);
  return AHEAD.test(name) && value !== '' && value !== '0';
}
