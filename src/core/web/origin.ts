import { isLoopback } from './loopback.ts';

export { isLoopback } from './loopback.ts';
export { type Site, siteOf } from './site/site.ts';

// `siteOf` brings the Public Suffix List along. What runs at every page uses the two below.

/** The origin of an http(s) URL; undefined for every other. */
export function originOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.origin : undefined;
}

/** False for plain http anywhere but on this machine, and for what is no http(s) at all. */
export function isSecure(url: string): boolean {
  if (url.startsWith('https://')) return true;
  return (
    originOf(url) !== undefined &&
    (new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname))
  );
}
