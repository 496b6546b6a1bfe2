import { isObject, type Json, member } from '../../../core/encoding/json.ts';
import { isLoopback } from '../../../core/web/origin.ts';

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

/** A name that a server has for itself alone: also the address of all its interfaces (RFC 1122 3.2.1.3). */
function isItsOwn(host: string): boolean {
  return isLoopback(host) || host === '0.0.0.0' || host === '[::]';
}

/**
 * Whether a challenge says that it is about another host than the one that answered. Scheme, port and `www.`
 * are not compared, and `localhost` says nothing: servers behind a proxy seldom know their own name. Nothing
 * named here is ever fetched.
 */
export function isElsewhere(resource: Json | undefined, responseUrl: string): boolean {
  const named = isObject(resource) ? member(resource, 'url') : resource;
  if (named === undefined || named === null || named === '' || named === responseUrl) return false;
  if (typeof named !== 'string') return true;
  const host = hostOf(responseUrl);
  const other = hostOf(named, responseUrl);
  if (other !== undefined && isItsOwn(other)) return false;
  return host === undefined || other !== host;
}
