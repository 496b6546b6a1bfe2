import { isLoopback } from './origin.ts';

/** Longer than this no link is shown. */
const URL_CHARACTERS = 2048;

/** The URL of a stranger's text, against `base` where it is relative; undefined when it is none. */
export function parseUrl(text: unknown, base?: string): URL | undefined {
  if (typeof text !== 'string' || text.length > URL_CHARACTERS) return undefined;
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** An https URL without user name and password; undefined otherwise. */
export function httpsUrl(text: unknown, base?: string): URL | undefined {
  const url = parseUrl(text, base);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}

/**
 * An absolute URL that is safe to talk to on behalf of `page`: https, or http on this machine. This machine is named
 * only by its own pages: a public page has no business there.
 */
export function secureUrl(text: unknown, page: string): URL | undefined {
  const url = parseUrl(text);
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  if (isLoopback(url.hostname)) {
    const from = parseUrl(page);
    const local = from !== undefined && isLoopback(from.hostname);
    return local && /^https?:$/.test(url.protocol) ? url : undefined;
  }
  return url.protocol === 'https:' ? url : undefined;
}
