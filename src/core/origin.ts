/** Who asks, as the browser knows it: never from the challenge. */
export type Site = {
  /** ASCII (punycode) host with port where it is not the scheme's own. */
  readonly host: string;
  /** What stands before the registrable part: `www.`; may be empty. */
  readonly prefix: string;
  /** The part to print bold: the host's last two labels, or all of an IP address or one-label host. */
  readonly strong: string;
  readonly origin: string;
  /** False for plain http anywhere but on this machine. */
  readonly secure: boolean;
};

/** Hosts that never leave this machine (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3). */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

/** The site of a URL; undefined when it is not http(s). Credentials in the URL are dropped. */
export function siteOf(url: string): Site | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  const name = parsed.hostname;
  // A fully qualified name ends in a dot, after which there is no label.
  const labels = name.replace(/\.$/, '').split('.');
  const whole = name.startsWith('[') || /^[\d.]+$/.test(name) || labels.length <= 2;
  const strong = whole ? name : name.slice(labels.slice(0, -2).join('.').length + 1);
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  return {
    host: name + port,
    prefix: name.slice(0, name.length - strong.length),
    strong: strong + port,
    origin: parsed.origin,
    secure: parsed.protocol === 'https:' || isLoopback(name),
  };
}

/** False for plain http anywhere but on this machine, and for what is no http(s) at all. */
export function isSecure(url: string): boolean {
  return url.startsWith('https://') || siteOf(url)?.secure === true;
}
