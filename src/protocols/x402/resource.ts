import { isObject, type Json, member } from '../../core/json.ts';

function hostOf(url: string, base?: string): string | undefined {
  try {
    const { protocol, hostname } = new URL(url, base);
    return protocol === 'https:' || protocol === 'http:'
      ? hostname.replace(/^www\./, '')
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a challenge says that it is about another host than the one that answered. Scheme, port and `www.`
 * are not compared: servers behind a proxy seldom know their own. Nothing named here is ever fetched.
 */
export function isElsewhere(resource: Json | undefined, responseUrl: string): boolean {
  const named = isObject(resource) ? member(resource, 'url') : resource;
  if (named === undefined || named === null || named === '' || named === responseUrl) return false;
  if (typeof named !== 'string') return true;
  const host = hostOf(responseUrl);
  return host === undefined || hostOf(named, responseUrl) !== host;
}
