import { isLoopback } from '../loopback.ts';
import { registrableOf } from './registrable.ts';

/** Who asks, as the browser knows it: never from the challenge. */
export type Site = {
  /** ASCII (punycode) host with port where it is not the scheme's own. */
  readonly host: string;
  /** What stands before the registrable part: `www.`; may be empty. */
  readonly prefix: string;
  /** The part to print bold: the registrable domain, or all of an IP address or one-label host. */
  readonly strong: string;
  readonly origin: string;
  /** False for plain http anywhere but on this machine. */
  readonly secure: boolean;
};

/** The site of a URL; undefined when it is not http(s). Credentials in the URL are dropped. */
export function siteOf(url: string): Site | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return undefined;
  const name = parsed.hostname;
  const strong = registrableOf(name);
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  return {
    host: name + port,
    prefix: name.slice(0, name.length - strong.length),
    strong: strong + port,
    origin: parsed.origin,
    secure: parsed.protocol === 'https:' || isLoopback(name),
  };
}

/**
 * By what a site is counted and told from others: its scheme and registrable domain (`https://news.example`), as for
 * cookies. An IP address or a host of this machine is one site with its port, since each port may have another owner.
 * Undefined for what is not http(s).
 */
export function siteKey(url: string): string | undefined {
  const site = siteOf(url);
  if (site === undefined) return undefined;
  const { hostname, protocol, origin } = new URL(url);
  const strong = registrableOf(hostname);
  const bare = /^[\d.]+$|^\[/.test(hostname) || isLoopback(hostname) || !strong.includes('.');
  return bare ? origin : `${protocol}//${strong.replace(/\.$/, '')}`;
}
